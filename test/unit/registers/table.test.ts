import { mkdirSync, readdirSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { afterAll, describe, expect, test } from '@jest/globals'
import { fitsKey } from '../../../server/registers/fits.ts'
import {
  createRegisters,
  type JsonObject,
  keyToSend,
  missingFields,
  ownRegisters,
  RegisterRefused,
  readPoint,
  readRegister,
  readRegisterTable,
} from '../../../server/registers/index.ts'
import { openEffectStore } from '../../../server/simulators/registers/effects.ts'
import { simulatedRegisters } from '../../../server/simulators/registers/table.ts'
import { createWorld } from '../../../server/simulators/registers/world.ts'
import { aClient, aFolder, aPlayedRegister, aSimulator, cleanUp, clock, noon, units } from './set-up.ts'

afterAll(cleanUp)

const root = resolve(import.meta.dirname, '../../..')
const table = ownRegisters()

/** The registers of the domain (services.md), with those that services only write to. */
const named = [
  'business.enterprise',
  'business.registration',
  'civil.adoption',
  'civil.deathEntry',
  'civil.entry',
  'civil.extractIssue',
  'civil.familyStatus',
  'civil.guardianship',
  'civil.kinship',
  'civil.maritalCertificate',
  'civil.maritalStatus',
  'civil.marriageEntry',
  'court.capacity',
  'court.criminal',
  'court.parentalRestriction',
  'land.parcel',
  'permits.building',
  'permits.gameCentre',
  'permits.pavement',
  'places.school',
  'planning.zone',
  'population.person',
  'streets.permitted',
]

describe('the table of registers', () => {
  test('holds a file for each register that services name', () => {
    expect([...table.keys()].sort()).toEqual(named)
    expect(
      readdirSync(join(root, 'processes/registers')).filter(
        (name) => /^[a-z]+\.\w+\.json$/.test(name) && name !== 'register.schema.json',
      ),
    ).toHaveLength(named.length)
  })

  test.each(named)('%s asks and writes what the simulated register takes', (name) => {
    const { lookup, effect } = table.get(name) ?? {}
    const simulated = simulatedRegisters[name]
    const takes = Object.keys(simulated?.lookup?.key ?? {})
    expect(
      Object.keys(lookup?.key ?? {})
        .filter((field) => !lookup?.points[field])
        .sort(),
    ).toEqual(takes.sort())
    expect(effect?.entry ?? {}).toEqual(simulated?.effect?.entry ?? {})
    expect(effect?.acts ?? {}).toEqual(simulated?.effect?.acts ?? {})
  })

  test('takes what each simulated register answers about its own examples, a stranger for broken', async () => {
    const simulator = await aSimulator({ people: 20_000 })
    const registers = aClient(simulator.url, { timeoutMs: 30_000 })
    const effects = openEffectStore(join(aFolder(), 'none.jsonl'), () => [])
    const world = createWorld({ units, inForce: effects.inForce })
    let asked = 0
    for (const [name, { lookup }] of Object.entries(simulatedRegisters))
      for (const key of lookup?.examples(world) ?? []) {
        asked += 1
        const answer = await registers.lookup(name, key, { idempotencyKey: 'job' })
        expect([name, key, answer]).toEqual([name, key, expect.objectContaining({ status: 'found' })])
      }
    expect(asked).toBeGreaterThan(55)
    effects.close()
  }, 120_000)
})

describe('a register that an analyst adds', () => {
  const file: JsonObject = {
    schema: 1,
    kind: 'register',
    register: 'health.certificate',
    name: { vi: 'Giấy khám sức khoẻ', en: 'Health certificates' },
    lookup: {
      path: 'health/v2/certificates',
      timeoutMs: 2_000,
      key: { number: 'required', idNumber: 'optional' },
      entry: { number: 'text', fit: 'flag', issuedOn: 'day', 'doctor.name': 'text' },
      fits: [{ key: 'number', paths: ['number'], as: 'sameText' }],
    },
  }
  const entry = { number: '12 / KSK', fit: true, issuedOn: '2017-10-02', doctor: { name: 'Trần Văn Bình' } }

  function aFolderWith(register: object): string {
    const folder = aFolder()
    mkdirSync(join(folder, 'processes/registers'), { recursive: true })
    writeFileSync(join(folder, 'processes/registers/health.certificate.json'), JSON.stringify(register))
    return folder
  }

  async function ask(held: JsonObject) {
    const played = await aPlayedRegister((request, response) => {
      paths.push(request.url)
      const body = JSON.stringify({ register: 'health.certificate', asOf: noon.toISOString(), entries: [held] })
      response.writeHead(200, { 'content-type': 'application/json' }).end(body)
    })
    const registers = createRegisters({ url: played.url, clock, table: readRegisterTable([root, aFolderWith(file)]) })
    return registers.lookup('health.certificate', { number: '12/ksk' }, { idempotencyKey: 'job' })
  }
  const paths: (string | undefined)[] = []

  test('is asked where its file says, beside the project’s own', async () => {
    expect(await ask(entry)).toMatchObject({ status: 'found', entries: [entry] })
    expect(paths).toEqual(['/health/v2/certificates'])
    expect(readRegisterTable([root, aFolderWith(file)]).size).toBe(named.length + 1)
  })

  test.each([
    ['another number', { ...entry, number: '13/KSK' }],
    ['no day', { ...entry, issuedOn: '02/10/2017' }],
    ['a text for a flag', { ...entry, fit: 'true' }],
    ['no doctor', { ...entry, doctor: {} }],
  ])('that answers %s is malformed', async (_, held) => {
    expect(await ask(held)).toEqual({ status: 'unavailable', reason: 'malformed' })
  })

  test('in a further folder takes the place of the project’s', () => {
    const other = { ...file, register: 'population.person' }
    expect(readRegisterTable([root, aFolderWith(other)]).get('population.person')?.lookup?.path).toBe(
      'health/v2/certificates',
    )
  })

  const { lookup } = file
  test.each([
    ['no register', { ...file, register: '' }, 'register'],
    ['neither look-up nor effect', { schema: 1, kind: 'register', register: 'a.b' }, 'lookup or effect'],
    ['a path out of its place', { ...file, lookup: { ...Object(lookup), path: '../admin' } }, 'lookup'],
    ['another address', { ...file, lookup: { ...Object(lookup), path: 'http://elsewhere/' } }, 'lookup'],
    ['an unknown kind of value', { ...file, lookup: { ...Object(lookup), entry: { number: 'money' } } }, 'lookup'],
    [
      'an unknown agreement',
      { ...file, lookup: { ...Object(lookup), fits: [{ key: 'number', paths: ['number'], as: 'like' }] } },
      'lookup',
    ],
    ['a time-out that is none', { ...file, lookup: { ...Object(lookup), timeoutMs: '5s' } }, 'lookup'],
    ['an effect without fields', { ...file, effect: { path: 'a', timeoutMs: 1_000 } }, 'effect'],
  ])('with %s is refused by name', (_, wrong, place) => {
    expect(() => readRegister(wrong, 'health.certificate.json')).toThrow(
      new RegisterRefused(
        `health.certificate.json: ${place} is not what processes/registers/register.schema.json describes`,
      ),
    )
  })

  test('that is no JSON is refused', () => {
    const folder = aFolderWith({})
    writeFileSync(join(folder, 'processes/registers/health.certificate.json'), '{')
    expect(() => readRegisterTable([folder])).toThrow('is no JSON')
  })

  test('in a folder that has none adds nothing', () => {
    expect(readRegisterTable([aFolder()]).size).toBe(0)
  })
})

describe('a key', () => {
  const lookupOf = (name: string) => {
    const lookup = table.get(name)?.lookup
    if (!lookup) throw new Error(`${name} cannot be asked`)
    return lookup
  }

  test('of a death is a number, or name and day', () => {
    const death = lookupOf('civil.deathEntry')
    expect(missingFields(death, { idNumber: '001085012345' })).toEqual([])
    expect(missingFields(death, { fullName: 'An', dateOfBirth: '1985-03-02' })).toEqual([])
    expect(missingFields(death, { fullName: 'An' })).toEqual(['idNumber'])
  })

  test.each([
    ['21.0285, 105.8542', { lat: 21.0285, lng: 105.8542 }],
    [' 21.0285;105.8542 ', { lat: 21.0285, lng: 105.8542 }],
    ['21.0285 105.8542', { lat: 21.0285, lng: 105.8542 }],
    ['-6, 106', { lat: -6, lng: 106 }],
    ['105.8542', null],
    ['95, 105', null],
    ['21,0285, 105,8542', null],
    ['gần chợ', null],
  ])('of a place reads %j', (text, point) => {
    expect(readPoint(text)).toEqual(point)
    const schools = lookupOf('places.school')
    expect(missingFields(schools, { point: text })).toEqual(point ? [] : ['lat', 'lng'])
    if (point) expect(keyToSend(schools, { point: text })).toEqual(point)
  })
})

describe('an entry fits its key', () => {
  const street = { street: 'Ngọc Lâm', from: '2017-12-01', to: '2018-03-31', unit: { code: '00133' } }
  test.each([
    ['equal', { key: 'unit', paths: ['unit.code'] }, { unit: '00133' }, true],
    ['equal', { key: 'unit', paths: ['unit.code'] }, { unit: { code: '00133' } }, true],
    ['equal', { key: 'unit', paths: ['unit.code'] }, { unit: '00134' }, false],
    ['equal', { key: 'unit', paths: ['nothing', 'unit.code'] }, { unit: '00133' }, true],
    ['equal', { key: 'unit', paths: ['unit.code'] }, {}, true],
    ['equal', { key: 'unit', unless: 'street', paths: ['unit.code'] }, { unit: '1', street: 'x' }, true],
    ['sameName', { key: 'street', paths: ['street'] }, { street: 'NGỌC  LÂM' }, true],
    ['sameName', { key: 'street', paths: ['street'] }, { street: 'Ngoc Lam' }, false],
    ['holds', { key: 'street', paths: ['street'] }, { street: 'Số 5, phố Ngọc Lâm, phường Ngọc Lâm' }, true],
    ['holds', { key: 'street', paths: ['street'] }, { street: 'Số 5 phố Ngọc Lâmm' }, false],
    ['sameText', { key: 'street', paths: ['street'] }, { street: 'ngọclâm' }, true],
    ['notAfter', { key: 'from', paths: ['to'] }, { from: '2018-03-31' }, true],
    ['notAfter', { key: 'from', paths: ['to'] }, { from: '2018-04-01' }, false],
    ['notBefore', { key: 'to', paths: ['from'] }, { to: '2017-11-30' }, false],
  ] as const)('%s %j with %j: %s', (as, fit, key, expected) => {
    expect(fitsKey(street, { ...key }, [{ ...fit, as }])).toBe(expected)
  })
})
