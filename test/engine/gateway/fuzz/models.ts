import {
  boundary,
  calls,
  catching,
  compensates,
  definitions,
  escalation,
  eventSubProcess,
  file,
  headers,
  mappings,
  message,
  onEscalation,
  onMessage,
  onSignal,
  path,
  process,
  repeated,
  script,
  service,
  signal,
  start,
  subProcess,
  throwing,
  timerAfter,
  undoneBy,
  userTask,
  xml,
} from '../../bpmn.ts'
import { model as story } from '../../durability/story.ts'
import { everything, repetitions } from '../../everything.ts'

/** Almost all that a diagram can evaluate comes from the variables of who starts it. */
const fromVariables = definitions(
  message('by-name', '=code', '=code'),
  message('other', '=code'),
  signal('shout', '=code'),
  signal('all'),
  escalation('up', 'U'),
  process(
    'free',
    start(),
    service('typed', { type: '=kind', retries: '=if ok then 3 else code' }, headers({ a: 'b' })),
    boundary('typed-late', 'typed', timerAfter('=wait'), { interrupting: false }),
    script('computed', '=[code, list, get or else(ok, wait)]', 'computed'),
    userTask('person', xml('zeebe:assignmentDefinition', { assignee: '=code', candidateGroups: '=list' })),
    repeated(service('many', { type: 'a' }, mappings({ inputs: { item: '=list[1]' }, outputs: { 'x.y': '=code' } })), {
      inputCollection: '=list',
      inputElement: 'item',
      outputCollection: 'got',
      outputElement: '=item',
      completionCondition: '=ok = false',
    }),
    undoneBy('many'),
    subProcess(
      'part',
      start('part-start'),
      throwing('raise', onEscalation('up')),
      catching('named', onMessage('by-name')),
      path('part-start', 'raise', 'named'),
      eventSubProcess(
        'heard',
        onSignal('shout'),
        { interrupting: false },
        service('hearing', { type: 'b' }),
        path('heard-start', 'hearing'),
      ),
    ),
    boundary('part-up', 'part', onEscalation('up'), { interrupting: false }),
    throwing('undo', compensates()),
    calls('call', { processId: '=kind' }),
    xml('bpmn:endEvent', { id: 'end' }, onSignal('all')),
    path('start', 'typed', 'computed', 'person', 'many', 'part', 'undo', 'call', 'end'),
    path('typed-late', 'person'),
    path('part-up', 'end'),
    eventSubProcess('stop', onMessage('other'), {}, service('stopped', { type: 'c' }), path('stop-start', 'stopped')),
  ),
  process('c', start('c-start'), service('c-work', { type: 'c' }), path('c-start', 'c-work')),
)

const decisions =
  '<?xml version="1.0"?><definitions xmlns="https://www.omg.org/spec/DMN/20191111/MODEL/" id="g" name="g" namespace="test"><decision id="d" name="D"><variable name="d" /><informationRequirement><requiredDecision href="#e"/></informationRequirement><decisionTable hitPolicy="COLLECT"><input id="i"><inputExpression><text>code</text></inputExpression></input><output id="o" name="o"/><rule id="r"><inputEntry><text>"x","y"</text></inputEntry><outputEntry><text>e</text></outputEntry></rule></decisionTable></decision><decision id="e" name="E"><variable name="e" /><literalExpression><text>list[item &gt; 0]</text></literalExpression></decision></definitions>'
const userForm = '{"id":"f","components":[{"type":"textfield","key":"x"}]}'

/** What is deployed before each batch of requests. */
export const resources: readonly { name: string; content: Buffer }[] = [
  { name: 'story.bpmn', content: Buffer.from(story) },
  { name: 'everything.bpmn', content: Buffer.from(everything.replaceAll('id="p"', 'id="everything"')) },
  { name: 'repetitions.bpmn', content: Buffer.from(repetitions) },
  { name: 'free.bpmn', content: Buffer.from(fromVariables) },
  { name: 'd.dmn', content: Buffer.from(decisions) },
  { name: 'f.form', content: Buffer.from(userForm) },
]

/** The control: an instance of it must run to its end whatever else is asked. Its names are in no request. */
export const control = {
  processId: 'control-of-the-fuzzer',
  type: 'control-work-of-the-fuzzer',
  resource: {
    name: 'control.bpmn',
    content: Buffer.from(
      file(
        'control-of-the-fuzzer',
        start(),
        service('work', { type: 'control-work-of-the-fuzzer' }),
        path('start', 'work'),
      ),
    ),
  },
}

export const ids = {
  processes: ['p', 'everything', 'r', 'called', 'free', 'c', 'none'],
  elements: [
    'a',
    'b',
    'c',
    'part',
    'fork',
    'join',
    'wait',
    'each',
    'call',
    'many',
    'typed',
    'named',
    'end',
    'start',
    'none',
  ],
  types: ['a', 'b', 'c', 'd', 'z', 'none', 'io.camunda.zeebe:userTask'],
  messages: ['m', 'n', 'begin', 'other', 'x'],
  signals: ['s', 'all', 'x'],
  errors: ['E', 'F', 'G', 'U', ''],
  decisions: ['d', 'e', 'g', 'none'],
} as const
