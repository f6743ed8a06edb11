/** People and entries as the registers send them. */
import type { JsonObject } from '../../registers/index.ts'
import { type CivilEntry, fullAddress, isoDay, type Person, yearOf } from '../population/index.ts'

export function personAnswer(person: Person): JsonObject {
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
    spouseIdNumber: person.spouse?.idNumber ?? null,
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

function contentOf(entry: CivilEntry, asked: Person): JsonObject {
  if (entry.type === 'ket-hon') {
    const other = asked === entry.husband ? entry.wife : entry.husband
    return {
      subject: namedPerson(asked),
      spouse: namedPerson(other),
      husband: { ...namedPerson(entry.husband), idNumber: entry.husband.idNumber },
      wife: { ...namedPerson(entry.wife), idNumber: entry.wife.idNumber },
    }
  }
  if (entry.type === 'khai-tu')
    return {
      subject: {
        ...namedPerson(entry.subject),
        idNumber: entry.subject.idNumber,
        formerIdNumber: entry.subject.formerIdNumber,
      },
      diedOn: isoDay(entry.diedOn),
      cause: entry.cause,
    }
  return {
    // Books of that time held no card number.
    subject: { ...namedPerson(entry.subject), dateOfBirth: isoDay(entry.bornOn), idNumber: null },
    placeOfBirth: entry.placeOfBirth,
    father: entry.subject.father ? parentAnswer(entry.subject.father) : null,
    mother: entry.subject.mother ? parentAnswer(entry.subject.mother) : null,
  }
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
