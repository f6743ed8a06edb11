import { describe, expect, test } from '@jest/globals'
import { asking, idOf, type Name, named } from './register-set-up.ts'

const { lookup, all, write } = asking()
const status = (name: Name) => lookup('civil.maritalStatus', { idNumber: idOf(name) })

describe('marital status', () => {
  test.each([
    ['khang', { status: 'single', spouseId: null, formerSpouseId: null }],
    ['hoa', { status: 'married', spouseId: idOf('dung'), entryNumber: '81/2010' }],
    ['nhung', { status: 'divorced', spouseId: null, formerSpouseId: idOf('luc'), endedOn: '2015-06-22' }],
    ['bich', { status: 'widowed', spouseId: idOf('dat'), endedOn: '2014-10-02' }],
    ['loan', { status: 'married', spouseId: idOf('thang'), since: null, entryNumber: null }],
    ['phu', { status: 'married', spouseId: idOf('ly') }],
    ['hop', { status: 'divorced', formerSpouseId: idOf('phu') }],
  ] as const)('of %s', async (name, expected) => {
    expect(await status(name)).toMatchObject({ idNumber: idOf(name), ...expected })
  })

  test('of nobody is not known', async () => {
    expect(await lookup('civil.maritalStatus', { idNumber: '001090999999' })).toBeNull()
  })

  test('is certified: a certificate still valid, one older than six months, none', async () => {
    expect(await lookup('civil.maritalCertificate', { idNumber: idOf('hai') })).toMatchObject({
      issuedOn: '2017-09-05',
      unit: { code: '00685' },
    })
    expect(await lookup('civil.maritalCertificate', { idNumber: idOf('yen') })).toMatchObject({
      issuedOn: '2016-11-01',
    })
    expect(await lookup('civil.maritalCertificate', { idNumber: idOf('khang') })).toBeNull()
  })
})

describe('the book of marriages', () => {
  test('holds Hoa’s marriage in its unit, and not the one whose book is lost', async () => {
    const key = { a: idOf('hoa'), b: idOf('dung') }
    expect(await lookup('civil.marriageEntry', { ...key, unit: '00685' })).toMatchObject({ entryNumber: '81' })
    expect(await lookup('civil.marriageEntry', { ...key, unit: '00658' })).toBeNull()
    expect(await lookup('civil.marriageEntry', { a: idOf('thang'), b: idOf('loan') })).toBeNull()
    expect(await lookup('civil.marriageEntry', { a: idOf('phu'), b: idOf('hop') })).toBeNull()
  })

  test('knows who is alive', async () => {
    expect(await lookup('civil.deathEntry', { idNumber: idOf('dat') })).toMatchObject({ diedOn: '2014-10-02' })
    expect(await lookup('civil.deathEntry', { idNumber: idOf('thang') })).toBeNull()
  })
})

describe('kinship', () => {
  test.each([
    ['khang', 'thao', 'none', false],
    ['tung', 'cuc', 'within-three-generations', true],
    ['khang', 'baoChau', 'direct-line', true],
    ['phu', 'haMy', 'adoptive', true],
    ['hai', 'hien', 'none', false],
  ] as const)('of %s and %s is %s', async (a, b, relation, prohibited) => {
    for (const key of [
      { a: idOf(a), b: idOf(b) },
      { a: idOf(b), b: idOf(a) },
    ])
      expect(await lookup('civil.kinship', key)).toMatchObject({ ...key, relation, prohibited })
  })
})

describe('courts', () => {
  test.each([
    ['tinh', 'lost'],
    ['bao', 'limited'],
    ['hop', 'full'],
  ] as const)('decided on the capacity of %s: %s', async (name, capacity) => {
    expect(await lookup('court.capacity', { idNumber: idOf(name) })).toMatchObject({ status: capacity })
  })

  test('decided nothing about Khang', async () => {
    for (const register of ['court.capacity', 'court.criminal', 'court.parentalRestriction'])
      expect(await lookup(register, { idNumber: idOf('khang') })).toBeNull()
  })
})

