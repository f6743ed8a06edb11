import type { CommandName, CommandResult, Commands, Key } from '../../../server/engine/index.ts'
import {
  boundary,
  catching,
  compensates,
  definitions,
  end,
  error,
  exclusive,
  message,
  onError,
  onMessage,
  onSignal,
  parallel,
  path,
  process,
  repeated,
  service,
  signal,
  start,
  subProcess,
  throwing,
  timerAfter,
  undoneBy,
} from '../bpmn.ts'
import type { EngineUnderTest } from '../harness.ts'

/** A process whose course touches every table of the store. */
export const model = definitions(
  message('m', '=code'),
  message('begin'),
  signal('s'),
  error('e', 'E'),
  process(
    'p',
    start(),
    start('by-message', onMessage('begin')),
    start('by-signal', onSignal('s')),
    exclusive('merge'),
    parallel('fork'),
    subProcess(
      'part',
      start('s2'),
      repeated(service('a'), { inputCollection: '=[1, 2]' }),
      undoneBy('a'),
      path('s2', 'a'),
    ),
    boundary('failed', 'part', onError('e')),
    throwing('undo', compensates()),
    service('b'),
    boundary('late', 'b', timerAfter('PT1H')),
    catching('news', onMessage('m')),
    catching('call', onSignal('s')),
    end(),
    path('start', 'merge', 'fork', 'part', 'undo', 'end'),
    path('by-message', 'merge'),
    path('by-signal', 'b'),
    path('failed', 'b'),
    path('fork', 'b', 'news', 'call', 'end'),
    path('late', 'end'),
  ),
)
const dmn =
  '<?xml version="1.0"?><definitions xmlns="https://www.omg.org/spec/DMN/20191111/MODEL/" id="g" name="g" namespace="test"><decision id="d" name="D"><literalExpression><text>1</text></literalExpression></decision></definitions>'

type Request<Name extends CommandName> = Commands[Name]['request']

/** One step of a story: a command made of what the engine holds when its turn comes, or the passing of time. */
export type Step = { command(engine: EngineUnderTest): Promise<CommandResult<unknown>> } | { wait: number }

const minute = 60_000
const content = (text: string) => new TextEncoder().encode(text)

function command<Name extends CommandName>(name: Name, request: (engine: EngineUnderTest) => Request<Name>): Step {
  return { command: (engine) => engine.engine.execute(name, request(engine)) }
}
const jobKey = (engine: EngineUnderTest, type: string): Key =>
  engine.engine.inspect.jobs().find((job) => job.type === type && job.state !== 'FAILED')?.key ?? ('' as Key)
const first = (engine: EngineUnderTest): Key => engine.engine.inspect.processInstances()[0]?.key ?? ('' as Key)
const resources = [
  { name: 'p.bpmn', content: content(model) },
  { name: 'd.dmn', content: content(dmn) },
  { name: 'f.form', content: content('{"id":"f"}') },
]

/** A story that deploys, starts, waits, fails, compensates, times out and cancels. */
export const story: readonly Step[] = [
  command('deployResource', () => ({ resources })),
  command('createProcessInstance', () => ({ bpmnProcessId: 'p', variables: { code: 'x', list: [1, 2] } })),
  command('publishMessage', () => ({
    name: 'begin',
    correlationKey: 'k',
    timeToLive: 0,
    messageId: '',
    variables: { code: 'y' },
  })),
  command('publishMessage', () => ({ name: 'm', correlationKey: 'z', timeToLive: minute, messageId: 'once' })),
  command('activateJobs', () => ({ type: 'a', worker: 'w', timeout: minute, maxJobsToActivate: 2 })),
  command('completeJob', (engine) => ({ jobKey: jobKey(engine, 'a'), variables: { done: 1 } })),
  command('failJob', (engine) => ({ jobKey: jobKey(engine, 'a'), retries: 1, retryBackOff: 5000 })),
  command('failJob', (engine) => ({ jobKey: jobKey(engine, 'b'), retries: 0, errorMessage: 'no' })),
  { wait: 2 * minute },
  command('setVariables', (engine) => ({ elementInstanceKey: first(engine), variables: { more: true }, local: false })),
  command('completeJob', (engine) => ({ jobKey: jobKey(engine, 'a') })),
  command('completeJob', (engine) => ({ jobKey: jobKey(engine, 'undo-a') })),
  command('throwError', (engine) => ({ jobKey: jobKey(engine, 'a'), errorCode: 'E' })),
  command('completeJob', (engine) => ({ jobKey: jobKey(engine, 'b') })),
  command('publishMessage', () => ({ name: 'm', correlationKey: 'y', timeToLive: 0, messageId: '' })),
  command('broadcastSignal', () => ({ signalName: 's', variables: { code: 'q' } })),
  { wait: 60 * minute },
  command('createProcessInstance', () => ({ bpmnProcessId: 'p', variables: { code: 'z' } })),
  command('cancelProcessInstance', (engine) => ({ processInstanceKey: first(engine) })),
]
