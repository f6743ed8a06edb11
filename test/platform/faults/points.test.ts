import { afterAll, beforeAll, expect, test } from '@jest/globals'
import { signInCitizens, signInStaff } from '../../../scripts/soak/cases.ts'
import { fileCases, playAll, replayOutbox, restartApp } from '../../../scripts/soak/faults.ts'
import { breachesOf, gather, judge } from '../../../scripts/soak/judge.ts'
import { shortPoints } from '../../../scripts/soak/points.ts'
import { aRig, type Rig } from '../../../scripts/soak/rig.ts'

let rig: Rig
beforeAll(async () => {
  rig = await aRig()
}, 240_000)
afterAll(async () => {
  await rig.stop()
  await rig.remove()
}, 60_000)

test('killed once at each point of start, lease, decision, paper and effect, all cases end and every rule of the record holds', async () => {
  const staff = await signInStaff(rig)
  const citizens = await signInCitizens(rig, 6)
  rig.arm(shortPoints)
  rig.arm(['outbox.create.after'], 3)
  await restartApp(rig)
  const codes = await fileCases(citizens, 6)
  await playAll(rig, staff, codes, 480_000)
  expect(rig.unhit()).toEqual([])
  // What is on its way goes out; a case has ended before its last message has.
  await replayOutbox(rig, 3000)
  const kills = rig.deaths.app
  expect(breachesOf(judge(await gather((sql) => rig.query(sql), rig.folder), { filed: codes.length, kills }))).toEqual(
    [],
  )
  expect(await rig.stop()).toMatchObject({ instances: 0, jobs: 0 })
}, 600_000)
