import { describe, expect, test } from '@jest/globals'
import {
  boundary,
  catching,
  compensates,
  definitions,
  end,
  escalation,
  eventBased,
  eventSubProcess,
  extensions,
  file,
  flow,
  link,
  onEscalation,
  onSignal,
  path,
  process,
  service,
  signal,
  start,
  subProcess,
  taskDefinition,
  throwing,
  undoneBy,
  xml,
} from '../bpmn.ts'
import { anEngine } from '../harness.ts'

const around = (...content: string[]) => file('p', start(), ...content)
/** A process beside a signal and an escalation of these names and codes. */
const beside = ({ name = 's', code = 'E' }: { name?: string; code?: string }, ...content: string[]) =>
  definitions(signal('s', name), signal('s2', name), escalation('e', code), process('p', ...content))
const within = (id: string, ...content: string[]) => subProcess(id, start(`${id}-in`), ...content)
const handler = (id: string) => xml('bpmn:task', { id, isForCompensation: true })

/** What is wrong, the file, the element that it is told of, the words. */
type Case = [what: string, source: string, element: string, fault: string]

const signals: Case[] = [
  [
    'a catch event without signal',
    around(catching('c', '<bpmn:signalEventDefinition/>')),
    'c > signalEventDefinition',
    'Must reference a signal',
  ],
  [
    'a throw event without signal',
    around(throwing('t', '<bpmn:signalEventDefinition/>')),
    't > signalEventDefinition',
    'Must reference a signal',
  ],
  [
    'a signal without name',
    beside({ name: '' }, start(), end('x', onSignal('s'))),
    's',
    'Name must be present and not empty',
  ],
  [
    'a name that does not parse',
    beside({ name: '=1 +' }, start(), end('x', onSignal('s'))),
    's',
    "failed to parse expression '1 +'",
  ],
  [
    'a start event whose name needs a variable',
    beside({ name: '=x' }, start('x', onSignal('s'))),
    'x',
    "Expected constant expression of type String for signal name '=x', but was NULL",
  ],
  [
    'a start event whose name is no text',
    beside({ name: '=1' }, start('x', onSignal('s'))),
    'x',
    "Expected constant expression of type String for signal name '=1', but was NUMBER",
  ],
  [
    'two start events of one name',
    beside({}, start('x', onSignal('s')), start('y', onSignal('s2'))),
    'p',
    "Multiple signal event definitions with the same name 's' are not allowed.",
  ],
  [
    'two boundary events of one name',
    beside(
      {},
      start(),
      service('a'),
      boundary('b', 'a', onSignal('s')),
      boundary('c', 'a', onSignal('s2')),
      path('start', 'a'),
      path('b', 'a'),
      path('c', 'a'),
    ),
    'a',
    "Multiple signal event definitions with the same name 's' are not allowed.",
  ],
  [
    'two event sub-processes of one name',
    beside({}, start(), eventSubProcess('x', onSignal('s'), {}), eventSubProcess('y', onSignal('s2'), {})),
    'p',
    "Multiple signal event definitions with the same name 's' are not allowed.",
  ],
  [
    'an event-based gateway with one name twice',
    beside(
      {},
      start(),
      eventBased('g'),
      catching('x', onSignal('s')),
      catching('y', onSignal('s2')),
      path('start', 'g', 'x'),
      path('g', 'y'),
    ),
    'g',
    "Multiple signal event definitions with the same name 's' are not allowed.",
  ],
]

