import { describe, expect, test } from '@jest/globals'
import { boundary, extensions, file, path, service, start, taskDefinition, timerAfter, xml } from '../bpmn.ts'
import { anEngine } from '../harness.ts'

const fee = (text: string) =>
  `<?xml version="1.0"?><definitions xmlns="https://www.omg.org/spec/DMN/20191111/MODEL/" id="fees" name="Fees" namespace="test">
  <decision id="base" name="Base"><variable name="base"/><literalExpression><text>${text}</text></literalExpression></decision>
  <decision id="fee" name="Fee"><informationRequirement><requiredDecision href="#base"/></informationRequirement>
  <literalExpression><text>base + extra</text></literalExpression></decision></definitions>`

const deciding = (decisionId: string) =>
  file(
    'p',
    start(),
    xml(
      'bpmn:businessRuleTask',
      { id: 'decide' },
      extensions(xml('zeebe:calledDecision', { decisionId, resultVariable: 'fee' })),
    ),
    boundary('late', 'decide', timerAfter('PT0S')),
    service('a'),
    path('start', 'decide', 'a'),
    path('late', 'a'),
  )

describe('a business rule task', () => {
  test('puts the result of the latest version of its decision under its variable, without a wait state', async () => {
    const engine = await anEngine()
    await engine.deployNamed({ 'fee.dmn': fee('1') })
    await engine.deployNamed({ 'fee.dmn': fee('10'), 'p.bpmn': deciding('fee') })
    const instance = await engine.create('p', { extra: 5 })
    instance.expectWaitingAt('a').expectVariables({ extra: 5, fee: 15 })
    expect(engine.engine.inspect.timers()).toEqual([])
  })

  test('is stuck while its decision is missing', async () => {
    const engine = await anEngine()
    await engine.deployNamed({ 'p.bpmn': deciding('="f" + "ee"') })
    const instance = await engine.create('p', { extra: 5 })
    instance.expectIncident(
      'CALLED_DECISION_ERROR',
      'decide',
      "Expected to evaluate decision 'fee', but no decision found for id 'fee'",
    )
    await engine.deployNamed({ 'fee.dmn': fee('1') })
    await instance.resolve()
    instance.expectWaitingAt('a').expectVariables({ extra: 5, fee: 6 })
  })

  test('is stuck on a decision id that is no string and on an evaluation that fails', async () => {
    const engine = await anEngine()
    await engine.deployNamed({ 'p.bpmn': deciding('=which'), 'fee.dmn': fee('assert(x, x != null, "no x")') })
    ;(await engine.create('p')).expectIncident('EXTRACT_VALUE_ERROR', 'decide', /'which' to be 'STRING'/)
    ;(await engine.create('p', { which: 'fee' })).expectIncident(
      'DECISION_EVALUATION_ERROR',
      'decide',
      /^Expected to evaluate decision 'fee', but .*no x/,
    )
  })

  test('may be a job', async () => {
    const engine = await anEngine()
    await engine.deploy(
      file(
        'p',
        start(),
        xml('bpmn:businessRuleTask', { id: 'd' }, extensions(taskDefinition('rule'))),
        path('start', 'd'),
      ),
    )
    const instance = await engine.create('p')
    await instance.complete('rule')
    instance.expectCompleted()
  })
})

describe('EvaluateDecision', () => {
  test('answers with keys and versions of all that was evaluated, the asked one last', async () => {
    const engine = await anEngine()
    const { deployments } = await engine.deployNamed({ 'fee.dmn': fee('1') })
    const decisions = deployments.flatMap((one) => ('decision' in one ? [one.decision] : []))
    const answer = await engine.run('evaluateDecision', { decisionId: 'fee', variables: { extra: 2 } })
    expect(answer).toMatchObject({
      decisionId: 'fee',
      decisionName: 'Fee',
      decisionVersion: 1,
      decisionRequirementsId: 'fees',
      decisionOutput: 3,
    })
    expect(
      answer.evaluatedDecisions.map(({ decisionId, decisionKey, decisionVersion }) => ({
        decisionId,
        decisionKey,
        decisionVersion,
      })),
    ).toEqual(
      ['base', 'fee'].map((decisionId) => ({
        decisionId,
        decisionKey: decisions.find(({ dmnDecisionId }) => dmnDecisionId === decisionId)?.decisionKey,
        decisionVersion: 1,
      })),
    )
  })

  test('by key takes that version', async () => {
    const engine = await anEngine()
    const { deployments } = await engine.deployNamed({ 'fee.dmn': fee('1') })
    await engine.deployNamed({ 'fee.dmn': fee('10') })
    const old = deployments.flatMap((one) =>
      'decision' in one && one.decision.dmnDecisionId === 'fee' ? [one.decision] : [],
    )[0]
    await engine.reopen()
    expect(
      await engine.run('evaluateDecision', { ...(old && { decisionKey: old.decisionKey }), variables: { extra: 0 } }),
    ).toMatchObject({ decisionOutput: 1, decisionVersion: 1 })
    expect(await engine.run('evaluateDecision', { decisionId: 'fee', variables: { extra: 0 } })).toMatchObject({
      decisionOutput: 10,
      decisionVersion: 2,
    })
  })

  test('that fails is an answer that says which decision failed', async () => {
    const engine = await anEngine()
    await engine.deployNamed({ 'fee.dmn': fee('assert(x, x != null, "no x")') })
    const answer = await engine.run('evaluateDecision', { decisionId: 'fee' })
    expect(answer).toMatchObject({
      failedDecisionId: 'base',
      failureMessage: expect.stringMatching(/^Expected to evaluate decision 'fee', but/),
    })
    expect(answer).not.toHaveProperty('decisionOutput')
  })

  test('of an unknown decision, or of none, is INVALID_ARGUMENT', async () => {
    const engine = await anEngine()
    expect(await engine.refused('evaluateDecision', { decisionId: 'x' })).toEqual({
      code: 'INVALID_ARGUMENT',
      intent: 'EVALUATE',
      reason: "Expected to evaluate decision 'x', but no decision found for id 'x'",
    })
    expect(await engine.refused('evaluateDecision', {})).toMatchObject({ code: 'INVALID_ARGUMENT' })
    expect(await engine.refused('evaluateDecision', { decisionKey: '2251799813685999' as never })).toMatchObject({
      code: 'INVALID_ARGUMENT',
    })
  })
})
