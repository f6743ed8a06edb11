import { describe, expect, test } from '@jest/globals'
import type { JsonValue } from '#feel'
import { check, compileForm, type Form, type FormContext } from '#forms'
import { FORM, fileOf } from './the-project.ts'

const formOf = (path: string): Form => {
  const compiled = compileForm(JSON.parse(fileOf(path)))
  if (!compiled.ok) throw new Error(JSON.stringify(compiled.faults))
  return compiled.form
}
const extract = formOf(FORM)
const at: FormContext = {
  now: new Date('2017-12-14T10:00:00+07:00'),
  names: { dossier: { unit: { code: '00685', level: 'commune', district: '050' } } },
}
const scan = { id: 'f1', name: 'can-cuoc.pdf', mime: 'application/pdf', size: 200_000 }

/** A man asks for one copy of his own birth entry. */
const ownBirth: { [key: string]: JsonValue } = {
  requesterFullName: 'Nguyễn Văn An',
  requesterIdType: 'cccd',
  requesterIdNumber: '001086000123',
  requesterIdIssuedOn: '2016-05-20',
  requesterIdIssuedBy: 'Cục Cảnh sát ĐKQL cư trú và DLQG về dân cư',
  requesterResidenceType: 'thuong-tru',
  requesterResidenceUnit: '00685',
  requesterResidenceDetail: 'Thôn 1',
  requesterRelation: 'ban-than',
  contactPhone: '0912345678',
  eventType: 'khai-sinh',
  subjectFullName: 'nguyễn  văn an',
  subjectDob: '1986-03-02',
  subjectGender: 'nam',
  subjectEthnicity: 'Kinh',
  subjectNationality: 'Việt Nam',
  registerPlaceUnit: '00685',
  copies: 1,
  requesterPolicyGroup: 'khong',
  identityScan: [scan],
  pickupMethod: 'mot-cua',
  declarationAccepted: true,
}

/** Where problems are reported and why, in order. */
function faults(change: { [key: string]: JsonValue }, form = extract, context = at): string[] {
  const checked = check(form, form === extract ? { ...ownBirth, ...change } : change, context)
  return checked.ok ? [] : checked.problems.map(({ path }) => path)
}

