import { afterAll, beforeAll, expect, jest, test } from '@jest/globals'
import { until } from '../../support/players.ts'
import { aStack, aStory, type Stack } from '../../support/stack.ts'
import { askedForPurpose, dongMysStaff, filesFor, makesResult, suppliesPurpose } from '../scenarios/case-steps.ts'
import { smsEvents } from '../scenarios/records.ts'
import { backUp, putBack } from './database-backup.ts'
import { openConcerns, openSteps } from './standing-cases.ts'

jest.setTimeout(4 * aStory)
let stack: Stack
beforeAll(async () => {
  stack = await aStack()
})
afterAll(() => stack?.stop())

const later = '2017-08-15T14:00:00+07:00'

test('a reconciliation that is killed again and again is ended by the next, and nothing of it is done twice', async () => {
  const staff = await dongMysStaff(stack)
  const [waiting, filing] = [await stack.citizen('0912345671'), await stack.citizen('0912345672')]
  const asked = await askedForPurpose(staff, waiting)
  await until('the case waits', async () => (await smsEvents(stack, asked.code)).includes('supplement'))
  const { code: filed } = await filesFor(filing)
  await staff.desk.sees(filed, 'check-completeness')
  await stack.pause()
  await backUp(stack)
  await stack.at('2017-08-15T10:00:00+07:00')
  await filesFor(await stack.citizen('0912345673'))
  await stack.pause()
  await putBack(stack)
  // The backup caught this message on its way: it has gone out since.
  await stack.db.query(`UPDATE sms SET state = 'queued' WHERE event = 'received'`)

  await listTwice(filed)

  // Killed when the engine that showed it lies aside already, then with the first case started and not bound.
  await expect(stack.reconcile(later, '--apply', { MOTCUA_FAULTS: 'reconcile.aside' })).rejects.toThrow('SIGKILL')
  await expect(stack.at(later)).rejects.toThrow(/database is older.*npm run reconcile/s)
  await expect(stack.reconcile(later, '--apply', { MOTCUA_FAULTS: 'reconcile.created' })).rejects.toThrow('SIGKILL')
  await expect(stack.at(later)).rejects.toThrow(/has not ended.*npm run reconcile/s)
  const said = await stack.reconcile(later, '--apply')
  expect(said).toContain(`${asked.code} goes on at aux-wait-supplement-wait`)
  expect(said).toContain(`${filed} is left to people: check-completeness: more tasks`)
  expect(said).toContain('2 cases: 1 go on, 0 start anew, 1 are left to people')

  // What is left to people keeps nobody from starting; once it can be placed it goes on.
  await stack.at(later)
  expect(await openConcerns(stack)).toEqual(['after-restore', 'after-restore', 'sms-failed'])
  await stack.pause()
  await listOnce()
  expect(await stack.reconcile(later, '--apply')).toContain(`${filed} goes on at check-completeness`)
  expect(await stack.reconcile(later)).toContain('Nothing to mend')

  await stack.at(later)
  expect(await openConcerns(stack)).toEqual(['after-restore', 'sms-failed'])
  const again = await dongMysStaff(stack)
  await again.desk.sees(filed, 'check-completeness')
  expect(await openSteps(again, filed)).toEqual(['check-completeness'])
  // None of the instances that were started and not bound takes the answer.
  const answering = await stack.citizen('0912345671')
  await suppliesPurpose(answering, await answering.dossier(asked.code))
  await answering.reads(asked.code, 'in-progress')
  await makesResult(again, asked.code)
  await again.desk.sees(asked.code, 'deliver')
  expect(await smsEvents(stack, asked.code)).toEqual(['received', 'supplement', 'ready'])
})

/** As if two bodies of a repeated task were open: the record alone cannot place such a case. */
async function listTwice(code: string): Promise<void> {
  await stack.db.query(
    `INSERT INTO task (id, epoch, job_key, dossier_id, release_id, process_instance_key, element_id, element_instance_key,
                       form_key, unit_code, role, groups, tag, state, created_at, due_at, sort_at, checked_at)
     SELECT gen_random_uuid(), t.epoch, -1, t.dossier_id, t.release_id, t.process_instance_key, t.element_id,
            t.element_instance_key, t.form_key, t.unit_code, t.role, t.groups, t.tag, t.state, t.created_at, t.due_at,
            t.sort_at, t.checked_at
     FROM task t JOIN dossier d ON d.id = t.dossier_id WHERE d.code = $1`,
    [code],
  )
}

const listOnce = () => stack.db.query('DELETE FROM task WHERE job_key = -1')
