import { describe, expect, test } from '@jest/globals'
import { asking, idOf, type Name, named, people } from './register-set-up.ts'

const { lookup, all, write } = asking()
const guardianship = (name: Name) => lookup('civil.guardianship', named(name))

describe('who needs a guardian', () => {
  test.each([
    ['huy', true, 'no-parents'],
    ['diep', true, 'no-parents'],
    ['minhAnh', false, 'none'],
    ['tinh', true, 'lost-capacity'],
    ['quocBao', false, 'none'],
    ['haMy', false, 'none'],
    ['khang', false, 'none'],
  ] as const)('%s: %s', async (name, needsGuardian, reason) => {
    expect(await lookup('civil.familyStatus', named(name))).toMatchObject({
      subject: { fullName: people[name].fullName },
      needsGuardian,
      reason,
    })
  })

  test('is not told of whom nobody knows', async () => {
    expect(await lookup('civil.familyStatus', { fullName: 'Nguyễn Gia Huy', dateOfBirth: '2008-05-20' })).toBeNull()
  })
})

describe('who may be guardian', () => {
  test.each([
    ['tam', null],
    ['long', { underProsecution: false, openIntentionalConviction: true }],
    ['sy', { underProsecution: true, openIntentionalConviction: false }],
    ['luc', { underProsecution: false, openIntentionalConviction: false }],
  ] as const)('as to crimes: %s', async (name, record) => {
    const found = await lookup('court.criminal', { idNumber: idOf(name) })
    if (record === null) expect(found).toBeNull()
    else expect(found).toMatchObject(record)
  })

  test('as to rights over children: Ngà may not until 2019', async () => {
    expect(await lookup('court.parentalRestriction', { idNumber: idOf('nga') })).toMatchObject({
      from: '2016-09-30',
      until: '2019-09-30',
      childName: 'Lê Gia Bình',
    })
    expect(await lookup('court.parentalRestriction', { idNumber: idOf('tam') })).toBeNull()
  })

  test('as to bodies: the welfare centre is registered, an unknown number is not', async () => {
    expect(await lookup('business.enterprise', { code: '0199000033' })).toMatchObject({
      kind: 'don-vi-su-nghiep',
      active: true,
    })
    expect(await lookup('business.enterprise', { code: '0199999999' })).toBeNull()
  })
})

describe('the guardianship register', () => {
  test('tells who is whose guardian, and what is ended', async () => {
    expect(await guardianship('huy')).toBeNull()
    expect(await guardianship('diep')).toMatchObject({
      active: true,
      guardian: { fullName: 'Đào Thị Cúc', idNumber: idOf('dao') },
      unit: { code: '00685' },
    })
    expect(await guardianship('quocBao')).toMatchObject({
      active: false,
      endedOn: '2016-06-30',
      endGround: 'du-nlhvds',
    })
  })

  test('knows the grounds: death and adoption have their entries, or not', async () => {
    expect(await guardianship('phuc')).toMatchObject({ active: true })
    expect(await lookup('civil.deathEntry', named('phuc'))).toMatchObject({ diedOn: '2017-03-14' })
    expect(await lookup('civil.deathEntry', named('diep'))).toBeNull()
    expect(await guardianship('haMy')).toMatchObject({ active: true })
    expect(await lookup('civil.adoption', named('haMy'))).toMatchObject({
      adopters: [{ idNumber: idOf('phu') }, { idNumber: idOf('ly') }],
    })
    expect(await lookup('civil.adoption', named('diep'))).toBeNull()
  })

  test.each([
    ['giam-ho', 'diep', { guardian: { fullName: 'Đào Thị Cúc' } }],
    ['cham-dut-giam-ho', 'quocBao', { endedOn: '2016-06-30' }],
    ['con-nuoi', 'haMy', { adopters: [{ fullName: 'Kiều Văn Phú' }, { fullName: 'Phùng Thị Lý' }] }],
    ['nhan-cha-me-con', 'baoChau', { recogniser: { fullName: 'Đặng Văn Khang' }, relation: 'cha' }],
    ['cai-chinh', 'yen', { changes: [{ item: 'Chữ đệm', from: 'Đỗ Hải Yến', to: 'Đỗ Thị Yến' }] }],
  ] as const)('and its neighbours give extracts of %s', async (type, name, content) => {
    expect(await all('civil.entry', { type, ...named(name), unit: '00685' })).toMatchObject([
      { type, match: { exact: true }, ...content },
    ])
  })
})

describe('an approved dossier', () => {
  const huy = { wardFullName: people.huy.fullName, wardDateOfBirth: people.huy.bornOn }

  test('registers a guardian, seen by the next look-up and in the book', async () => {
    const data = {
      act: 'register',
      ...huy,
      entryNumber: '7/2017',
      registeredOn: '2017-12-14',
      unit: '00685',
      guardianFullName: people.tam.fullName,
      guardianIdNumber: idOf('tam'),
      guardianKind: 'ca-nhan',
      relation: 'bac-chu-cau-co-di',
    }
    for (let time = 0; time < 2; time += 1) await write({ register: 'civil.guardianship', data, dossier: 'registers' })
    expect(await all('civil.guardianship', named('huy'))).toMatchObject([
      {
        active: true,
        entryNumber: '7/2017',
        ward: { fullName: 'Nguyễn Gia Huy' },
        guardian: { fullName: 'Nguyễn Thị Tâm', kind: 'ca-nhan' },
      },
    ])
    expect(await all('civil.entry', { type: 'giam-ho', ...named('huy') })).toMatchObject([
      { entryNumber: '7', guardian: { fullName: 'Nguyễn Thị Tâm' } },
    ])
  })

  test('ends it, and the end is taken back when its result is void', async () => {
    const data = {
      act: 'terminate',
      ...huy,
      endedOn: '2017-12-14',
      endGround: 'nhan-con-nuoi',
      entryNumber: '2/2017',
      registeredOn: '2017-12-14',
      unit: '00685',
    }
    await write({ register: 'civil.guardianship', data, dossier: 'ends' })
    expect(await guardianship('huy')).toMatchObject({
      active: false,
      endedOn: '2017-12-14',
      endGround: 'nhan-con-nuoi',
    })
    expect(await all('civil.entry', { type: 'cham-dut-giam-ho', ...named('huy') })).toMatchObject([
      { entryNumber: '2' },
    ])
    await write({ register: 'civil.guardianship', data: {}, direction: 'reverse', dossier: 'ends' })
    expect(await guardianship('huy')).toMatchObject({ active: true, endedOn: null })
  })

  test('ends one of the books', async () => {
    const data = {
      act: 'terminate',
      wardFullName: people.phuc.fullName,
      wardDateOfBirth: people.phuc.bornOn,
      endedOn: '2017-03-14',
      endGround: 'chet',
    }
    await write({ register: 'civil.guardianship', data, dossier: 'death' })
    expect(await guardianship('phuc')).toMatchObject({ active: false, endGround: 'chet' })
  })

  test.each([
    ['no act', { ...huy }],
    ['an act that is none', { act: 'forget', ...huy }],
    ['no guardian', { act: 'register', ...huy, entryNumber: '8', registeredOn: '2017-12-14', unit: '00685' }],
  ])('with %s is refused', async (_, data) => {
    expect(await write({ register: 'civil.guardianship', data, dossier: 'wrong' })).toEqual({
      status: 'unavailable',
      reason: 'refused',
    })
  })
})
