import { afterEach, describe, expect, test } from '@jest/globals'
import { completes, fails, ProcessTest, throwsError } from '../../../server/engine/process-tests/index.ts'
import { calls, end, file, flow, path, service, start, xml } from '../bpmn.ts'

const tests: ProcessTest[] = []
afterEach(async () => {
  for (const one of tests.splice(0)) await one.stop()
})
async function playing(...sources: string[]): Promise<ProcessTest> {
  const play = await ProcessTest.start()
  tests.push(play)
  return play.deployTexts(Object.fromEntries(sources.map((source, index) => [`${index}.bpmn`, source])))
}
const event = (kind: string, id: string, attachedToRef: string, ...content: string[]) =>
  xml('bpmn:boundaryEvent', { id, attachedToRef }, xml(`bpmn:${kind}EventDefinition`, { id: `${id}-d` }, ...content))
const two = file('p', start(), service('one'), service('two'), end(), path('start', 'one', 'two', 'end'))
const split = file(
  'p',
  start(),
  xml('bpmn:exclusiveGateway', { id: 'which', default: 'which-no' }),
  service('yes'),
  service('no'),
  end(),
  path('start', 'which'),
  flow('which', 'yes', '=good'),
  flow('which', 'no'),
  path('yes', 'end'),
  path('no', 'end'),
)

describe('a process test', () => {
  test('plays by hand what has no answer in the script', async () => {
    const play = await playing(two)
    play.answer('two', completes({ b: 2 }))
    const instance = await play.create('p', { a: 1 })
    instance.expectWaitingAt('one').expectVariables({ a: 1 })
    await instance.complete('one')
    instance.expectCompleted().expectPassed('start', 'one', 'two', 'end').expectVariables({ a: 1, b: 2 })
  })

  test('uses a list of outcomes up job by job, then lets them wait', async () => {
    const play = await playing(two)
    play.answers({ one: [completes(), completes()], two: completes() })
    const [first, second, third] = [await play.create('p'), await play.create('p'), await play.create('p')]
    first.expectCompleted()
    second.expectCompleted()
    third.expectWaitingAt('one')
    await third.complete('one')
    third.expectCompleted()
  })

  test('hands the job with its visible variables to a function', async () => {
    const play = await playing(two)
    play.answers({ one: ({ variables }) => completes({ twice: Number(variables.n) * 2 }), two: completes() })
    const instance = await play.create('p', { n: 4 })
    instance.expectVariables({ twice: 8 })
  })

  test('throws errors, fails jobs and resolves incidents', async () => {
    const error = '<bpmn:error id="e" errorCode="BAD"/>'
    const source = file(
      'p',
      start(),
      service('work'),
      xml(
        'bpmn:boundaryEvent',
        { id: 'bad', attachedToRef: 'work' },
        xml('bpmn:errorEventDefinition', { id: 'd', errorRef: 'e' }),
      ),
      end(),
      path('start', 'work', 'end'),
      path('bad', 'end'),
    ).replace('<bpmn:process', `${error}<bpmn:process`)
    const play = await playing(source)
    play.answer('work', [throwsError('BAD'), fails('no luck'), completes()])
    const caught = await play.create('p')
    caught.expectCompleted().expectPassed('bad').expectNotPassed('work')
    const failed = await play.create('p')
    failed.expectIncident('JOB_NO_RETRIES', 'work')
    await failed.resolveIncident()
    failed.expectCompleted()
  })

  test('lets timers fire at their own instants on the way', async () => {
    const source = file(
      'p',
      start(),
      service('work'),
      event('timer', 'late', 'work', xml('bpmn:timeDuration', {}, 'P1D')),
      service('remind'),
      end(),
      path('start', 'work', 'end'),
      path('late', 'remind', 'end'),
    )
    const play = await playing(source)
    const seen: string[] = []
    play.answer('remind', () => {
      seen.push(play.clock.now().toISOString())
      return completes()
    })
    const instance = await play.create('p')
    await play.advance('P2D')
    instance.expectCompleted()
    expect(seen).toEqual(['2017-08-16T01:00:00.000Z'])
    expect(play.clock.now().toISOString()).toBe('2017-08-17T01:00:00.000Z')
  })

  test('finds the instances that a call activity started', async () => {
    const play = await playing(
      file('outer', start(), calls('call', { processId: 'p' }), end(), path('start', 'call', 'end')),
      two,
    )
    const outer = await play.create('outer')
    const [inner] = play.running('p')
    if (!inner) throw new Error('nothing was called')
    await inner.complete('one')
    await inner.complete('two')
    outer.expectCompleted()
    expect((await play.coverage('p')).elements.percent).toBe(100)
  })

  test('says what it expected and where the instance is instead', async () => {
    const play = await playing(two)
    const instance = await play.create('p')
    expect(() => instance.expectWaitingAt('two')).toThrow(
      'Expected what the instance waits at to be ["two"], but it is ["one"]',
    )
    expect(() => instance.expectPassed('start', 'end')).toThrow("Expected 'end' to be passed, but these were: start")
    expect(() => instance.expectCompleted()).toThrow(
      'Expected the instance to have completed, but it has not; it waits at: one',
    )
    await expect(instance.complete('three')).rejects.toThrow(
      "Expected one job at 'three', but there are 0; jobs wait at: one",
    )
    expect(() => instance.expectVariables({ a: 1 })).toThrow("Expected variable 'a' to be 1, but it is undefined")
  })

  test('ends a script that goes on for ever', async () => {
    const loop = file('p', start(), service('again'), path('start', 'again'), flow('again', 'again', undefined, 'back'))
    const play = await playing(loop)
    play.answer('again', completes())
    await expect(play.create('p')).rejects.toThrow("The script goes on for ever, now at 'again'")
  })
})

