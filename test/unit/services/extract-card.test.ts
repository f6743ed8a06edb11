import { describe, expect, test } from '@jest/globals'
import { compileExpression, type JsonValue, toJson } from '#feel'
import { type Answers, compileForm, settle } from '#forms'
import { CARD, FORM, fileOf } from './the-project.ts'

interface Card {
  derived: { [name: string]: string }
  result: { numbering: string; paper: { [path: string]: string } }
  lookups: { [name: string]: { when?: string; key: { [name: string]: string } } }
}
const card: Card = JSON.parse(fileOf(CARD))
const compiled = compileForm(JSON.parse(fileOf(FORM)))
if (!compiled.ok) throw new Error('the form does not compile')
const { form } = compiled

const dossier = { unit: { code: '00685', level: 'commune', district: '050' } }
const answers: Answers = {
  requesterIdType: 'cccd',
  requesterIdNumber: '001086000123',
  requesterRelation: 'con',
  eventType: 'khai-sinh',
  subjectFullName: 'Nguyễn Văn An',
  subjectDob: '1986-03-02',
  registerPlaceUnit: '00685',
  copies: 2,
  requesterPolicyGroup: 'khong',
}

/** The value of a card's expression for a dossier with these answers. */
function value(source: string, names: { [name: string]: JsonValue }, more: Answers = {}): JsonValue {
  const made = compileExpression(source.slice(1))
  if (!made.ok) throw new Error(made.error)
  const now = new Date('2017-12-14T10:00:00+07:00')
  const view = settle(form, { ...answers, ...more }, { now, names: { dossier, ...names } })
  return toJson(view.scope.evaluate(made.expression))
}
const derived = (name: string, lookup: JsonValue, more?: Answers) => value(card.derived[name] ?? '', { lookup }, more)

const entry = {
  type: 'khai-sinh',
  entryNumber: '41',
  bookNumber: '01/1986',
  registeredOn: '1986-03-10',
  unit: { code: '00685', name: 'Xã Đông Mỹ', district: 'huyện Thanh Trì' },
  subject: { fullName: 'Nguyễn Văn An', dateOfBirth: '1986-03-02', sex: 'nam', ethnicity: 'Kinh', idNumber: null },
  mother: { fullName: 'Trần Thị Minh', birthYear: '1960' },
  father: null,
}

describe('what the card derives', () => {
  test('everything is open before a register was asked, and when it is down', () => {
    for (const lookup of [
      {},
      { person: { status: 'unavailable', entries: [] }, civilEntry: { status: 'unavailable', entries: [] } },
    ]) {
      expect(derived('registerHeld', lookup)).toBe('open')
      expect(derived('matches', lookup)).toBeNull()
      expect(derived('requesterKnown', lookup)).toBe('open')
    }
  })

  test('entries that agree with the whole question are counted, near ones are not, none is zero', () => {
    const exact = { ...entry, match: { exact: true } }
    const near = { ...entry, match: { exact: false, differs: ['dateOfBirth'] } }
    expect(derived('matches', { civilEntry: { status: 'found', entries: [exact, exact] } })).toBe(2)
    expect(derived('matches', { civilEntry: { status: 'found', entries: [near] } })).toBe(0)
    expect(derived('registerHeld', { civilEntry: { status: 'found', entries: [exact] } })).toBe('found')
    expect(derived('registerHeld', { civilEntry: { status: 'found', entries: [near] } })).toBe('notFound')
    expect(derived('matches', { civilEntry: { status: 'notFound', entries: [] } })).toBe(0)
    expect(derived('registerHeld', { civilEntry: { status: 'notFound', entries: [] } })).toBe('notFound')
  })

  test('the holder of a passport is not looked up and counts as known', () => {
    const passport = { requesterIdType: 'hochieu', requesterIdNumber: 'B1234567' }
    expect(value(card.lookups.person?.when ?? '', {}, passport)).toBe(false)
    expect(derived('requesterKnown', { person: { status: 'skipped', entries: [] } }, passport)).toBe('known')
  })

  test('who asks, where it was registered and which papers are there', () => {
    expect(derived('relationKind', {})).toBe('related')
    expect(derived('relationKind', {}, { requesterRelation: 'uy-quyen' })).toBe('authorised')
    expect(derived('sameUnit', {})).toBe(true)
    expect(derived('sameUnit', {}, { registerPlaceUnit: '00652' })).toBe(false)
    expect(derived('hasAuthorisation', {})).toBe(false)
    const letter = { id: 'f1', name: 'uy-quyen.pdf', mime: 'application/pdf', size: 1000 }
    expect(derived('hasAuthorisation', {}, { requesterRelation: 'uy-quyen', authorisation: [letter] })).toBe(true)
  })

  test('the register is asked by the words of its question', () => {
    const key = card.lookups.civilEntry?.key ?? {}
    const asked = Object.fromEntries(Object.entries(key).map(([name, source]) => [name, value(source, {})]))
    expect(asked).toEqual({
      type: 'khai-sinh',
      fullName: 'Nguyễn Văn An',
      dateOfBirth: '1986-03-02',
      unit: '00685',
      entryNumber: null,
    })
  })
})

describe('what the extract says', () => {
  const paper = (names: { [name: string]: JsonValue }, more?: Answers) =>
    Object.fromEntries(Object.entries(card.result.paper).map(([path, source]) => [path, value(source, names, more)]))

  test('comes from the register entry that the officer chose', () => {
    expect(paper({ entry, draft: { remarks: 'Đã cải chính' } })).toMatchObject({
      eventType: 'khai-sinh',
      'subject.fullName': 'Nguyễn Văn An',
      'subject.dob': '1986-03-02',
      'subject.gender': 'Nam',
      'mother.dob': '1960',
      'father.fullName': null,
      'entry.place': 'Uỷ ban nhân dân xã Đông Mỹ',
      'entry.number': '41',
      'entry.book': '01/1986',
      'entry.date': '1986-03-10',
      remarks: 'Đã cải chính',
      changes: [],
    })
  })

  test('comes from the paper book where no entry was chosen', () => {
    const draft = {
      subjectFullName: 'Lê Thị Hoa',
      subjectGender: 'nu',
      registerPlace: 'Uỷ ban nhân dân xã Đông Mỹ',
      entryNumber: '7',
      changes: [{ item: 'Tên', from: 'Hoà', to: 'Hoa' }],
    }
    expect(paper({ entry: null, draft }, { eventType: 'cai-chinh' })).toMatchObject({
      eventType: 'cai-chinh',
      'subject.fullName': 'Lê Thị Hoa',
      'subject.gender': 'Nữ',
      'entry.place': 'Uỷ ban nhân dân xã Đông Mỹ',
      'entry.number': '7',
      changes: [{ item: 'Tên', from: 'Hoà', to: 'Hoa' }],
    })
  })
})
