import { join } from 'node:path'
import { afterAll, beforeAll, expect, jest, test } from '@jest/globals'
import { type CommandResult, openEngine } from '../../../server/engine/index.ts'
import type { EngineKey } from '../../../server/zeebe/index.ts'
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

async function done<Answer>(asked: Promise<CommandResult<Answer>>): Promise<Answer> {
  const result = await asked
  if (!result.ok) throw new Error(result.rejection.reason)
  return result.answer
}

test('a user task that something completes behind the platform’s back stops at its gateway and decides nothing', async () => {
  const hoa = await stack.citizen('0912345678')
  const staff = await dongMysStaff(stack)
  const { code } = await filesFor(hoa)
  await staff.desk.sees(code, 'check-completeness')
  const [own] = await recordsOf<{ job_key: string }>(stack, code, 'SELECT job_key FROM task WHERE dossier_id = $1')
  const tasks = await userTasks()
  expect(tasks.length).toBeGreaterThan(14)

  // Only the engine runs, so that nobody but this test handles the instances that begin at each user task.
  await stack.pause()
  const engine = await openEngine({ folder: join(stack.dataFolder, 'engine'), clock: stack })
  try {
    await done(engine.execute('completeJob', { jobKey: String(own?.job_key) as EngineKey, variables: {} }))
    const variables = {
      dossier: { code: 'none', unit: { code: '00685', level: 'commune' } },
      facts: {},
      request: { id: 'none', due: '2030-01-01T00:00:00+07:00', unit: '00685' },
      requests: [{ id: 'none', due: '2030-01-01T00:00:00+07:00', unit: '00685' }],
      lastDecisionId: null,
    }
    for (const { processDefinitionKey, from } of tasks) {
      const at = [{ elementId: from }]
      await done(engine.execute('createProcessInstance', { processDefinitionKey, variables, startInstructions: at }))
    }
    const { jobs } = await done(
      engine.execute('activateJobs', {
        type: 'io.camunda.zeebe:userTask',
        worker: 'somebody',
        timeout: 60_000,
        maxJobsToActivate: 500,
      }),
    )
    for (const { key } of jobs) await done(engine.execute('completeJob', { jobKey: key, variables: {} }))

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
