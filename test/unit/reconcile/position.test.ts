import { readFileSync } from 'node:fs'
import { beforeAll, describe, expect, test } from '@jest/globals'
import { type PastEvent, positionOf } from '../../../server/reconcile/position.ts'
import { type Diagram, readDiagram } from '../../../server/services/diagram.ts'

let diagram: Diagram
beforeAll(async () => {
  diagram = await readDiagram(readFileSync('processes/commune/commune-civil-status-extract.bpmn', 'utf8'))
})

const at = (second: number) => new Date(Date.parse('2017-08-15T09:00:00+07:00') + 1000 * second)
const said = (second: number, type: string, elementId: string | null): PastEvent => ({
  type,
  elementId,
  at: at(second),
  data: {},
})
const task = (second: number, elementId: string) => ({ id: elementId, elementId, createdAt: at(second) })

describe('a case stands', () => {
  test('at its open task', () => {
    expect(positionOf(diagram, [said(1, 'status', 'aux-status-checking')], [task(2, 'check-completeness')])).toEqual({
      kind: 'at',
      elements: ['check-completeness'],
      tasks: ['check-completeness'],
    })
  })
  test('at the gateway behind a task that was decided', () => {
    expect(positionOf(diagram, [said(1, 'decided', 'sign')], [])).toMatchObject({ elements: ['aux-sign-outcome'] })
  })
  test('behind a message that was sent, so that it is not sent again', () => {
    expect(positionOf(diagram, [said(1, 'message', 'aux-wait-supplement-sms')], [])).toMatchObject({
      elements: ['aux-wait-supplement-wait'],
    })
  })
  test('past a task that a later job has left behind', () => {
    const events = [said(1, 'message', 'aux-verification-sms'), said(9, 'status', 'aux-status-no-reply')]
    expect(positionOf(diagram, events, [task(2, 'await-verification')])).toMatchObject({ tasks: [] })
  })
  test('at the task behind the last entry whose row is there, when another machine’s clock wrote that entry', () => {
    const events = [said(9, 'status', 'aux-status-checking')]
    expect(positionOf(diagram, events, [task(2, 'check-completeness')])).toMatchObject({
      elements: ['check-completeness'],
      tasks: ['check-completeness'],
    })
  })
  test('where people must say, when one task stands twice', () => {
    const twice = [task(2, 'review'), { ...task(3, 'review'), id: 'another' }]
    expect(positionOf(diagram, [said(1, 'status', 'aux-status-in-progress')], twice)).toMatchObject({ kind: 'unclear' })
  })
  test('at the fork again while one of two look-ups is open, and at the join when both are done', () => {
    const one = [said(1, 'message', 'aux-x'), said(2, 'looked_up', 'aux-lookup-person')]
    expect(positionOf(diagram, one, [])).toMatchObject({ elements: ['aux-lookups-fork'] })
    const both = [...one, said(3, 'looked_up', 'aux-lookup-civil-entry')]
    expect(positionOf(diagram, both, [])).toMatchObject({ elements: ['aux-lookups-join'] })
  })
  test('within the withdrawal when its first job has run', () => {
    expect(positionOf(diagram, [said(1, 'status', 'aux-withdrawn-status')], [])).toMatchObject({
      elements: ['aux-withdrawn-sms'],
    })
  })
  test('at the beginning when nothing has happened, whatever an apology has written', () => {
    expect(positionOf(diagram, [said(1, 'message', 'aux-apology-sms')], [])).toEqual({ kind: 'beginning' })
  })
})