const escalations: Case[] = [
  [
    'a throw event without escalation',
    around(throwing('t', onEscalation())),
    't > escalationEventDefinition',
    'Must reference an escalation',
  ],
  [
    'an end event without escalation',
    around(end('t', onEscalation())),
    't > escalationEventDefinition',
    'Must reference an escalation',
  ],
  [
    'a thrown escalation without code',
    beside({ code: '' }, start(), end('t', onEscalation('e'))),
    'e',
    'EscalationCode must be present and not empty',
  ],
  [
    'a caught code that is an expression',
    beside({ code: '=x' }, start(), eventSubProcess('x', onEscalation('e'), {})),
    'x-start > escalationEventDefinition',
    'The escalationCode of the escalation catch event is not allowed to be an expression',
  ],
  [
    'a boundary event on a task',
    beside({}, start(), service('a'), boundary('b', 'a', onEscalation('e')), path('start', 'a'), path('b', 'a')),
    'b',
    'An escalation boundary event should only be attached to a subprocess, or a call activity.',
  ],
  [
    'one code twice at one sub-process',
    beside(
      {},
      start(),
      within('a'),
      boundary('b', 'a', onEscalation('e')),
      boundary('c', 'a', onEscalation('e')),
      path('start', 'a'),
      path('b', 'a'),
      path('c', 'a'),
    ),
    'a',
    "Multiple escalation catch events with the same escalation code 'E' are not supported on the same scope.",
  ],
  [
    'two catch-alls',
    around(eventSubProcess('x', onEscalation(), {}), eventSubProcess('y', onEscalation(), {})),
    'p',
    'The same scope can not contain more than one escalation catch event without escalation code. An escalation catch event without escalation code catches all escalations.',
  ],
  [
    'a process start event',
    file('p', start('x', onEscalation())),
    'x',
    'Start events must be one of: none, timer, message or signal',
  ],
  [
    'an intermediate catch event',
    around(catching('c', onEscalation())),
    'c',
    'Event definition must be one of: message, timer, signal or link',
  ],
]

const links: Case[] = [
  [
    'a throw without name',
    around(throwing('t', link(''))),
    't > linkEventDefinition',
    'Link name must be present and not empty.',
  ],
  [
    'a catch without name',
    around(catching('c', link(''))),
    'c > linkEventDefinition',
    'Link name must be present and not empty.',
  ],
  [
    'a throw without catch',
    around(throwing('t', link('A')), catching('c', link('B'))),
    'p',
    "Can't find an catch link event for the throw link event with the name 'A'.",
  ],
  [
    'a catch in another scope',
    around(within('sub', throwing('t', link('A'))), catching('c', link('A'))),
    'sub',
    "Can't find an catch link event for the throw link event with the name 'A'.",
  ],
  [
    'two catches of one name',
    around(catching('c', link('A')), catching('d', link('A'))),
    'p',
    "Multiple intermediate catch link event definitions with the same name 'A' are not allowed.",
  ],
  [
    'two catches of one name in different scopes',
    around(within('sub', catching('c', link('A'))), catching('d', link('A'))),
    'p',
    "Multiple intermediate catch link event definitions with the same name 'A' are not allowed.",
  ],
  [
    'an end event',
    around(end('x', link('A'))),
    'x',
    'End events must be one of: none, error, message, terminate, signal, escalation or compensation',
  ],
  [
    'a catch behind an event-based gateway',
    around(
      eventBased('g'),
      catching('x', link('A')),
      catching('y', link('B')),
      path('start', 'g', 'x'),
      path('g', 'y'),
    ),
    'g',
    'Event-based gateway must not have an outgoing sequence flow to other elements than message/timer/signal intermediate catch events.',
  ],
]

const noHandler = 'Compensation boundary events must have a compensation association and no outgoing sequence flows'
const undone = (id: string, attachedToRef: string) => xml('bpmn:boundaryEvent', { id, attachedToRef }, compensates())
const association = (sourceRef: string, targetRef: string) =>
  xml('bpmn:association', { id: 'as', sourceRef, targetRef })

