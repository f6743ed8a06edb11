import { join } from 'node:path'
import { afterAll, beforeAll, expect, jest, test } from '@jest/globals'
import { openEngine } from '../../../server/engine/index.ts'
import { connectZeebe, type EngineKey } from '../../../server/zeebe/index.ts'
import { until } from '../../support/players.ts'
import { aStack, aStory, type Stack } from '../../support/stack.ts'
import { dongMysStaff, filesFor } from './case-steps.ts'
import { decisions, events, recordsOf } from './records.ts'

jest.setTimeout(aStory)
let stack: Stack
beforeAll(async () => {
  stack = await aStack()
})
afterAll(() => stack?.stop())

/** A user task, and the element that an instance begins at to come to it. */
interface UserTask {
  processDefinitionKey: EngineKey
  elementId: string
  from: string
}

/** User tasks of the deployed diagrams. Nothing begins inside of a multi-instance: there its sub-process is begun. */
async function userTasks(): Promise<UserTask[]> {
  const { rows } = await stack.db.query<{ key: string; bytes: Buffer }>(
    `SELECT d.process_definition_key AS key, f.bytes FROM deployment d
     JOIN release_file f ON f.release_id = d.release_id WHERE f.path LIKE '%.bpmn'`,
  )
  return rows.flatMap(({ key, bytes }) =>
    [...bytes.toString('utf8').matchAll(/<bpmn:userTask id="([^"]+)"/g)].map(([, elementId = '']) => ({
      processDefinitionKey: String(key) as EngineKey,
      elementId,
      from: elementId.replace(/^await-(.+)$/, 'aux-$1-each'),
    })),
  )
}

test('a user task that something completes behind the platform’s back stops at its gateway and decides nothing', async () => {
  const hoa = await stack.citizen('0912345678')
  const staff = await dongMysStaff(stack)
  const { code } = await filesFor(hoa)
  await staff.desk.sees(code, 'check-completeness')
  const [own] = await recordsOf<{ job_key: string }>(stack, code, 'SELECT job_key FROM task WHERE dossier_id = $1')
  const tasks = await userTasks()
  expect(tasks.length).toBeGreaterThan(14)

  // The app stands still, so that nobody but this test handles the instances that begin at each user task.
  // It never goes on: it would withdraw the instances of no dossier whose jobs it had asked for before it stood still.
  stack.freeze('app')
  const zeebe = connectZeebe({ address: stack.engineAddress })
  try {
    await zeebe.completeJob(String(own?.job_key) as EngineKey, {})
    const variables = {
      dossier: { code: 'none', unit: { code: '00685', level: 'commune' } },
      facts: {},
      request: { id: 'none', due: '2030-01-01T00:00:00+07:00', unit: '00685' },
      requests: [{ id: 'none', due: '2030-01-01T00:00:00+07:00', unit: '00685' }],
      lastDecisionId: null,
    }
    for (const { processDefinitionKey, from } of tasks) {
      await zeebe.create({ processDefinitionKey, variables, startInstructions: [{ elementId: from }] })
    }
    const seen = new Set<string>()
    // As long as the jobs that the standing app was given stay its own, and then some.
    await until(
      'all of them completed',
      async () => {
        const jobs = await zeebe.activateJobs({
          type: 'io.camunda.zeebe:userTask',
          worker: 'somebody',
          timeoutMs: 60_000,
          maxJobs: 50,
          requestTimeoutMs: 500,
        })
        for (const job of jobs) {
          seen.add(`${job.processDefinitionKey} ${job.elementId}`)
          await zeebe.completeJob(job.key, {})
        }
        return seen.size === tasks.length
      },
      120_000,
    )
  } finally {
    await zeebe.close()
    await stack.crash()
  }

  const engine = await openEngine({ folder: join(stack.dataFolder, 'engine'), clock: stack })
  try {
    const stopped = engine.inspect.incidents().map(({ elementId, errorType }) => `${elementId} ${errorType}`)
    const standing = ['check-completeness', ...tasks.map(({ elementId }) => elementId)]
    expect(stopped.sort()).toEqual(standing.map((elementId) => `aux-${elementId}-outcome CONDITION_ERROR`).sort())
  } finally {
    await engine.stop()
  }

  // Ten minutes later the operators know of the dossier that stands still; nothing was decided in anybody's name.
  await stack.at(new Date(stack.now().getTime() + 11 * 60_000))
  await until('the case among the operators’ concerns', async () => {
    const found = await recordsOf(stack, code, `SELECT 1 FROM concern WHERE dossier_id = $1 AND kind = 'stalled'`)
    return found.length > 0
  })
  expect(await decisions(stack, code)).toEqual([])
  expect(await events(stack, code, 'decided')).toEqual([])
  expect((await (await stack.citizen(hoa.phone)).dossier(code)).status).toBe('checking')
})
