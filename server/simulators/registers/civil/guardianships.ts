/** Guardianships: those of the books, and what dossiers registered and ended since. */
import { type JsonObject, readEntryNumber, sameName, valueAt } from '../../../registers/index.ts'
import {
  type CivilEntry,
  fromIsoDay,
  type Guardian,
  type GuardianshipEndEntry,
  type GuardianshipEntry,
  isoDay,
  yearOf,
} from '../../population/index.ts'
import type { StoredEffect } from '../effects.ts'
import { guardianAnswer } from '../present.ts'
import { byName, found, type RegisterTable, textAt } from '../register.ts'
import { unitAnswer, type World } from '../world.ts'

const register = 'civil.guardianship'

export const guardianships: RegisterTable = {
  [register]: {
    lookup: {
      key: { fullName: 'required', dateOfBirth: 'required' },
      holds: [
        'ward',
        'guardian',
        'guardianshipType',
        'relation',
        'active',
        'entryNumber',
        'bookNumber',
        'registeredOn',
        'unit',
        'endedOn',
        'endGround',
      ],
      answer(world, key, asOf) {
        const [fullName, dateOfBirth] = [textAt(key, 'fullName'), textAt(key, 'dateOfBirth')]
        if (fullName === undefined) return { kind: 'refused', field: 'fullName' }
        if (dateOfBirth === undefined) return { kind: 'refused', field: 'dateOfBirth' }
        return found(guardianshipsOf(world, fullName, dateOfBirth, asOf))
      },
      examples: (world) =>
        world.lives.all.guardianships
          .slice(-3)
          .map(({ subject }) => ({ fullName: subject.fullName, dateOfBirth: isoDay(subject.bornOn) })),
    },
    effect: {
      entry: {
        act: 'required',
        wardFullName: 'required',
        wardDateOfBirth: 'required',
        entryNumber: 'optional',
        registeredOn: 'optional',
        unit: 'optional',
        guardianFullName: 'optional',
        guardianIdNumber: 'optional',
        guardianKind: 'optional',
        guardianResidence: 'optional',
        guardianshipType: 'optional',
        relation: 'optional',
        bookNumber: 'optional',
        endedOn: 'optional',
        endGround: 'optional',
      },
      acts: { register: ['entryNumber', 'registeredOn', 'unit', 'guardianFullName'], terminate: ['endedOn'] },
      foundBy: (data) => {
        const name = textAt(data, 'wardFullName')
        return [byName(name), byName(name, textAt(data, 'wardDateOfBirth'))]
      },
    },
  },
}

/** Those in force first, then the newest. */
function guardianshipsOf(world: World, fullName: string, dateOfBirth: string, asOf: number): JsonObject[] {
  const standing = world.registry
    .peopleNamed(fullName, dateOfBirth)
    .flatMap((ward) => world.lives.guardianshipsOf(ward))
    .filter(({ registeredOn }) => registeredOn <= asOf)
    .map((entry) => standingAnswer(entry, world.lives.endOf(entry), asOf))
  const lines = standing
  for (const { data } of world.written(register, [byName(fullName, dateOfBirth)], asOf)) {
    if (textAt(data, 'act') === 'terminate') end(lines, data)
    else lines.push(writtenAnswer(world, data))
  }
  const newestFirst = [...lines].reverse()
  return [...newestFirst.filter(({ active }) => active), ...newestFirst.filter(({ active }) => !active)]
}

/** Of several guardians the one who is named, else all. */
function end(lines: JsonObject[], data: JsonObject): void {
  const guardian = textAt(data, 'guardianFullName')
  const active = lines.filter((line) => line.active === true)
  const meant = active.filter((line) => {
    const name = valueAt(line, 'guardian.fullName')
    return guardian !== undefined && typeof name === 'string' && sameName(name, guardian)
  })
  const ended = {
    active: false,
    endedOn: textAt(data, 'endedOn') ?? null,
    endGround: textAt(data, 'endGround') ?? null,
  }
  for (const line of meant.length > 0 ? meant : active) Object.assign(line, ended)
}

