/** Registers of the urban management field: streets open to use, permits to use pavements; schools. */
import { foldName, type JsonObject } from '../../registers/index.ts'
import { metresBetween, type PavementPermit, type Street } from '../city/index.ts'
import { isoDay } from '../population/index.ts'
import { indexed } from './indexed.ts'
import { found, type RegisterAnswer, type RegisterTable, textAt } from './register.ts'
import { unitAnswer, type World } from './world.ts'

const streetsByUnit = indexed(
  (world: World) => world.city.streets,
  ({ unit }) => unit.code,
)
const permitsByStreet = indexed(
  (world: World) => world.city.pavementPermits,
  ({ unit, street }) => `${unit.code} ${foldName(street)}`,
)

export const streets: RegisterTable = {
  'streets.permitted': {
    lookup: {
      key: { street: 'required', unit: 'required' },
      holds: ['street', 'unit', 'allowed', 'uses', 'streetClass', 'pavementWidth', 'pavedOn', 'monthsSincePaving'],
      answer: (world, key, asOf) =>
        onStreet(
          world,
          key,
          (street) => found([streetAnswer(street, asOf)]),
          () => found([]),
        ),
      examples: (world) => world.city.streets.slice(0, 3).map(({ name, unit }) => ({ street: name, unit: unit.code })),
    },
  },

  'permits.pavement': {
    lookup: {
      key: { street: 'required', unit: 'required', from: 'optional', to: 'optional' },
      holds: ['permitNumber', 'use', 'street', 'address', 'unit', 'from', 'to', 'usedArea', 'holderId', 'holderName'],
      answer(world, key, asOf) {
        const unit = textAt(key, 'unit') ?? ''
        const from = textAt(key, 'from') ?? ''
        const to = textAt(key, 'to') ?? '9999'
        const overlaps = (permit: JsonObject) => String(permit.from) <= to && String(permit.to) >= from
        // Dossiers write the street as the citizen did, with the house number.
        const writtenOn = (name: string) =>
          world
            .written('permits.pavement', [inUnit(unit)], asOf)
            .filter(({ data }) => isOn(world, unit, textAt(data, 'street') ?? '', name))
            .map(({ data }) => writtenPermit(world, data, name))
        const all = (name: string, standing: readonly PavementPermit[]) =>
          found([...writtenOn(name).reverse(), ...standing.map(permitAnswer)].filter(overlaps))
        return onStreet(
          world,
          key,
          ({ name }) => all(name, permitsByStreet(world, `${unit} ${foldName(name)}`)),
          // A street that nobody lists can have a permit all the same.
          (street) => all(street, []),
        )
      },
      examples: (world) =>
        world.city.pavementPermits.slice(0, 3).map(({ street, unit }) => ({ street, unit: unit.code })),
    },
    effect: {
      entry: {
        permitNumber: 'required',
        street: 'required',
        unit: 'required',
        from: 'required',
        to: 'required',
        use: 'optional',
        address: 'optional',
        usedArea: 'optional',
        holderId: 'optional',
        holderName: 'optional',
      },
      foundBy: (data) => [inUnit(textAt(data, 'unit'))],
    },
  },

  'places.school': {
    lookup: {
      key: { lat: 'required', lng: 'required' },
      holds: ['name', 'kind', 'unit', 'address', 'lat', 'lng', 'distance'],
      answer(world, key) {
        const [lat, lng] = [Number(textAt(key, 'lat') ?? Number.NaN), Number(textAt(key, 'lng') ?? Number.NaN)]
        if (!(Math.abs(lat) <= 90)) return { kind: 'refused', field: 'lat' }
        if (!(Math.abs(lng) <= 180)) return { kind: 'refused', field: 'lng' }
        let nearest = Number.POSITIVE_INFINITY
        let school: JsonObject | null = null
        for (const one of world.city.schools) {
          const distance = metresBetween(one, { lat, lng })
          if (distance >= nearest) continue
          nearest = distance
          school = { ...one, unit: unitAnswer(one.unit), distance: Math.round(distance * 10) / 10 }
        }
        return found([school])
      },
      examples: (world) => world.city.schools.slice(0, 3).map(({ lat, lng }) => ({ lat, lng })),
    },
  },
}

/** The street of a unit that a text names, with or without house number, `phố`, `đường`; the longest name wins. */
function onStreet(
  world: World,
  key: JsonObject,
  known: (street: Street) => RegisterAnswer,
  unknown: (text: string) => RegisterAnswer,
): RegisterAnswer {
  const [text, unit] = [textAt(key, 'street'), textAt(key, 'unit')]
  if (text === undefined) return { kind: 'refused', field: 'street' }
  if (unit === undefined) return { kind: 'refused', field: 'unit' }
  const street = streetNamed(world, unit, text)
  return street ? known(street) : unknown(text)
}

function streetNamed(world: World, unit: string, text: string): Street | undefined {
  const words = asWords(text)
  const named = streetsByUnit(world, unit).filter(({ name }) => words.includes(asWords(name)))
  return [...named].sort((a, b) => b.name.length - a.name.length)[0]
}

/** Whether a text written on a permit is about the street of this name. */
function isOn(world: World, unit: string, written: string, name: string): boolean {
  const street = streetNamed(world, unit, written)
  return street
    ? street.name === name
    : asWords(written).includes(asWords(name)) || asWords(name).includes(asWords(written))
}

const inUnit = (unit: string | undefined) => (unit ? `unit ${unit}` : null)

const asWords = (text: string) => ` ${foldName(text.replace(/[,.;]/g, ' '))} `

function streetAnswer({ name, title, unit, pavedOn, ...street }: Street, asOf: number): JsonObject {
  return {
    street: name,
    fullName: `${title} ${name}`,
    unit: unitAnswer(unit),
    ...street,
    pavedOn: isoDay(pavedOn),
    monthsSincePaving: monthsBetween(isoDay(pavedOn), isoDay(Math.max(pavedOn, asOf))),
  }
}

/** Full months from a day to a later one. */
function monthsBetween(from: string, to: string): number {
  const [year = 0, month = 0, day = 0] = from.split('-').map(Number)
  const [lateYear = 0, lateMonth = 0, lateDay = 0] = to.split('-').map(Number)
  return (lateYear - year) * 12 + lateMonth - month - (lateDay < day ? 1 : 0)
}

function permitAnswer({ unit, holder, ...permit }: PavementPermit): JsonObject {
  return { ...permit, unit: unitAnswer(unit), holderId: holder.idNumber, holderName: holder.fullName }
}

function writtenPermit(world: World, data: JsonObject, street: string): JsonObject {
  const text = (field: string) => textAt(data, field) ?? null
  return {
    permitNumber: text('permitNumber'),
    use: text('use'),
    street,
    address: text('address') ?? text('street'),
    unit: world.unit(textAt(data, 'unit') ?? ''),
    from: text('from'),
    to: text('to'),
    usedArea: data.usedArea ?? null,
    holderId: text('holderId'),
    holderName: text('holderName'),
  }
}
