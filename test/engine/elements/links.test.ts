import { describe, test } from '@jest/globals'
import {
  catching,
  exclusive,
  extensions,
  file,
  flow,
  link,
  mappings,
  path,
  service,
  start,
  subProcess,
  throwing,
} from '../bpmn.ts'
import { anEngine } from '../harness.ts'

describe('a link', () => {
  test('leads from each throw event to the catch event of its name', async () => {
    const engine = await anEngine()
    await engine.deploy(
      file(
        'p',
        start(),
        exclusive('g', 'g-two'),
        throwing('one', link('A'), extensions(mappings({ outputs: { from: '="one"' } }))),
        throwing('two', link('A'), extensions(mappings({ outputs: { from: '="two"' } }))),
        catching('other', link('B')),
        catching('here', link('A'), extensions(mappings({ outputs: { came: '=from' } }))),
        service('a'),
        path('start', 'g'),
        flow('g', 'one', '=first'),
        flow('g', 'two'),
        path('here', 'a'),
      ),
    )
    const one = await engine.create('p', { first: true })
    one.expectPassed('one', 'here').expectWaitingAt('a').expectVariables({ first: true, from: 'one', came: 'one' })
    const two = await engine.create('p', { first: false })
    two.expectPassed('two', 'here').expectWaitingAt('a').expectVariables({ first: false, from: 'two', came: 'two' })
    await one.complete('a')
    one.expectCompleted()
  })

  test('leads on within a sub-process, which lives until its path ends', async () => {
    const engine = await anEngine()
    await engine.deploy(
      file(
        'p',
        start(),
        subProcess(
          'sub',
          start('in'),
          throwing('there', link('A')),
          catching('here', link('A')),
          path('in', 'there'),
          service('a'),
          path('here', 'a'),
        ),
        service('after'),
        path('start', 'sub', 'after'),
      ),
    )
    const instance = await engine.create('p')
    instance.expectWaitingAt('sub', 'a')
    await instance.complete('a')
    instance.expectWaitingAt('after')
  })

  test('may lead back', async () => {
    const engine = await anEngine()
    await engine.deploy(
      file(
        'p',
        start(),
        catching('again', link('A')),
        service('a'),
        throwing('back', link('A')),
        path('start', 'a', 'back'),
        flow('again', 'a'),
      ),
    )
    const instance = await engine.create('p')
    await instance.complete('a')
    await instance.complete('a')
    instance.expectPassed('a', 'back', 'again', 'a', 'back', 'again').expectWaitingAt('a')
  })
})
