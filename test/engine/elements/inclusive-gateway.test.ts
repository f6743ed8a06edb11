import { describe, expect, test } from '@jest/globals'
import { exclusive, file, flow, inclusive, path, service, start } from '../bpmn.ts'
import { anEngine } from '../harness.ts'

describe('an inclusive gateway', () => {
  const fork = (...flows: string[]) =>
    file('p', start(), inclusive('g', 'other'), service('a'), service('b'), service('c'), flow('start', 'g'), ...flows)
  const twoConditions = [flow('g', 'b', '=n > 5'), flow('g', 'a', '=n > 10')]

  test('takes all flows whose conditions hold, in document order', async () => {
    const engine = await anEngine()
    await engine.deploy(fork(...twoConditions, flow('g', 'c', undefined, 'other')))
    const both = await engine.create('p', { n: 20 })
    both.expectWaitingAt('b', 'a').expectPassed('g')
    ;(await engine.create('p', { n: 7 })).expectWaitingAt('b')
    await both.complete('a')
    both.expectWaitingAt('b')
    await both.complete('b')
    both.expectCompleted()
  })

  test('takes the default flow only where nothing holds, whatever its own condition', async () => {
    const engine = await anEngine()
    await engine.deploy(fork(...twoConditions, flow('g', 'c', '=true', 'other')))
    ;(await engine.create('p', { n: 1 })).expectWaitingAt('c')
    ;(await engine.create('p', { n: 6 })).expectWaitingAt('b')
  })

  test('is stuck with CONDITION_ERROR where nothing holds, and decides again when that is resolved', async () => {
    const engine = await anEngine()
    await engine.deploy(fork(...twoConditions))
    const instance = await engine.create('p', { n: 1 })
    instance.expectIncident(
      'CONDITION_ERROR',
      'g',
      'Expected at least one condition to evaluate to true, or to have a default flow',
    )
    await instance.set({ n: 11 })
    await instance.resolve()
    instance.expectWaitingAt('b', 'a')
  })

  test('is stuck with EXTRACT_VALUE_ERROR where a condition is not boolean, even if another holds', async () => {
    const engine = await anEngine()
    await engine.deploy(fork(flow('g', 'a', '=true'), flow('g', 'b', '=n')))
    ;(await engine.create('p', { n: 1 })).expectIncident(
      'EXTRACT_VALUE_ERROR',
      'g',
      "Expected result of the expression 'n' to be 'BOOLEAN', but was 'NUMBER'.",
    )
  })

  test('takes a single flow without condition; without flows the path ends', async () => {
    const engine = await anEngine()
    await engine.deploy(fork(flow('g', 'a')), file('q', start(), inclusive('g'), flow('start', 'g')))
    ;(await engine.create('p')).expectWaitingAt('a')
    ;(await engine.create('q')).expectCompleted()
  })

  test('can not join: more than one incoming flow is refused at deployment', async () => {
    const engine = await anEngine()
    const join = file(
      'p',
      start(),
      inclusive('g'),
      service('a'),
      inclusive('h'),
      flow('start', 'g'),
      flow('g', 'a', '=x'),
      flow('g', 'h', '=y'),
      path('a', 'h'),
    )
    expect(await engine.faultsOf(join)).toContain(
      '- Element: h\n    - ERROR: Currently the inclusive gateway can only have one incoming sequence flow',
    )
  })

  test('needs a condition at each of several flows but the default, which must be its own', async () => {
    const engine = await anEngine()
    expect(await engine.faultsOf(fork(flow('g', 'a', '=x'), flow('g', 'b')))).toContain('ERROR: Must have a condition')
    expect(
      await engine.faultsOf(
        file(
          'p',
          start(),
          inclusive('g', 'elsewhere'),
          exclusive('x'),
          service('a'),
          path('start', 'x', 'g', 'a'),
          flow('x', 'a', '=true', 'elsewhere'),
        ),
      ),
    ).toContain('- Element: g\n    - ERROR: Default flow must start at gateway')
  })
})
