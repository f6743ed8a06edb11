/** People and entries as the registers send them. */
import type { JsonObject } from '../../registers/index.ts'
import { type CivilEntry, fullAddress, type Guardian, isoDay, type Person, yearOf } from '../population/index.ts'

export function personAnswer(person: Person, spouseIdNumber: string | null): JsonObject {
  return {
    idNumber: person.idNumber,
    formerIdNumber: person.formerIdNumber,
    idIssuedOn: person.idIssuedOn === null ? null : isoDay(person.idIssuedOn),
    idIssuedBy: person.idIssuedOn === null ? null : 'Công an thành phố Hà Nội',
    ...namedPerson(person),
    communeCode: person.unit.code,
    residenceDetail: person.address,
    alive: person.diedOn === null,
    diedOn: person.diedOn === null ? null : isoDay(person.diedOn),
    fatherIdNumber: person.father?.idNumber ?? null,
    motherIdNumber: person.mother?.idNumber ?? null,
    spouseIdNumber,
  }
}

/** An entry as it stands in its book; `subject` is the person who was asked for. */
export function entryAnswer(entry: CivilEntry, subject: Person): JsonObject {
  return {
    type: entry.type,
    entryNumber: String(entry.number),
    bookNumber: `01/${yearOf(entry.registeredOn)}`,
    page: Math.ceil(entry.number / 3),
    registeredOn: isoDay(entry.registeredOn),
    unit: { code: entry.unit.code, name: entry.unit.name, district: entry.unit.district },
    note: null,
    ...contentOf(entry, subject),
  }
}

type ContentOf = {
  readonly [type in CivilEntry['type']]: (entry: Extract<CivilEntry, { type: type }>, asked: Person) => JsonObject
}

/** What each kind of entry tells. A further kind is a further line. */
const contents: ContentOf = {
  'ket-hon': ({ husband, wife }, asked) => ({
    subject: namedPerson(asked),
    spouse: namedPerson(asked === husband ? wife : husband),
    husband: { ...namedPerson(husband), idNumber: husband.idNumber },
    wife: { ...namedPerson(wife), idNumber: wife.idNumber },
  }),
  'khai-tu': ({ subject, diedOn, cause }) => ({
    subject: { ...namedPerson(subject), idNumber: subject.idNumber, formerIdNumber: subject.formerIdNumber },
    diedOn: isoDay(diedOn),
    cause,
  }),
  'khai-sinh': ({ subject, bornOn, placeOfBirth }) => ({
    // Books of that time held no card number.
    subject: { ...namedPerson(subject), dateOfBirth: isoDay(bornOn), idNumber: null },
    placeOfBirth,
    father: subject.father ? parentAnswer(subject.father) : null,
    mother: subject.mother ? parentAnswer(subject.mother) : null,
  }),
  'giam-ho': ({ subject, guardian, guardianshipType, relation }) => ({
    subject: numberedPerson(subject),
    guardian: guardianAnswer(guardian),
    guardianshipType,
    relation,
  }),
  'cham-dut-giam-ho': ({ subject, guardianship, endedOn, ground }) => ({
    subject: numberedPerson(subject),
    guardian: guardianAnswer(guardianship.guardian),
    guardianshipEntryNumber: `${guardianship.number}/${yearOf(guardianship.registeredOn)}`,
    endedOn: isoDay(endedOn),
    endGround: ground,
  }),
  'nhan-cha-me-con': ({ subject, recogniser }) => ({
    subject: numberedPerson(subject),
    recogniser: numberedPerson(recogniser),
    relation: recogniser.sex === 'nam' ? 'cha' : 'me',
  }),
  'con-nuoi': ({ subject, adopters }) => ({
    subject: numberedPerson(subject),
    adopters: adopters.map(({ fullName, idNumber }) => ({ fullName, idNumber })),
  }),
  'cai-chinh': ({ subject, item, from, to }) => ({
    subject: numberedPerson(subject),
    changes: [{ item, from, to }],
  }),
}

function contentOf(entry: CivilEntry, asked: Person): JsonObject {
  const tell = contents[entry.type] as (entry: CivilEntry, asked: Person) => JsonObject
  return tell(entry, asked)
}

function numberedPerson(person: Person): JsonObject {
  return { ...namedPerson(person), idNumber: person.idNumber }
}

/** A guardian as entries name them: a person, or a body. */
export function guardianAnswer(guardian: Guardian): JsonObject {
  if (guardian.kind === 'phap-nhan')
    return { kind: guardian.kind, fullName: guardian.name, idNumber: guardian.code, residence: guardian.address }
  return { kind: guardian.kind, ...numberedPerson(guardian.person) }
}

function namedPerson(person: Person): JsonObject {
  return {
    fullName: person.fullName,
    dateOfBirth: isoDay(person.bornOn),
    sex: person.sex,
    ethnicity: person.ethnicity,
    nationality: 'Việt Nam',
    hometown: fullAddress(person.unit, '').slice(2),
    residence: fullAddress(person.unit, person.address),
  }
}

function parentAnswer(parent: Person): JsonObject {
  return {
    fullName: parent.fullName,
    birthYear: String(yearOf(parent.bornOn)),
    ethnicity: parent.ethnicity,
    nationality: 'Việt Nam',
    residence: fullAddress(parent.unit, parent.address),
  }
}
