/** Registers about marriage: status, certificates of it, the book of marriages. */
import type { JsonObject } from '../../../registers/index.ts'
import { isoDay, type Person } from '../../population/index.ts'
import { entryAnswer } from '../present.ts'
import { byId, found, numbered, numbersOf, type RegisterTable, textAt } from '../register.ts'
import type { World } from '../world.ts'
import { asWeddingEntry, currentMarriage, marriagesOf, weddingOf, writtenWeddings } from './marriages.ts'

export const marital: RegisterTable = {
  'civil.maritalStatus': {
    lookup: {
      key: { idNumber: 'required' },
      holds: ['idNumber', 'formerIdNumber', 'status', 'spouseId', 'since', 'entryNumber', 'formerSpouseId', 'endedOn'],
      answer(world, key, asOf) {
        const idNumber = textAt(key, 'idNumber')
        if (idNumber === undefined) return { kind: 'refused', field: 'idNumber' }
        const person = world.registry.personById(idNumber)
        if (person && person.bornOn > asOf) return found([])
        const marriages = marriagesOf(world, person, person ? numbersOf(person) : [idNumber], asOf)
        if (!person && marriages.length === 0) return found([])
        return found([{ ...(person ? numbered(person) : { idNumber, formerIdNumber: null }), ...statusOf(marriages) }])
      },
      examples: (world) => world.registry.people.slice(0, 3).map(({ idNumber }) => ({ idNumber })),
    },
    effect: {
      entry: {
        husbandId: 'required',
        wifeId: 'required',
        since: 'required',
        entryNumber: 'optional',
        unit: 'optional',
      },
      foundBy: bySpouses,
    },
  },

  'civil.maritalCertificate': {
    lookup: {
      key: { idNumber: 'required' },
      holds: ['idNumber', 'formerIdNumber', 'certificateNumber', 'issuedOn', 'purpose', 'status', 'unit'],
      answer(world, key, asOf) {
        const idNumber = textAt(key, 'idNumber')
        if (idNumber === undefined) return { kind: 'refused', field: 'idNumber' }
        const person = world.registry.personById(idNumber)
        const about = person ? numbered(person) : { idNumber, formerIdNumber: null }
        const words = (person ? numbersOf(person) : [idNumber]).map(byId)
        const written = world.written('civil.maritalCertificate', words, asOf).map(({ data }) => ({
          ...about,
          certificateNumber: textAt(data, 'certificateNumber') ?? '',
          issuedOn: textAt(data, 'issuedOn') ?? '',
          purpose: textAt(data, 'purpose') ?? null,
          status: textAt(data, 'status') ?? null,
          unit: world.unit(textAt(data, 'unit') ?? person?.unit.code ?? ''),
        }))
        return found([...written.reverse(), ...(person ? certificatesHeld(world, person, asOf) : [])])
      },
      examples: (world) => [...world.lives.all.certificates.keys()].slice(-3).map(({ idNumber }) => ({ idNumber })),
    },
    effect: {
      entry: {
        idNumber: 'required',
        certificateNumber: 'required',
        issuedOn: 'required',
        fullName: 'optional',
        purpose: 'optional',
        status: 'optional',
        unit: 'optional',
      },
      foundBy: (data) => [byId(textAt(data, 'idNumber'))],
    },
  },

  'civil.marriageEntry': {
    lookup: {
      key: { a: 'required', b: 'required', unit: 'optional' },
      holds: ['a', 'b', 'entryNumber', 'bookNumber', 'registeredOn', 'unit', 'husband', 'wife'],
      answer(world, key, asOf) {
        const [a, b, unit] = [textAt(key, 'a'), textAt(key, 'b'), textAt(key, 'unit')]
        if (a === undefined || b === undefined) return { kind: 'refused', field: a === undefined ? 'a' : 'b' }
        const couple = { a: key.a ?? null, b: key.b ?? null }
        const entries = [...writtenEntries(world, a, b, asOf), ...bookEntries(world, a, b, asOf)]
        const inUnit = entries.filter((entry) => unit === undefined || textAt(entry, 'unit') === unit)
        return found(inUnit.map((entry) => ({ ...couple, ...entry })))
      },
      examples: (world) =>
        world.registry.people
          .filter((person) => person.sex === 'nam' && person.spouse && weddingOf(world, person, person.spouse))
          .slice(0, 3)
          .map((person) => ({ a: person.idNumber, b: person.spouse?.idNumber ?? null })),
    },
    effect: {
      entry: {
        husbandId: 'required',
        wifeId: 'required',
        entryNumber: 'required',
        registeredOn: 'required',
        unit: 'required',
        bookNumber: 'optional',
        effectiveFrom: 'optional',
      },
      foundBy: bySpouses,
    },
  },
}

function bySpouses(data: JsonObject): (string | null)[] {
  return [byId(textAt(data, 'husbandId')), byId(textAt(data, 'wifeId'))]
}

function statusOf(marriages: ReturnType<typeof marriagesOf>): JsonObject {
  const last = currentMarriage(marriages)
  if (!last) {
    const nothing = { spouseId: null, since: null, entryNumber: null, formerSpouseId: null, endedOn: null }
    return { status: 'single', ...nothing }
  }
  const { ended, spouseId, since, entryNumber } = last
  const isDivorced = ended?.by === 'divorce'
  return {
    status: ended === null ? 'married' : isDivorced ? 'divorced' : 'widowed',
    spouseId: isDivorced ? null : spouseId,
    since,
    entryNumber,
    formerSpouseId: isDivorced ? spouseId : null,
    endedOn: ended?.on ?? null,
  }
}

function certificatesHeld(world: World, person: Person, asOf: number): JsonObject[] {
  return world.lives
    .certificatesOf(person)
    .filter(({ issuedOn }) => issuedOn <= asOf)
    .map(({ issuedOn, ...certificate }) => ({
      ...numbered(person),
      ...certificate,
      issuedOn: isoDay(issuedOn),
      unit: world.unit(person.unit.code),
    }))
}

function bookEntries(world: World, a: string, b: string, asOf: number): JsonObject[] {
  const [one, other] = [world.registry.personById(a), world.registry.personById(b)]
  const wedding = one && other && weddingOf(world, one, other)
  return wedding && wedding.registeredOn <= asOf ? [entryAnswer(wedding, one)] : []
}

function writtenEntries(world: World, a: string, b: string, asOf: number): JsonObject[] {
  const numbers = (idNumber: string) => {
    const person = world.registry.personById(idNumber)
    return person ? numbersOf(person) : [idNumber]
  }
  const ofB = new Set(numbers(b))
  return writtenWeddings(world, numbers(a), asOf).flatMap(({ data }) => {
    const [husbandId = '', wifeId = ''] = [textAt(data, 'husbandId'), textAt(data, 'wifeId')]
    if (!ofB.has(husbandId) && !ofB.has(wifeId)) return []
    const wedding = asWeddingEntry(world, data)
    const registeredOn = textAt(data, 'registeredOn') ?? ''
    return [
      {
        ...(wedding
          ? entryAnswer(wedding, wedding.husband)
          : { husband: { idNumber: husbandId }, wife: { idNumber: wifeId } }),
        entryNumber: textAt(data, 'entryNumber') ?? '',
        bookNumber: textAt(data, 'bookNumber') ?? `01/${registeredOn.slice(0, 4)}`,
        registeredOn,
        unit: world.unit(textAt(data, 'unit') ?? ''),
        effectiveFrom: textAt(data, 'effectiveFrom') ?? null,
      },
    ]
  })
}