describe('coverage', () => {
  test('is the share of flows taken and elements entered', async () => {
    const play = await playing(split)
    play.answer('yes', completes())
    await play.create('p', { good: true })
    const coverage = await play.coverage('p')
    expect(coverage.flows).toEqual({ covered: 3, all: 5, percent: 60, missing: ['which-no', 'no-end'] })
    expect(coverage.elements).toEqual({ covered: 4, all: 5, percent: 80, missing: ['no'] })
    expect(coverage.text()).toBe(
      [
        'p',
        '  flows     60.0 % (3 of 5)',
        '    never taken: which-no (which → no)',
        '    never taken: no-end (no → end)',
        '  elements  80.0 % (4 of 5)',
        '    never entered: no',
      ].join('\n'),
    )
  })

  test('of several tests adds up', async () => {
    const [one, other] = [await playing(split), await playing(split)]
    for (const play of [one, other]) play.answers({ yes: completes(), no: completes() })
    await one.create('p', { good: true })
    await other.create('p', { good: false })
    const both = (await one.coverage('p')).and(await other.coverage('p'))
    expect([both.flows.percent, both.elements.percent, both.timesOf('which')]).toEqual([100, 100, 2])
  })

  test('counts the flow from an event-based gateway to the event that happened', async () => {
    const timer = (id: string, duration: string) =>
      xml(
        'bpmn:intermediateCatchEvent',
        { id },
        xml('bpmn:timerEventDefinition', { id: `${id}-d` }, xml('bpmn:timeDuration', {}, duration)),
      )
    const play = await playing(
      file(
        'p',
        start(),
        xml('bpmn:eventBasedGateway', { id: 'first' }),
        timer('soon', 'PT1H'),
        timer('later', 'PT2H'),
        path('start', 'first', 'soon'),
        path('first', 'later'),
      ),
    )
    const instance = await play.create('p')
    await play.advance('PT1H')
    instance.expectCompleted().expectTaken('start-first', 'first-soon')
    expect((await play.coverage('p')).flows.missing).toEqual(['first-later'])
  })

  test('needs a layout to be drawn', async () => {
    const play = await playing(two)
    await expect((await play.coverage('p')).svg()).rejects.toThrow('nothing to draw')
  })
})