function standingAnswer(entry: GuardianshipEntry, ended: GuardianshipEndEntry | undefined, asOf: number): JsonObject {
  const { subject, guardian, number, registeredOn, unit, guardianshipType, relation } = entry
  const isEnded = ended !== undefined && ended.registeredOn <= asOf
  return {
    ward: {
      fullName: subject.fullName,
      dateOfBirth: isoDay(subject.bornOn),
      sex: subject.sex,
      idNumber: subject.idNumber,
    },
    guardian: guardianAnswer(guardian),
    guardianshipType,
    relation,
    active: !isEnded,
    entryNumber: String(number),
    bookNumber: `01/${yearOf(registeredOn)}`,
    registeredOn: isoDay(registeredOn),
    unit: unitAnswer(unit),
    endedOn: isEnded ? isoDay(ended.endedOn) : null,
    endGround: isEnded ? ended.ground : null,
  }
}

function writtenAnswer(world: World, data: JsonObject): JsonObject {
  const text = (field: string) => textAt(data, field) ?? null
  const registeredOn = textAt(data, 'registeredOn') ?? ''
  return {
    ward: { fullName: text('wardFullName'), dateOfBirth: text('wardDateOfBirth') },
    guardian: guardianAnswer(writtenGuardian(world, data)),
    guardianshipType: text('guardianshipType'),
    relation: text('relation'),
    active: true,
    entryNumber: text('entryNumber'),
    bookNumber: text('bookNumber') ?? `01/${registeredOn.slice(0, 4)}`,
    registeredOn,
    unit: world.unit(textAt(data, 'unit') ?? ''),
    endedOn: null,
    endGround: null,
  }
}

function writtenGuardian(world: World, data: JsonObject): Guardian {
  const code = textAt(data, 'guardianIdNumber') ?? ''
  const person = textAt(data, 'guardianKind') === 'phap-nhan' ? undefined : world.registry.personById(code)
  if (person) return { kind: 'ca-nhan', person }
  return {
    kind: 'phap-nhan',
    name: textAt(data, 'guardianFullName') ?? '',
    code,
    address: textAt(data, 'guardianResidence') ?? '',
  }
}

/** What dossiers wrote about a ward of this name, as entries of the books; only of wards whom the city knows. */
export function writtenGuardianshipEntries(world: World, name: string, asOf: number): CivilEntry[] {
  return world.written(register, [byName(name)], asOf).flatMap((line) => asEntry(world, line))
}

function asEntry(world: World, { data }: StoredEffect): CivilEntry[] {
  const [subject] = world.registry.peopleNamed(textAt(data, 'wardFullName') ?? '', textAt(data, 'wardDateOfBirth'))
  const unit = world.commune(textAt(data, 'unit') ?? '')
  const number = readEntryNumber(textAt(data, 'entryNumber') ?? '')?.number
  const registeredOn = fromIsoDay(textAt(data, 'registeredOn') ?? textAt(data, 'endedOn') ?? '')
  if (!subject || !unit || number === undefined || !Number.isInteger(registeredOn)) return []
  const common = { unit, number, registeredOn, subject }
  const guardianship: GuardianshipEntry = {
    type: 'giam-ho',
    ...common,
    guardian: writtenGuardian(world, data),
    guardianshipType: 'duong-nhien',
    relation: 'khac',
  }
  if (textAt(data, 'act') !== 'terminate') return [guardianship]
  const [ended] = world.lives.guardianshipsOf(subject)
  const endedOn = fromIsoDay(textAt(data, 'endedOn') ?? '')
  const ground = grounds.find((known) => known === textAt(data, 'endGround')) ?? 'cha-me-du-dk'
  return [{ type: 'cham-dut-giam-ho', ...common, guardianship: ended ?? guardianship, endedOn, ground }]
}

const grounds = [
  'du-nlhvds',
  'chet',
  'cha-me-du-dk',
  'nhan-con-nuoi',
] as const satisfies GuardianshipEndEntry['ground'][]
