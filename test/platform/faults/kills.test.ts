import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { type Citizens, type Staff, signInCitizens, signInStaff } from '../../../scripts/soak/cases.ts'
import {
  admitAfterKills,
  closedWithoutEngine,
  fileCases,
  killParts,
  playAll,
  replayOutbox,
} from '../../../scripts/soak/faults.ts'
import { breachesOf, gather, judge } from '../../../scripts/soak/judge.ts'
import { aRig, type Rig } from '../../../scripts/soak/rig.ts'

/** The tests of this file are one run: cases filed by the first are ended by the next, and the last looks back at all. */
describe('cases while parts of the platform die', () => {
  let rig: Rig
  let staff: Staff
  let citizens: Citizens
  const codes: string[] = []

  beforeAll(async () => {
    rig = await aRig()
    staff = await signInStaff(rig)
    citizens = await signInCitizens(rig, 6)
  }, 240_000)
  afterAll(async () => {
    await rig.stop()
    await rig.remove()
  }, 60_000)

  test('every task is listed 35 s after three kills between activation and row at the latest', async () => {
    const admitted = await admitAfterKills(rig, citizens, 3)
    codes.push(...admitted.codes)
    expect(admitted.ms).toBeLessThanOrEqual(35_000)
  }, 400_000)

  test('three kills of the engine and three of PostgreSQL do no harm to running cases', async () => {
    const filed = await fileCases(citizens, 2)
    codes.push(...filed)
    const order = ['engine', 'postgres', 'engine', 'postgres', 'postgres', 'engine'] as const
    await Promise.all([playAll(rig, staff, codes, 480_000), killParts(rig, order, () => 700)])
    expect([rig.deaths.engine, rig.deaths.postgres]).toEqual([3, 3])
  }, 600_000)

  test('with the engine away for 30 s no task row closes', async () => {
    const { code, closed } = await closedWithoutEngine(rig, staff, citizens, 30_000)
    codes.push(code)
    expect(closed).toBe(0)
    await playAll(rig, staff, [code], 240_000)
  }, 480_000)

  test('the whole outbox replayed changes no row of any other table', async () => {
    const { rows, changed } = await replayOutbox(rig, 3000)
    expect(rows).toBeGreaterThan(codes.length)
    expect(changed).toEqual([])
  }, 400_000)

  test('what is left holds every rule of the record, and no instance', async () => {
    const findings = judge(await gather((sql) => rig.query(sql), rig.folder), {
      filed: codes.length,
      kills: rig.deaths.app,
    })
    expect(breachesOf(findings)).toEqual([])
    expect(await rig.stop()).toMatchObject({ instances: 0, jobs: 0 })
  }, 60_000)
})
