/** Registers of the information and business field: enterprises, household businesses, game centres. */
import type { JsonObject } from '../../registers/index.ts'
import type { Business, GameCentre } from '../city/index.ts'
import { fromIsoDay, isoDay } from '../population/index.ts'
import { indexed } from './indexed.ts'
import { isWithin } from './land.ts'
import { byNumber, found, plain, type RegisterTable, textAt } from './register.ts'
import { unitAnswer, type World } from './world.ts'

const businessesByCode = indexed(
  (world: World) => world.city.businesses,
  ({ code }) => plain(code),
)
const centresByNumber = indexed(
  (world: World) => world.city.gameCentres,
  ({ certificateNumber }) => plain(certificateNumber),
)

export const business: RegisterTable = {
  'business.enterprise': {
    lookup: {
      key: { code: 'required' },
      holds: [
        'code',
        'name',
        'kind',
        'active',
        'status',
        'representative',
        'representativeId',
        'unit',
        'address',
        'lines',
        'registeredOn',
      ],
      answer(world, key, asOf) {
        const code = textAt(key, 'code')
        if (code === undefined) return { kind: 'refused', field: 'code' }
        const known = businessesByCode(world, plain(code)).filter(
          ({ registeredOn }) => fromIsoDay(registeredOn) <= asOf,
        )
        return found(
          known.map(({ owner, unit, ...one }) => ({
            ...one,
            representative: owner.fullName,
            representativeId: owner.idNumber,
            unit: unitAnswer(unit),
          })),
        )
      },
      examples: (world) => world.city.businesses.slice(0, 3).map(({ code }) => ({ code })),
    },
  },

  'business.registration': {
    lookup: {
      key: { number: 'required' },
      holds: [
        'number',
        'name',
        'kind',
        'active',
        'status',
        'ownerId',
        'ownerName',
        'unit',
        'address',
        'lines',
        'registeredOn',
      ],
      answer(world, key, asOf) {
        const number = textAt(key, 'number')
        if (number === undefined) return { kind: 'refused', field: 'number' }
        const known = businessesByCode(world, plain(number)).filter(
          ({ registeredOn }) => fromIsoDay(registeredOn) <= asOf,
        )
        return found(known.map(registrationAnswer))
      },
      examples: (world) => world.city.businesses.slice(0, 3).map(({ code }) => ({ number: code })),
    },
  },

  'permits.gameCentre': {
    lookup: {
      key: { certificateNumber: 'required', unit: 'optional', past: 'optional' },
      holds: [
        'certificateNumber',
        'holderId',
        'holderName',
        'centreName',
        'unit',
        'address',
        'businessNumber',
        'roomArea',
        'machines',
        'issuedOn',
        'expiresOn',
        'extensions',
        'valid',
        'replaces',
        'replacedBy',
      ],
      answer(world, key, asOf) {
        const [certificateNumber, unit] = [textAt(key, 'certificateNumber'), textAt(key, 'unit')]
        if (certificateNumber === undefined) return { kind: 'refused', field: 'certificateNumber' }
        return found(
          certificates(world, certificateNumber, asOf)
            .filter((one) => unit === undefined || isWithin(world, textAt(one, 'unit'), unit))
            .filter(({ valid }) => valid === true || key.past === true || key.past === 'true'),
        )
      },
      examples: (world) =>
        world.city.gameCentres
          .filter(({ expiresOn }) => expiresOn > '2018')
          .slice(0, 3)
          .map(({ certificateNumber }) => ({ certificateNumber })),
    },
    effect: {
      entry: {
        act: 'required',
        certificateNumber: 'required',
        issuedOn: 'required',
        previousNumber: 'optional',
        expiresOn: 'optional',
        holderId: 'optional',
        holderName: 'optional',
        centreName: 'optional',
        unit: 'optional',
        address: 'optional',
        businessNumber: 'optional',
        roomArea: 'optional',
        machines: 'optional',
      },
      acts: {
        issue: ['holderId', 'expiresOn'],
        amend: ['previousNumber'],
        renew: ['previousNumber', 'expiresOn'],
        reissue: ['previousNumber'],
      },
      foundBy: (data) => [byNumber(textAt(data, 'certificateNumber')), byNumber(textAt(data, 'previousNumber'))],
    },
  },
}

function registrationAnswer({ code, owner, unit, ...one }: Business): JsonObject {
  return { number: code, ...one, ownerId: owner.idNumber, ownerName: owner.fullName, unit: unitAnswer(unit) }
}

/** How far a chain of amended papers is followed back. */
const longestChain = 20

/**
 * Certificates of a number, newest first, as they stand: what a dossier amended or issued again is replaced by the paper
 * that it wrote, what was renewed lasts longer.
 */
function certificates(world: World, number: string, asOf: number, depth = 0): JsonObject[] {
  if (depth > longestChain) return []
  const lines = world.written('permits.gameCentre', [byNumber(number)], asOf).map(({ data }) => data)
  const isAbout = (data: JsonObject, field: string) => plain(textAt(data, field) ?? '') === plain(number)
  const own = lines
    .filter((data) => isAbout(data, 'certificateNumber') && textAt(data, 'act') !== 'renew')
    .map((data) => writtenCertificate(world, data, asOf, depth))
  const standing = centresByNumber(world, plain(number))
    .filter(({ issuedOn }) => fromIsoDay(issuedOn) <= asOf)
    .map(standingCertificate)
  const later = lines.filter((data) => isAbout(data, 'previousNumber'))
  return [...own.reverse(), ...standing].map((certificate) => asItStands(certificate, later, asOf))
}

function asItStands(certificate: JsonObject, later: readonly JsonObject[], asOf: number): JsonObject {
  let now: JsonObject = { ...certificate, replacedBy: null }
  for (const data of later) {
    if (textAt(data, 'act') === 'renew')
      now = { ...now, expiresOn: textAt(data, 'expiresOn') ?? null, extensions: Number(now.extensions) + 1 }
    else now = { ...now, replacedBy: textAt(data, 'certificateNumber') ?? null }
  }
  return { ...now, valid: now.replacedBy === null && String(now.expiresOn) >= isoDay(asOf) }
}

function standingCertificate({ holder, business: { code }, unit, place: _, ...centre }: GameCentre): JsonObject {
  return {
    ...centre,
    holderId: holder.idNumber,
    holderName: holder.fullName,
    unit: unitAnswer(unit),
    businessNumber: code,
    replaces: null,
  }
}

/** What the new paper does not say is as in the one that it replaces. */
function writtenCertificate(world: World, data: JsonObject, asOf: number, depth: number): JsonObject {
  const replaces = textAt(data, 'previousNumber') ?? null
  const [before] = replaces === null ? [] : certificates(world, replaces, asOf, depth + 1)
  const said = Object.fromEntries(
    Object.entries(data).filter(
      ([field, value]) => value !== null && !['act', 'previousNumber', 'unit'].includes(field),
    ),
  )
  const unit = textAt(data, 'unit')
  const nothing = {
    holderName: null,
    centreName: null,
    address: null,
    businessNumber: null,
    roomArea: null,
    machines: null,
  }
  return {
    ...nothing,
    ...(before ?? { extensions: 0, unit: world.unit(unit ?? '') }),
    ...said,
    ...(unit === undefined ? {} : { unit: world.unit(unit) }),
    replaces,
  }
}