describe('an approved marriage', () => {
  const marriage = { husbandId: idOf('khang'), wifeId: idOf('thao') }
  const entry = { ...marriage, entryNumber: '57/2017', registeredOn: '2017-12-14', unit: '00685' }
  const dossier = '00685-0001-171214-00001-0'
  const books = { register: 'civil.marriageEntry', data: entry, dossier }
  const state = {
    register: 'civil.maritalStatus',
    data: { ...marriage, since: '2017-12-14', entryNumber: '57/2017' },
    dossier,
  }

  test('is seen by the next look-up of each register, once', async () => {
    expect(await status('khang')).toMatchObject({ status: 'single' })
    for (const effect of [books, state, books, state]) expect(await write(effect)).toEqual({ status: 'done' })
    expect(await status('khang')).toMatchObject({
      status: 'married',
      spouseId: idOf('thao'),
      since: '2017-12-14',
      entryNumber: '57/2017',
    })
    expect(await status('thao')).toMatchObject({ status: 'married', spouseId: idOf('khang') })
    expect(await lookup('population.person', { idNumber: idOf('thao') })).toMatchObject({
      spouseIdNumber: idOf('khang'),
    })
    expect(await all('civil.marriageEntry', { a: idOf('thao'), b: idOf('khang'), unit: '00685' })).toMatchObject([
      {
        entryNumber: '57/2017',
        registeredOn: '2017-12-14',
        husband: { fullName: 'Đặng Văn Khang' },
        unit: { name: 'xã Đông Mỹ' },
      },
    ])
    expect(await all('civil.entry', { type: 'ket-hon', ...named('thao'), unit: '00685' })).toMatchObject([
      { entryNumber: '57', bookNumber: '01/2017', spouse: { fullName: 'Đặng Văn Khang' }, match: { exact: true } },
    ])
  })

  test('makes kin: a child of the husband is the wife’s step-child, her mother-in-law his mother', async () => {
    expect(await lookup('civil.kinship', { a: idOf('thao'), b: idOf('baoChau') })).toMatchObject({
      relation: 'step',
      prohibited: true,
    })
    const { motherIdNumber } = (await lookup('population.person', { idNumber: idOf('khang') })) ?? {}
    expect(await lookup('civil.kinship', { a: idOf('thao'), b: motherIdNumber ?? null })).toMatchObject({
      relation: 'in-law',
      prohibited: true,
    })
  })

  test('that is void is taken back', async () => {
    for (const effect of [books, state])
      expect(await write({ ...effect, direction: 'reverse', data: {} })).toEqual({ status: 'done' })
    expect(await status('khang')).toMatchObject({ status: 'single', spouseId: null })
    expect(await lookup('civil.marriageEntry', { a: idOf('khang'), b: idOf('thao') })).toBeNull()
    expect(await all('civil.entry', { type: 'ket-hon', ...named('thao') })).toEqual([])
    expect(await lookup('civil.kinship', { a: idOf('thao'), b: idOf('baoChau') })).toMatchObject({ prohibited: false })
  })

  test('without what the book needs is refused', async () => {
    const { entryNumber: _, ...incomplete } = entry
    expect(await write({ ...books, issue: 2, data: incomplete })).toEqual({ status: 'unavailable', reason: 'refused' })
  })
})

describe('a marriage registered again', () => {
  test('is in the book, in force from the day of the first registration', async () => {
    const data = {
      husbandId: idOf('thang'),
      wifeId: idOf('loan'),
      entryNumber: '3/2017',
      registeredOn: '2017-12-13',
      effectiveFrom: '1978-05-20',
      unit: '00685',
    }
    await write({ register: 'civil.marriageEntry', data, dossier: 'again' })
    expect(await lookup('civil.marriageEntry', { a: idOf('thang'), b: idOf('loan'), unit: '00685' })).toMatchObject({
      effectiveFrom: '1978-05-20',
    })
    expect(await status('loan')).toMatchObject({ status: 'married', spouseId: idOf('thang'), since: '1978-05-20' })
  })
})

describe('a certificate issued', () => {
  test('is the newest of its owner', async () => {
    const data = {
      idNumber: idOf('yen'),
      certificateNumber: '501/UBND-XNTTHN',
      issuedOn: '2017-12-14',
      purpose: 'ket-hon',
      unit: '00685',
    }
    await write({ register: 'civil.maritalCertificate', data, dossier: 'certificate' })
    expect(await all('civil.maritalCertificate', { idNumber: idOf('yen') })).toMatchObject([
      { certificateNumber: '501/UBND-XNTTHN', issuedOn: '2017-12-14', unit: { code: '00685' } },
      { issuedOn: '2016-11-01' },
    ])
  })
})

describe('a copy issued', () => {
  test('stands in the log, also what dossiers before wrote', async () => {
    const data = {
      number: '9/TL-KS-BS',
      type: 'khai-sinh',
      entryNumber: '40',
      bookNumber: '01/1986',
      fullName: 'Nguyễn Thị Hoa',
      copies: 2,
      unit: '00685',
    }
    await write({ register: 'civil.extractIssue', data, dossier: 'copy' })
    const key = { type: 'khai-sinh', fullName: 'nguyễn thị hoa' }
    expect(await all('civil.extractIssue', { ...key, unit: '00685', entryNumber: '40' })).toEqual([data])
    expect(await all('civil.extractIssue', { ...key, unit: '00658' })).toEqual([])
  })
})