const compensations: Case[] = [
  [
    'a boundary event whose association leads into another process',
    definitions(
      process('p', start(), service('a'), undone('b', 'a'), association('b', 'h'), path('start', 'a')),
      process('q', start('begin'), handler('h')),
    ),
    'b',
    noHandler,
  ],
  ['a boundary event without association', around(service('a'), undone('b', 'a'), path('start', 'a')), 'b', noHandler],
  [
    'a boundary event whose association leads to no activity',
    around(service('a'), undone('b', 'a'), end(), association('b', 'end'), path('start', 'a', 'end')),
    'b',
    noHandler,
  ],
  [
    'a boundary event with a sequence flow',
    around(service('a'), undoneBy('a'), end(), flow('a-undone', 'end'), path('start', 'a')),
    'a-undone',
    noHandler,
  ],
  [
    'a boundary event that does not interrupt',
    around(
      service('a'),
      boundary('b', 'a', compensates(), { interrupting: false }),
      handler('h'),
      association('b', 'h'),
      path('start', 'a'),
    ),
    'b',
    'Non-Interrupting event of this type is not allowed',
  ],
  [
    'a handler with an incoming flow',
    around(service('a'), undoneBy('a'), path('start', 'a', 'undo-a')),
    'undo-a',
    'A compensation handler should have no incoming sequence flows',
  ],
  [
    'a handler with an outgoing flow',
    around(service('a'), undoneBy('a'), path('start', 'a'), end(), path('undo-a', 'end')),
    'undo-a',
    'A compensation handler should have no outgoing sequence flows',
  ],
  [
    'a handler with a boundary event',
    around(
      service('a'),
      undoneBy('a'),
      path('start', 'a'),
      boundary('b', 'undo-a', '<bpmn:errorEventDefinition/>'),
      end(),
      path('b', 'end'),
    ),
    'undo-a',
    'A compensation handler should have no boundary events',
  ],
  [
    'a throw event that does not wait',
    around(throwing('t', xml('bpmn:compensateEventDefinition', { waitForCompletion: false }))),
    't',
    'A compensation intermediate throwing event waitForCompletion attribute must be true or not present',
  ],
  [
    'an end event that does not wait',
    around(end('t', xml('bpmn:compensateEventDefinition', { waitForCompletion: false }))),
    't',
    'A compensation end event waitForCompletion attribute must be true or not present',
  ],
  [
    'a reference to nothing',
    around(throwing('t', compensates('gone'))),
    't > compensateEventDefinition',
    "The referenced compensation activity 'gone' doesn't exist",
  ],
  [
    'a reference to a task that nothing undoes',
    around(service('a'), throwing('t', compensates('a')), path('start', 'a', 't')),
    't > compensateEventDefinition',
    "The referenced compensation activity 'a' must have either a compensation boundary event or be a subprocess",
  ],
  [
    'a reference to an event sub-process',
    beside({}, start(), throwing('t', compensates('x')), eventSubProcess('x', onSignal('s'), {})),
    't > compensateEventDefinition',
    "The referenced compensation activity 'x' must have either a compensation boundary event or be a subprocess",
  ],
  [
    'a reference into a sub-process',
    around(within('sub', service('a'), undoneBy('a')), throwing('t', compensates('a'))),
    't > compensateEventDefinition',
    "The referenced compensation activity 'a' must be in the same scope as the compensation throw event",
  ],
  [
    'a reference out of a sub-process',
    around(service('a'), undoneBy('a'), within('sub', throwing('t', compensates('a')))),
    't > compensateEventDefinition',
    "The referenced compensation activity 'a' must be in the same scope as the compensation throw event",
  ],
  [
    'an event sub-process that starts with it',
    around(within('sub', eventSubProcess('x', compensates(), {}))),
    'x',
    'Start events in event subprocesses must be one of: message, timer, error, signal or escalation',
  ],
]

describe.each([
  ['of a signal event', signals],
  ['of an escalation event', escalations],
  ['of a link', links],
  ['of compensation', compensations],
])('a deployment with this fault %s is refused', (_kind, cases) => {
  test.each(cases)('%s', async (_what, source, element, fault) => {
    const engine = await anEngine()
    expect(faultsAt(await engine.faultsOf(source), element)).toContainEqual(expect.stringContaining(fault))
  })
})

test('an event sub-process may name what its parent scope holds for compensation', async () => {
  const engine = await anEngine()
  await engine.deploy(
    beside(
      {},
      start(),
      service('a'),
      undoneBy('a'),
      path('start', 'a'),
      eventSubProcess('x', onSignal('s'), {}, end('t', compensates('a')), path('x-start', 't')),
    ),
  )
})

test('a handler may be marked without an association that leads to it', async () => {
  const engine = await anEngine()
  await engine.deploy(
    around(
      service('a'),
      path('start', 'a'),
      xml('bpmn:serviceTask', { id: 'h', isForCompensation: true }, extensions(taskDefinition('h'))),
    ),
  )
  ;(await engine.create('p')).expectWaitingAt('a')
})

function faultsAt(reason: string, element: string): string[] {
  const [, told = ''] = reason.split(`- Element: ${element}\n`)
  const [own = ''] = told.split('- Element: ')
  return own.split('\n').filter((line) => line.startsWith('    - ERROR: '))
}
