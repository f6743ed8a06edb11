import * as bpmn from '../../test/engine/bpmn.ts'
import { feeTable } from './fee-table.ts'

/** What the engine is given to do; `work` is the job type of all tasks. Rivals run the same files. */
export interface Workload {
  processId: string
  resources: { name: string; text: string }[]
  /** Jobs of one instance; with none of them its end shows by its result alone. */
  jobs: number
  variables: { [name: string]: unknown }
  /** The instance waits for this message, correlated by its variable `code`. */
  message?: string
  /** Instances under way where the time of one is not the engine's own. */
  inFlight?: number
}

const variables = { service: 'birth-certificate-copy', copies: 2, urgent: false, amount: 120, status: 'open' }
/** So that a diagram with a message or table has its own name in one engine. */
const processIdOf = (name: string) => `bench-${name}`

function workload(name: string, jobs: number, body: string[], more: Partial<Workload> = {}, beside: string[] = []) {
  const text = bpmn.definitions(...beside, bpmn.process(processIdOf(name), bpmn.start(), ...body, bpmn.end()))
  const { resources = [], ...rest } = more
  const own = { name: `${name}.bpmn`, text }
  return { processId: processIdOf(name), jobs, variables, ...rest, resources: [own, ...resources] } satisfies Workload
}

const tasks = (count: number) => Array.from({ length: count }, (_, index) => `task-${index}`)
const work = (id: string) => bpmn.service(id, { type: 'work' })
const inARow = (count: number) => [...tasks(count).map(work), bpmn.path('start', ...tasks(count), 'end')]

/** Rivals read the cardinality, Zeebe the collection; each passes over the other's. */
const repeated = bpmn
  .repeated(work('task'), { inputCollection: '= for i in 1..100 return i', inputElement: 'i' })
  .replace(
    '</bpmn:extensionElements></bpmn:multi',
    '</bpmn:extensionElements><bpmn:loopCardinality>100</bpmn:loopCardinality></bpmn:multi',
  )

export const workloads = {
  'one task': workload('one', 1, inARow(1)),
  'ten tasks in a row': workload('ten', 10, inARow(10)),
  'fork of 10': workload('fork', 10, [
    bpmn.parallel('fork'),
    bpmn.parallel('join'),
    bpmn.path('start', 'fork'),
    bpmn.path('join', 'end'),
    ...tasks(10).flatMap((id) => [work(id), bpmn.path('fork', id, 'join')]),
  ]),
  'multi-instance of 100': workload('multi', 100, [repeated, bpmn.path('start', 'task', 'end')], { inFlight: 8 }),
  'message to one of many': workload(
    'message',
    0,
    [bpmn.receive('wait', 'answer'), bpmn.path('start', 'wait', 'end')],
    { message: 'answer' },
    [bpmn.message('answer', '= code')],
  ),
  'timer of 0.5 s': workload(
    'timer',
    0,
    [bpmn.catching('wait', bpmn.timerAfter('PT0.5S')), bpmn.path('start', 'wait', 'end')],
    { inFlight: 500 },
  ),
  'decision table': workload(
    'decision',
    0,
    [
      bpmn.xml(
        'bpmn:businessRuleTask',
        { id: 'decide' },
        bpmn.extensions(bpmn.xml('zeebe:calledDecision', { decisionId: 'fee', resultVariable: 'fee' })),
      ),
      bpmn.path('start', 'decide', 'end'),
    ],
    { resources: [{ name: 'fee.dmn', text: feeTable(5) }] },
  ),
  'variables of 1 kB': workload('kilobyte', 1, inARow(1), { variables: { ...variables, text: 'x'.repeat(1000) } }),
  'variables of 100 kB': workload('large', 1, inARow(1), { variables: { ...variables, text: 'x'.repeat(100_000) } }),
} as const satisfies { [name: string]: Workload }

export type WorkloadName = keyof typeof workloads
export const workloadNames = Object.keys(workloads) as WorkloadName[]

/**
 * A service of 20 elements with 4 tasks, as the platform's are: machine steps with mappings, a choice, two people's
 * tasks, a withdrawal by message and a limit by timer.
 */
export const serviceOf20: Workload = workload(
  'service',
  4,
  [
    bpmn.service('open', { type: 'work' }, bpmn.mappings({ inputs: { kind: '= service' } })),
    bpmn.exclusive('urgent', 'urgent-check'),
    bpmn.flow('urgent', 'quick', '= urgent'),
    bpmn.flow('urgent', 'check'),
    bpmn.xml('bpmn:task', { id: 'quick' }),
    bpmn.service('check', { type: 'work' }, bpmn.mappings({ outputs: { checked: '= done' } })),
    bpmn.exclusive('met'),
    bpmn.path('start', 'open', 'urgent'),
    bpmn.path('quick', 'met'),
    bpmn.path('check', 'met', 'fee', 'fork'),
    bpmn.script('fee', '= 8000 * copies', 'amount'),
    bpmn.parallel('fork'),
    bpmn.service('review', { type: 'work' }),
    bpmn.script('note', '= "fee " + string(amount)', 'note'),
    bpmn.parallel('join'),
    bpmn.path('fork', 'review', 'join'),
    bpmn.path('fork', 'note', 'join'),
    bpmn.path('join', 'sign', 'issued', 'number', 'outcome'),
    bpmn.service('sign', { type: 'work' }),
    bpmn.throwing('issued', ''),
    bpmn.script('number', '= "HN-" + code', 'number'),
    bpmn.exclusive('outcome', 'outcome-end'),
    bpmn.flow('outcome', 'refused', '= amount > 100000'),
    bpmn.flow('outcome', 'end'),
    bpmn.end('refused'),
    bpmn.boundary('late', 'review', bpmn.timerAfter('P30D')),
    bpmn.path('late', 'expired'),
    bpmn.end('expired'),
    bpmn.boundary('withdrawn', 'sign', bpmn.onMessage('withdrawal')),
    bpmn.path('withdrawn', 'gone'),
    bpmn.end('gone'),
  ],
  {},
  [bpmn.message('withdrawal', '= code')],
)

/** Waits at a user task for ever. */
export const waitsAtUserTask: Workload = workload('user-task', 1, [
  bpmn.userTask('task'),
  bpmn.path('start', 'task', 'end'),
])
/** Waits for an hour. */
export const waitsForAnHour: Workload = workload('hour', 0, [
  bpmn.catching('wait', bpmn.timerAfter('PT1H')),
  bpmn.path('start', 'wait', 'end'),
])