describe('the form of the civil-status extract', () => {
  test('takes a complete request', () => {
    expect(faults({})).toEqual([])
  })

  test.each<[string, { [key: string]: JsonValue }, string]>([
    ['a number that does not fit its type', { requesterIdType: 'cmnd' }, 'requesterIdNumber'],
    ['a request for oneself about somebody else', { subjectFullName: 'Trần Thị Bình' }, 'subjectFullName'],
    ['a registration before the birth', { eventDate: '1980-01-01' }, 'eventDate'],
    ['the dead asking for their own death entry', { eventType: 'khai-tu' }, 'requesterRelation'],
    ['a marriage without the spouse', { eventType: 'ket-hon' }, 'spouseFullName'],
    ['an authorised person without the paper', { requesterRelation: 'uy-quyen' }, 'authorisation'],
    ['a body without its letter', { requesterRelation: 'co-quan' }, 'officialLetter'],
    ['post without an address', { pickupMethod: 'buu-dien' }, 'postalAddress'],
    ['twenty-one copies', { copies: 21 }, 'copies'],
    ['half a copy', { copies: 1.5 }, 'copies'],
    ['a birth in the future', { subjectDob: '2017-12-15' }, 'subjectDob'],
    ['no declaration', { declarationAccepted: false }, 'declarationAccepted'],
    ['no scan of the identity paper', { identityScan: [] }, 'identityScan'],
    ['a scan of six megabytes', { identityScan: [{ ...scan, size: 6 * 1024 * 1024 }] }, 'identityScan'],
    ['a phone that is none', { contactPhone: '0241234567' }, 'contactPhone'],
  ])('refuses %s', (_case, change, path) => {
    expect(faults(change).map((found) => found.split(/[.[]/)[0])).toContain(path)
  })

  test('lets the spouse of a marriage entry ask for oneself', () => {
    const marriage = { eventType: 'ket-hon', subjectFullName: 'Trần Thị Bình', spouseFullName: 'NGUYỄN VĂN AN' }
    expect(faults({ ...marriage, subjectGender: 'nu' })).toEqual([])
  })
})

describe('the forms of the tasks', () => {
  const atTask = (outcome: string, more: { [name: string]: JsonValue } = {}): FormContext => ({
    ...at,
    names: {
      outcome,
      case: {
        fee: 8000,
        apologies: 0,
        answers: { eventType: 'khai-sinh' },
        originals: [{ value: 'identityScan', label: 'Giấy tờ tuỳ thân' }],
        papers: [{ value: 'identityScan', label: 'Giấy tờ tuỳ thân' }],
        fields: [{ value: 'copies', label: 'Số bản' }],
        entries: [],
        grounds: [],
        ...more,
      },
    },
  })

  test('handing over needs the fee, its receipt, the originals and who took it', () => {
    const deliver = formOf('forms/tasks/deliver.form')
    expect(faults({}, deliver, atTask('delivered')).sort()).toEqual([
      'feeCollected',
      'handedTo',
      'originalsSeen',
      'receiptNumber',
    ])
    const done = {
      feeCollected: 8000,
      receiptNumber: '0001',
      originalsSeen: ['identityScan'],
      handedTo: 'Nguyễn Văn An',
    }
    expect(faults(done, deliver, atTask('delivered'))).toEqual([])
    expect(faults({ ...done, feeCollected: 7000 }, deliver, atTask('delivered'))).toEqual(['feeCollected'])
    expect(faults({ mismatches: ['identityScan'] }, deliver, atTask('originals-mismatch'))).toEqual([])
    const free = atTask('delivered', { fee: 0 })
    expect(faults({ originalsSeen: ['identityScan'], handedTo: 'Nguyễn Văn An' }, deliver, free)).toEqual([])
  })

  test('asking for a supplement names each item with its ground, other outcomes need none', () => {
    const review = formOf('forms/tasks/review.form')
    const item = { path: 'identityScan', reason: 'Ảnh mờ', remedy: 'Chụp lại', ground: 'TT 15/2015 Điều 2' }
    expect(faults({ items: [item] }, review, atTask('supplement'))).toEqual([])
    expect(faults({}, review, atTask('supplement'))).not.toEqual([])
    expect(faults({ items: [{ ...item, ground: '' }] }, review, atTask('supplement'))).not.toEqual([])
    expect(faults({}, review, atTask('eligible'))).toEqual([])
    expect(faults({}, review, atTask('verify'))).toEqual(['question'])
  })

  test('an extract is drafted from an entry, or copied from the paper book', () => {
    const draft = formOf('forms/tasks/draft-civil-status-extract.form')
    const found = atTask('done', { entries: [{ value: '00685/01/1986/41', label: 'Số 41, quyển 01/1986' }] })
    expect(faults({ entry: '00685/01/1986/41' }, draft, found)).toEqual([])
    expect(faults({}, draft, atTask('done'))).toEqual(
      expect.arrayContaining([
        'subjectFullName',
        'subjectDob',
        'entryNumber',
        'bookNumber',
        'eventDate',
        'registerPlace',
      ]),
    )
    expect(faults({}, draft, atTask('done'))).not.toContain('diedOn')
    expect(faults({}, draft, atTask('done', { answers: { eventType: 'khai-tu' } }))).toContain('diedOn')
  })

  test('from the second letter of apology on the leader gives a reason', () => {
    const sign = formOf('forms/tasks/sign-apology.form')
    expect(faults({}, sign, atTask('signed'))).toEqual([])
    expect(faults({}, sign, atTask('signed', { apologies: 1 }))).toEqual(['leaderReason'])
    expect(faults({}, sign, atTask('rework', { apologies: 1 }))).toEqual([])
  })
})
