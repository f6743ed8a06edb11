import { describe, expect, test } from '@jest/globals'
import {
  boundary,
  catching,
  definitions,
  end,
  error,
  eventBased,
  eventSubProcess,
  exclusive,
  extensions,
  file,
  flow,
  headers,
  mappings,
  message,
  onError,
  onMessage,
  parallel,
  path,
  process,
  receive,
  repeated,
  service,
  start,
  subProcess,
  taskDefinition,
  timerAfter,
  timerAt,
  timerEvery,
  userTask,
  xml,
} from '../bpmn.ts'
import { anEngine } from '../harness.ts'

const around = (...content: string[]) => file('p', start(), ...content)
const throwing = (definition: string, ...content: string[]) =>
  xml('bpmn:intermediateThrowEvent', { id: 't' }, ...content, definition)
const withExtensions = (name: string, id: string, ...content: string[]) =>
  xml(`bpmn:${name}`, { id }, extensions(...content))

/** What is wrong, the element, its fault. */
const faults: [name: string, source: string, element: string, fault: string | RegExp][] = [
  [
    'a file without an executable process',
    definitions(xml('bpmn:process', { id: 'p' })),
    'definitions',
    'Must contain at least one executable process',
  ],
  ['a process without a start event', file('p', end()), 'p', 'Must have at least one start event'],
  ['two none start events', file('p', start('a'), start('b')), 'p', 'Multiple none start events are not allowed'],
  [
    'a start event with two definitions',
    file('p', start('s', timerAfter('PT1H'), timerAfter('PT2H'))),
    's',
    "Start event can't have more than one type",
  ],
  ['a sub-process without a start event', around(subProcess('sub')), 'sub', 'Must have exactly one start event'],
  [
    'a sub-process with two start events',
    around(subProcess('sub', start('a'), start('b'))),
    'sub',
    'Must have exactly one start event',
  ],
  [
    'an embedded sub-process with a timer start',
    around(subProcess('sub', start('a', timerAfter('PT1H')))),
    'sub',
    'Start events in subprocesses must be of type none',
  ],
  [
    'an event sub-process with a none start',
    around(xml('bpmn:subProcess', { id: 'sub', triggeredByEvent: true }, start('a'))),
    'sub',
    'Start events in event subprocesses must be one of: message, timer, error, signal or escalation',
  ],
  [
    'an end event with an outgoing flow',
    around(end(), service('a'), path('start', 'end', 'a')),
    'end',
    'End events must not have outgoing sequence flows to other elements.',
  ],
  [
    'an end event with two definitions',
    around(end('end', xml('bpmn:terminateEventDefinition', {}), xml('bpmn:terminateEventDefinition', {}))),
    'end',
    'Must have at most one event definition',
  ],
  [
    'an end event with a timer',
    around(end('end', timerAfter('PT1H'))),
    'end',
    'End events must be one of: none, error, message, terminate, signal, escalation or compensation',
  ],
  [
    'a boundary event that is not attached',
    around(boundary('b', 'nothing', timerAfter('PT1H')), end(), path('b', 'end')),
    'b',
    'Must be attached to an activity',
  ],
  [
    'a boundary event with an incoming flow',
    around(service('a'), boundary('b', 'a', timerAfter('PT1H')), path('start', 'a', 'b', 'a')),
    'b',
    'Cannot have incoming sequence flows',
  ],
  [
    'a boundary event without an outgoing flow',
    around(service('a'), boundary('b', 'a', timerAfter('PT1H')), path('start', 'a')),
    'b',
    'Must have at least one outgoing sequence flow',
  ],
  [
    'a boundary event without a definition',
    around(service('a'), boundary('b', 'a', ''), path('start', 'a'), path('b', 'a')),
    'b',
    'Must have exactly one event definition',
  ],
  [
    'a terminate boundary event',
    around(
      service('a'),
      boundary('b', 'a', xml('bpmn:terminateEventDefinition', {})),
      path('start', 'a'),
      path('b', 'a'),
    ),
    'b',
    'Boundary events must be one of: timer, message, error, signal, escalation',
  ],
  [
    'a non-interrupting error boundary event',
    around(service('a'), boundary('b', 'a', onError(), { interrupting: false }), path('start', 'a'), path('b', 'a')),
    'b',
    'Non-Interrupting event of this type is not allowed',
  ],
  [
    'an intermediate catch event without a definition',
    around(catching('c', '')),
    'c',
    'Must have exactly one event definition',
  ],
  [
    'an intermediate catch event of an error',
    around(catching('c', onError())),
    'c',
    /^Event definition must be one of: message, timer, signal/,
  ],

  [
    'a complex gateway',
    around(xml('bpmn:complexGateway', { id: 'g' })),
    'g',
    /^Elements of type 'ComplexGateway' are currently not supported\. Please refer to the documentation/,
  ],
  [
    'a transaction',
    around(xml('bpmn:transaction', { id: 'g' }, start('a'))),
    'g',
    /^Elements of type 'Transaction' are currently not supported/,
  ],
  [
    'an ad-hoc sub-process',
    around(xml('bpmn:adHocSubProcess', { id: 'g' }, start('a'))),
    'g',
    /^Elements of type 'AdHocSubProcess' are currently not supported/,
  ],
  [
    'a repeated event sub-process',
    around(
      repeated(eventSubProcess('e', timerAfter('PT1H'), {}, end('e2'), path('e-start', 'e2')), {
        inputCollection: '=[1]',
      }),
    ),
    'e > multiInstanceLoopCharacteristics',
    'Event sub-processes can not be repeated.',
  ],
  [
    'a conditional event',
    around(catching('c', xml('bpmn:conditionalEventDefinition', {}))),
    'c > conditionalEventDefinition',
    'Event definition of this type is not supported',
  ],
  [
    'an execution listener',
    around(
      service(
        'a',
        {},
        '<zeebe:executionListeners><zeebe:executionListener eventType="start" type="x"/></zeebe:executionListeners>',
      ),
    ),
    'a > extensionElements > executionListeners',
    /currently not supported/,
  ],

  [
    'a condition at a flow from a task',
    around(service('a'), service('b'), path('start', 'a'), flow('a', 'b', '=true')),
    'a',
    'Conditional sequence flows are only supported at exclusive or inclusive gateway',
  ],
  [
    'an exclusive gateway with a flow that is neither conditional nor default',
    around(exclusive('g', 'g-a'), service('a'), service('b'), path('start', 'g', 'a'), path('g', 'b')),
    'g-b',
    'Must have a condition or be default flow',
  ],
  [
    'a default flow of another element',
    around(exclusive('g', 'start-g'), service('a'), path('start', 'g', 'a')),
    'g',
    'Default flow must start at gateway',
  ],
  [
    'a flow across the border of a sub-process',
    around(subProcess('sub', start('s2'), service('a')), service('b'), path('start', 'sub'), path('a', 'b')),
    'a-b',
    'A sequence flow must not cross the border of a sub-process',
  ],
  [
    'a flow to nothing',
    around(path('start', 'nowhere')),
    'start-nowhere',
    'SequenceFlow is missing required attribute targetRef',
  ],

  [
    'an event-based gateway with one flow',
    around(eventBased('g'), catching('c', timerAfter('PT1H')), path('start', 'g', 'c')),
    'g',
    'Event-based gateway must have at least 2 outgoing sequence flows.',
  ],
  [
    'an event-based gateway to a task',
    around(eventBased('g'), catching('c', timerAfter('PT1H')), service('a'), path('start', 'g', 'c'), path('g', 'a')),
    'g',
    /^Event-based gateway must not have an outgoing sequence flow to other elements/,
  ],
  [
    'an event-based gateway to a shared event',
    around(
      eventBased('g'),
      catching('c', timerAfter('PT1H')),
      catching('d', timerAfter('PT1H')),
      service('a'),
      path('start', 'g', 'c'),
      path('g', 'd'),
      path('a', 'd'),
    ),
    'g',
    /^Target elements of an event gateway must not have any additional incoming/,
  ],
  [
    'an event-based gateway with one message twice',
    definitions(
      message('m', '=1'),
      process(
        'p',
        start(),
        eventBased('g'),
        catching('c', onMessage('m')),
        catching('d', onMessage('m')),
        path('start', 'g', 'c'),
        path('g', 'd'),
      ),
    ),
    'g',
    "Multiple message event definitions with the same name 'm' are not allowed.",
  ],

  [
    'a service task without task definition',
    around(xml('bpmn:serviceTask', { id: 'a' })),
    'a',
    "Must have exactly one 'zeebe:taskDefinition' extension element",
  ],
  [
    'an empty job type',
    around(service('a', { type: '' })),
    'a > extensionElements > taskDefinition',
    "Attribute 'type' must be present and not empty",
  ],
  [
    'empty retries',
    around(service('a', { retries: '' })),
    'a > extensionElements > taskDefinition',
    "Attribute 'retries' must be present and not empty",
  ],
  [
    'a send task without task definition',
    around(xml('bpmn:sendTask', { id: 'a' })),
    'a',
    "Must have either one 'zeebe:publishMessage' or one 'zeebe:taskDefinition' extension element",
  ],
  [
    'a message throw event without task definition',
    around(throwing(xml('bpmn:messageEventDefinition', {}))),
    't',
    "Must have either one 'zeebe:publishMessage' or one 'zeebe:taskDefinition' extension element",
  ],
  [
    'a business rule task of two minds',
    around(
      withExtensions(
        'businessRuleTask',
        'a',
        taskDefinition('a'),
        xml('zeebe:calledDecision', { decisionId: 'd', resultVariable: 'r' }),
      ),
    ),
    'a',
    "Must have either one 'zeebe:calledDecision' or one 'zeebe:taskDefinition' extension element",
  ],
  [
    'a called decision without result',
    around(withExtensions('businessRuleTask', 'a', xml('zeebe:calledDecision', { decisionId: 'd' }))),
    'a > extensionElements > calledDecision',
    "Attribute 'resultVariable' must be present and not empty",
  ],
  [
    'a script task of another language',
    around(xml('bpmn:scriptTask', { id: 'a', scriptFormat: 'groovy' }, '<bpmn:script>1</bpmn:script>')),
    'a',
    "Must have either one 'zeebe:script' or one 'zeebe:taskDefinition' extension element",
  ],
  [
    'a script that is no expression',
    around(withExtensions('scriptTask', 'a', xml('zeebe:script', { expression: '1 + 1', resultVariable: 'r' }))),
    'a > extensionElements > script',
    "Expected expression but found static value '1 + 1'. An expression must start with '=' (e.g. '=1 + 1').",
  ],
  [
    'a form by id and key at once',
    around(userTask('a', xml('zeebe:formDefinition', { formId: 'f', formKey: 'k' }))),
    'a > extensionElements > formDefinition',
    "Exactly one of the attributes 'formId, formKey' must be present and not blank",
  ],
  ['a user task of the other kind', around(userTask('a', '<zeebe:userTask/>')), 'a', /currently not supported/],
  [
    'a list of candidate groups with a hole',
    around(userTask('a', xml('zeebe:assignmentDefinition', { candidateGroups: 'a,,b' }))),
    'a > extensionElements > assignmentDefinition',
    "Expected static value to be a list of comma-separated values, e.g. 'a,b,c', but found 'a,,b'.",
  ],
  [
    'a due date that is none',
    around(userTask('a', xml('zeebe:taskSchedule', { dueDate: 'tomorrow' }))),
    'a > extensionElements > taskSchedule',
    "Expected static value to be a valid DateTime String, e.g. '2023-03-02T15:35+02:00', but found 'tomorrow'.",
  ],
  [
    'a reserved header',
    around(service('a', {}, headers({ 'io.camunda.zeebe:x': '1' }))),
    'a > extensionElements > taskHeaders',
    "Attribute 'key' contains 'io.camunda.zeebe:x', but header keys starting with 'io.camunda.zeebe:' are reserved for internal use.",
  ],
  [
    'a header twice',
    around(
      service(
        'a',
        {},
        '<zeebe:taskHeaders><zeebe:header key="k" value="1"/><zeebe:header key="k" value="2"/></zeebe:taskHeaders>',
      ),
    ),
    'a > extensionElements > taskHeaders',
    "Headers contain duplicate entries for key 'k'",
  ],

  [
    'a message event without message',
    around(catching('c', xml('bpmn:messageEventDefinition', {}))),
    'c > messageEventDefinition',
    'Must reference a message',
  ],
  ['a receive task without message', around(xml('bpmn:receiveTask', { id: 'r' })), 'r', 'Must reference a message'],
  [
    'a message without name',
    definitions(message('m', '=1', ''), process('p', start(), catching('c', onMessage('m')))),
    'm',
    'Name must be present and not empty',
  ],
  [
    'a message without subscription',
    definitions(message('m'), process('p', start(), catching('c', onMessage('m')))),
    'm',
    'Must have exactly one zeebe:subscription extension element',
  ],
  [
    'a correlation key that is no expression',
    definitions(message('m', 'code'), process('p', start(), catching('c', onMessage('m')))),
    'm > extensionElements > subscription',
    /^Expected expression but found static value 'code'/,
  ],
  [
    'one message at two start events',
    definitions(message('m'), process('p', start('a', onMessage('m')), start('b', onMessage('m')))),
    'm',
    'A message cannot be referred by more than one start event',
  ],
  [
    'a receive task with the same message at its border',
    definitions(
      message('m', '=1'),
      process('p', start(), receive('r', 'm'), boundary('b', 'r', onMessage('m')), path('start', 'r'), path('b', 'r')),
    ),
    'r',
    'Cannot reference the same message name as a boundary event',
  ],
  [
    'a start message whose name is no constant',
    definitions(message('m', undefined, '=name'), process('p', start('s', onMessage('m')))),
    's',
    "Expected constant expression of type String for message name '=name', but was NULL",
  ],
  [
    'two boundary events of one message',
    definitions(
      message('m', '=1'),
      process(
        'p',
        start(),
        service('a'),
        boundary('b', 'a', onMessage('m')),
        boundary('c', 'a', onMessage('m')),
        path('start', 'a'),
        path('b', 'a'),
        path('c', 'a'),
      ),
    ),
    'a',
    "Multiple message event definitions with the same name 'm' are not allowed.",
  ],
  [
    'two boundary events of one error code',
    definitions(
      error('e', 'E'),
      process(
        'p',
        start(),
        service('a'),
        boundary('b', 'a', onError('e')),
        boundary('c', 'a', onError('e')),
        path('start', 'a'),
        path('b', 'a'),
        path('c', 'a'),
      ),
    ),
    'a',
    "Multiple error catch events with the same error code 'E' are not supported on the same scope.",
  ],
  [
    'two catch-alls',
    around(
      service('a'),
      boundary('b', 'a', onError()),
      boundary('c', 'a', onError()),
      path('start', 'a'),
      path('b', 'a'),
      path('c', 'a'),
    ),
    'a',
    /^The same scope can not contain more than one error catch event without error code/,
  ],
  [
    'two event sub-processes of one message',
    definitions(
      message('m', '=1'),
      process('p', start(), eventSubProcess('x', onMessage('m'), {}), eventSubProcess('y', onMessage('m'), {})),
    ),
    'p',
    "Multiple message event definitions with the same name 'm' are not allowed.",
  ],

  [
    'an error end event without error',
    around(end('end', onError())),
    'end > errorEventDefinition',
    'Must reference an error',
  ],
  [
    'an error end event without code',
    definitions(error('e'), process('p', start(), end('end', onError('e')))),
    'e',
    'ErrorCode must be present and not empty',
  ],
  [
    'a caught error code that is an expression',
    definitions(
      error('e', '=code'),
      process('p', start(), service('a'), boundary('b', 'a', onError('e')), path('start', 'a'), path('b', 'a')),
    ),
    'b > errorEventDefinition',
    'The errorCode of the error catch event is not allowed to be an expression',
  ],

  [
    'a timer of two kinds',
    around(
      catching(
        'c',
        '<bpmn:timerEventDefinition><bpmn:timeDate>x</bpmn:timeDate><bpmn:timeDuration>PT1H</bpmn:timeDuration></bpmn:timerEventDefinition>',
      ),
    ),
    'c > timerEventDefinition',
    'Must be exactly one type of timer: timeDuration, timeDate or timeCycle',
  ],
  [
    'a timer of no kind',
    around(catching('c', xml('bpmn:timerEventDefinition', {}))),
    'c > timerEventDefinition',
    'Must be exactly one type of timer: timeDuration, timeDate or timeCycle',
  ],
  [
    'a cycle at an intermediate catch event',
    around(catching('c', timerEvery('R/PT1H'))),
    'c',
    'Intermediate timer catch event must have either a time duration or a time date.',
  ],
  [
    'a cycle at an interrupting boundary event',
    around(service('a'), boundary('b', 'a', timerEvery('R/PT1H')), path('start', 'a'), path('b', 'a')),
    'b',
    'Interrupting timer event with time cycle is not allowed.',
  ],
  [
    'a cycle at an interrupting event sub-process',
    around(eventSubProcess('x', timerEvery('R/PT1H'), {})),
    'x',
    'Interrupting timer event with time cycle is not allowed.',
  ],
  [
    'a duration that is none',
    around(catching('c', timerAfter('1 hour'))),
    'c',
    "Invalid timer duration expression (Invalid duration format '1 hour' for expression '1 hour'.)",
  ],
  ['a date without zone', around(catching('c', timerAt('2017-08-15T08:00:00'))), 'c', /^Invalid timer date expression/],
  ['a cycle that is none', file('p', start('s', timerEvery('every day'))), 's', /^Invalid timer cycle expression/],
  [
    'a start timer that needs a variable',
    file('p', start('s', timerAfter('=pause'))),
    's',
    /^Invalid timer duration expression \(Expected result of the expression 'pause' to be one of '\[DURATION, PERIOD, STRING\]', but was 'NULL'/,
  ],

  [
    'an expression that does not parse',
    around(service('a', { type: '=1 +' })),
    'a > extensionElements > taskDefinition',
    /^failed to parse expression '1 \+'/,
  ],
  [
    'a condition that is no expression',
    around(exclusive('g'), service('a'), path('start', 'g'), flow('g', 'a', 'n > 1')),
    'g-a > conditionExpression',
    /^Expected expression but found static value 'n > 1'/,
  ],
  [
    'an output mapping whose source is no expression',
    around(service('a', {}, mappings({ outputs: { x: 'y' } }))),
    'a > extensionElements > ioMapping > output',
    /^Expected expression but found static value 'y'/,
  ],
  [
    'a mapping target that is no path',
    around(service('a', {}, mappings({ inputs: { 'x-y': '=1' } }))),
    'a > extensionElements > ioMapping > input',
    "Expected path expression 'x-y' but doesn't match the pattern '[a-zA-Z_][a-zA-Z0-9_]*(\\.[a-zA-Z_][a-zA-Z0-9_]*)*'.",
  ],
  [
    'a mapping target that is a keyword',
    around(service('a', {}, mappings({ inputs: { if: '=1' } }))),
    'a > extensionElements > ioMapping > input',
    /^Expected path expression 'if' but is one of the reserved words/,
  ],
]

describe('a deployment is refused for', () => {
  test.each(faults)('%s', async (_name, source, element, fault) => {
    const engine = await anEngine()
    const reason = await engine.faultsOf(source)
    const told = byElement(reason)
    expect(Object.keys(told)).toContain(element)
    expect(told[element]).toContainEqual(typeof fault === 'string' ? fault : expect.stringMatching(fault))
  })

  test('all faults of all elements at once', async () => {
    const engine = await anEngine()
    const reason = await engine.faultsOf(
      file('p', xml('bpmn:serviceTask', { id: 'a' }), catching('c', ''), path('a', 'c')),
    )
    expect(byElement(reason)).toEqual({
      p: ['Must have at least one start event'],
      a: ["Must have exactly one 'zeebe:taskDefinition' extension element"],
      c: ['Must have exactly one event definition'],
    })
  })

  test.each([
    [
      'manual tasks',
      around(xml('bpmn:manualTask', { id: 'a' }), xml('bpmn:task', { id: 'b' }), path('start', 'a', 'b', 'a')),
      'a > b > a',
    ],
    [
      'a sub-process',
      around(
        subProcess('sub', start('s2'), xml('bpmn:task', { id: 't' }), end('e2'), path('s2', 't', 'e2')),
        path('start', 'sub'),
        path('sub', 'g', 'sub'),
        parallel('g'),
      ),
      't > e2 > g > sub > s2 > t',
    ],
  ])('a loop without a wait state through %s', async (_name, source, loop) => {
    const engine = await anEngine()
    expect(byElement(await engine.faultsOf(source))).toEqual({
      p: [`Processes are not allowed to contain a straight-through processing loop: ${loop}`],
    })
  })

  test('loops of gateways alone, or with a wait state, are allowed', async () => {
    const engine = await anEngine()
    await engine.deploy(
      around(
        exclusive('g', 'g-h'),
        exclusive('h', 'h-a'),
        service('a'),
        path('start', 'g', 'h', 'a', 'g'),
        flow('h', 'g', '=n > 1'),
      ),
    )
    ;(await engine.create('p', { n: 0 })).expectWaitingAt('a')
  })
})

describe('hostile XML', () => {
  test.each([
    ['a document type', '<!DOCTYPE x [<!ENTITY a "b">]><x/>', /document type/],
    ['a NUL', `${file('p', start())}\0`, /NUL/],
    ['a lone surrogate is not sent as UTF-8, but text that is no XML', 'not xml', /./],
    ['deep nesting', '<a>'.repeat(300) + '</a>'.repeat(300), /deeper than 200/],
    [
      'many attributes',
      `<a ${Array.from({ length: 200 }, (_, n) => `x${n}="1"`).join(' ')}/>`,
      /More than 100 attributes/,
    ],
    [
      'many namespaces',
      `<r>${Array.from({ length: 200 }, (_, n) => `<a xmlns="urn:${n}"/>`).join('')}</r>`,
      /namespaces/,
    ],
    ['another root', '<bpmn:foo xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL"/>', /./],
    ['an empty file', '', /./],
    ['HTML', '<html><body>x</body></html>', /./],
    ['an unknown BPMN element', file('p', start(), '<bpmn:frobnicate id="x"/>'), /frobnicate/],
  ])('with %s is refused with words', async (_name, source, reason) => {
    const engine = await anEngine()
    const text = await engine.faultsOf(source)
    expect(text.split('\n')[1]).toMatch(/^'process\.bpmn': ./)
    expect(text).toMatch(reason)
  })
})

/** The faults of each element in Zeebe's text form. */
function byElement(reason: string): { [element: string]: string[] } {
  const lines = reason.split('\n').slice(1)
  const told: { [element: string]: string[] } = {}
  let element = ''
  for (const line of lines) {
    const named = /- Element: (.*)$/.exec(line)
    const fault = /^ {4}- ERROR: (.*)$/.exec(line)
    if (named) element = named[1] ?? ''
    else if (fault) told[element] = [...(told[element] ?? []), fault[1] ?? '']
  }
  return told
}
