import { describe, expect, test } from '@jest/globals'
import {
  type ComparedField,
  compareAnswers,
  parseBoundedJson,
  sameEntryNumber,
  sameName,
} from '../../../server/registers/index.ts'

describe('two names', () => {
  test.each([
    ['Nguyễn Văn An', 'NGUYỄN VĂN AN'],
    ['Nguyễn Văn An', '  nguyễn   văn\u00a0an '],
    ['Nguyễn Văn An', 'Nguyễn Văn An'.normalize('NFD')],
    ["K'Brôih", "K'BRÔIH"],
    ['Đặng Ước', 'ĐẶNG ƯỚC'],
  ])('%j and %j are the same', (a, b) => {
    expect(sameName(a, b)).toBe(true)
  })

  test.each([
    ['Nguyễn Văn An', 'Nguyễn Văn Ân'],
    ['Nguyễn Văn An', 'Nguyen Van An'],
    ['Đặng', 'Dặng'],
    ['Nguyễn Văn An', 'Nguyễn VănAn'],
    ['Hoà', 'Hòa'],
    ['Аn', 'An'],
  ])('%j and %j are two people', (a, b) => {
    expect(sameName(a, b)).toBe(false)
  })
})

test.each([
  ['41', '41/1986', true],
  ['041', '41', true],
  ['Số 41', '41/1986', true],
  ['41-1986', '41/1986', true],
  ['41/1985', '41/1986', false],
  ['4', '41', false],
  ['không nhớ', '41', false],
])('entry numbers %j and %j may mean one entry: %s', (a, b, same) => {
  expect(sameEntryNumber(a, b)).toBe(same)
})

describe('answers beside the register', () => {
  const entry = {
    entryNumber: '41',
    bookNumber: '01/1986',
    unit: { code: '00685' },
    subject: { fullName: 'Nguyễn Văn An', dateOfBirth: '1986-03-02', sex: 'nam', ethnicity: 'Kinh', idNumber: null },
    father: { birthYear: '1957' },
  }
  const fields: ComparedField[] = [
    { field: 'subjectFullName', path: 'subject.fullName', as: 'name' },
    { field: 'subjectDob', path: 'subject.dateOfBirth', as: 'day' },
    { field: 'subjectGender', path: 'subject.sex', as: 'code' },
    { field: 'subjectEthnicity', path: 'subject.ethnicity', as: 'text' },
    { field: 'subjectIdNumber', path: 'subject.idNumber', as: 'idNumber' },
    { field: 'registerPlaceUnit', path: 'unit.code', as: 'code' },
    { field: 'entryNumber', path: 'entryNumber', as: 'entryNumber' },
    { field: 'bookNumber', path: 'bookNumber', as: 'bookNumber' },
    { field: 'fatherDob', path: 'father.birthYear', as: 'day' },
  ]
  const values = {
    subjectFullName: 'NGUYỄN VĂN AN',
    subjectDob: '1985-03-02',
    subjectGender: 'nam',
    subjectEthnicity: 'kinh ',
    subjectIdNumber: '001085012345',
    registerPlaceUnit: { code: '00685' },
    bookNumber: '1/1986',
    fatherDob: '1957-10-20',
  }

  test('say where they agree, where they differ and where nobody can say', () => {
    const verdicts = compareAnswers(values, entry, fields).map(({ field, verdict }) => [field, verdict])
    expect(Object.fromEntries(verdicts)).toEqual({
      subjectFullName: 'agrees',
      subjectDob: 'differs',
      subjectGender: 'agrees',
      subjectEthnicity: 'agrees',
      subjectIdNumber: 'unknown',
      registerPlaceUnit: 'agrees',
      entryNumber: 'unknown',
      bookNumber: 'agrees',
      fatherDob: 'unknown',
    })
  })

  test('show both sides', () => {
    expect(compareAnswers(values, entry, fields)[1]).toEqual({
      field: 'subjectDob',
      form: '1985-03-02',
      register: '1986-03-02',
      verdict: 'differs',
    })
  })

  test('never differ from a register that did not answer', () => {
    const verdicts = compareAnswers(values, null, fields).map(({ verdict }) => verdict)
    expect(new Set(verdicts)).toEqual(new Set(['unknown']))
  })

  test('differ from a register that knows another year only', () => {
    const [compared] = compareAnswers({ fatherDob: '1956-01-01' }, entry, [
      { field: 'fatherDob', path: 'father.birthYear', as: 'day' },
    ])
    expect(compared?.verdict).toBe('differs')
  })

  test.each(['__proto__', 'constructor', 'subject.__proto__.x', 'subject.fullName.length'])(
    'family 8: a path %j leads nowhere',
    (path) => {
      const [compared] = compareAnswers({ x: 'y' }, entry, [{ field: 'x', path, as: 'text' }])
      expect(compared).toEqual({ field: 'x', form: 'y', register: null, verdict: 'unknown' })
    },
  )
})

test.each([
  ['{"a":[1,{"b":null}]}', true],
  [`${'[1,'.repeat(14)}1${']'.repeat(14)}`, false],
  ['{"a":{"constructor":1}}', false],
  [`[${'1,'.repeat(30_000)}1]`, false],
  ['nope', false],
])('family 62: JSON %.20j is taken: %s', (text, taken) => {
  expect(parseBoundedJson(text) !== null).toBe(taken)
})
