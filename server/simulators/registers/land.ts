/** Registers of the construction field: land, planning, building permits. */
import type { JsonObject } from '../../registers/index.ts'
import type { BuildingPermit, Parcel } from '../city/index.ts'
import { fromIsoDay, isoDay } from '../population/index.ts'
import { indexed } from './indexed.ts'
import { byNumber, found, plain, type RegisterTable, textAt } from './register.ts'
import { unitAnswer, type World } from './world.ts'

const parcelsByCertificate = indexed(
  (world: World) => world.city.parcels,
  ({ certificateNumber }) => plain(certificateNumber),
)
const parcelsByPlace = indexed(
  (world: World) => world.city.parcels,
  ({ sheet, parcel }) => `${sheet} ${parcel}`,
)
const permitsByNumber = indexed(
  (world: World) => world.city.buildingPermits,
  ({ permitNumber }) => plain(permitNumber),
)

export const land: RegisterTable = {
  'land.parcel': {
    lookup: {
      key: { certificateNumber: 'required' },
      holds: [
        'certificateNumber',
        'ownerId',
        'ownerName',
        'coOwnerId',
        'use',
        'area',
        'sheet',
        'parcel',
        'unit',
        'address',
        'issuedOn',
      ],
      answer(world, key, asOf) {
        const number = textAt(key, 'certificateNumber')
        if (number === undefined) return { kind: 'refused', field: 'certificateNumber' }
        return found(parcelsByCertificate(world, plain(number)).filter(isIssued(asOf)).map(parcelAnswer))
      },
      examples: (world) => world.city.parcels.slice(0, 3).map(({ certificateNumber }) => ({ certificateNumber })),
    },
  },

  'planning.zone': {
    lookup: {
      key: { sheet: 'required', parcel: 'required', unit: 'optional' },
      holds: [
        'sheet',
        'parcel',
        'unit',
        'zone',
        'maxDensity',
        'maxFloors',
        'maxHeight',
        'setback',
        'protected',
        'protection',
        'permitRequired',
      ],
      answer(world, key) {
        const [sheet, parcel, unit] = [textAt(key, 'sheet'), textAt(key, 'parcel'), textAt(key, 'unit')]
        if (sheet === undefined || parcel === undefined)
          return { kind: 'refused', field: sheet === undefined ? 'sheet' : 'parcel' }
        return found(
          parcelsByPlace(world, `${number(sheet)} ${number(parcel)}`)
            .filter((one) => unit === undefined || one.unit.code === unit)
            .map((one) => ({ sheet, parcel, unit: unitAnswer(one.unit), ...one.planning })),
        )
      },
      examples: (world) =>
        world.city.parcels.slice(0, 3).map(({ sheet, parcel, unit }) => ({ sheet, parcel, unit: unit.code })),
    },
  },

  'permits.building': {
    lookup: {
      key: { permitNumber: 'required', unit: 'optional' },
      holds: [
        'permitNumber',
        'kind',
        'valid',
        'issuedOn',
        'validUntil',
        'holderId',
        'holderName',
        'sheet',
        'parcel',
        'unit',
        'address',
      ],
      answer(world, key, asOf) {
        const [permitNumber, unit] = [textAt(key, 'permitNumber'), textAt(key, 'unit')]
        if (permitNumber === undefined) return { kind: 'refused', field: 'permitNumber' }
        const day = isoDay(asOf)
        const written = world
          .written('permits.building', [byNumber(permitNumber)], asOf)
          .map(({ data }) => writtenPermit(world, data))
        const standing = permitsByNumber(world, plain(permitNumber)).filter(isIssued(asOf)).map(permitAnswer)
        return found(
          [...written.reverse(), ...standing]
            .filter((permit) => unit === undefined || isWithin(world, textAt(permit, 'unit'), unit))
            .map((permit) => ({ ...permit, valid: String(permit.validUntil) >= day })),
        )
      },
      examples: (world) => world.city.buildingPermits.slice(0, 3).map(({ permitNumber }) => ({ permitNumber })),
    },
    effect: {
      entry: {
        permitNumber: 'required',
        issuedOn: 'required',
        kind: 'optional',
        validUntil: 'optional',
        holderId: 'optional',
        holderName: 'optional',
        sheet: 'optional',
        parcel: 'optional',
        unit: 'optional',
        address: 'optional',
      },
      foundBy: (data) => [byNumber(textAt(data, 'permitNumber'))],
    },
  },
}

const isIssued =
  (asOf: number) =>
  ({ issuedOn }: { issuedOn: string }) =>
    fromIsoDay(issuedOn) <= asOf

/** `015` is sheet 15. */
const number = (text: string) => text.replace(/^0+(?=\d)/, '')

/** Whether a thing lies in a commune, or in a commune of a district. */
export function isWithin(world: World, place: string | undefined, unit: string): boolean {
  const district = world.commune(place ?? '')?.districtCode
  return place === unit || district === unit.replace(/^00(?=\d{3}$)/, '')
}

function parcelAnswer({ owner, coOwner, planning: _, unit, ...parcel }: Parcel): JsonObject {
  return {
    ...parcel,
    ownerId: owner.idNumber,
    ownerName: owner.fullName,
    coOwnerId: coOwner?.idNumber ?? null,
    unit: unitAnswer(unit),
  }
}

function permitAnswer({ permitNumber, kind, issuedOn, validUntil, parcel, holder }: BuildingPermit): JsonObject {
  return {
    permitNumber,
    kind,
    issuedOn,
    validUntil,
    holderId: holder.idNumber,
    holderName: holder.fullName,
    sheet: parcel.sheet,
    parcel: parcel.parcel,
    unit: unitAnswer(parcel.unit),
    address: parcel.address,
  }
}

function writtenPermit(world: World, data: JsonObject): JsonObject {
  const text = (field: string) => textAt(data, field) ?? null
  const issuedOn = textAt(data, 'issuedOn') ?? ''
  return {
    permitNumber: text('permitNumber'),
    kind: text('kind'),
    issuedOn,
    // Works begin within twelve months (Construction Law 2014, article 90).
    validUntil: text('validUntil') ?? `${Number(issuedOn.slice(0, 4)) + 1}${issuedOn.slice(4)}`,
    holderId: text('holderId'),
    holderName: text('holderName'),
    sheet: text('sheet'),
    parcel: text('parcel'),
    unit: world.unit(textAt(data, 'unit') ?? ''),
    address: text('address'),
  }
}
