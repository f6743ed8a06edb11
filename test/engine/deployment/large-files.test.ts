import { describe, expect, test } from '@jest/globals'
import { compileBpmn } from '../../../server/engine/model/compile.ts'
import { onCycles } from '../../../server/engine/model/cycles.ts'
import { compensatedBy, definitions, message, onMessage, path, process, start, xml } from '../bpmn.ts'

const times = <Item>(count: number, make: (at: number) => Item) => Array.from({ length: count }, (_, at) => make(at))

describe('a large file is read in time that grows with its size and no faster', () => {
  const took = async (file: string) => {
    const began = performance.now()
    await compileBpmn(file)
    return performance.now() - began
  }
  // Four times the size may take a good deal more than four times as long, but nowhere near sixteen times.
  const expectSteady = async (file: (size: number) => string) => {
    await took(file(100))
    const small = await took(file(500))
    expect(await took(file(2000))).toBeLessThan(Math.max(small, 50) * 12)
  }

  test('of many processes', () => expectSteady((size) => definitions(...times(size, (at) => process(`p${at}`)))))

  test('of many processes that messages start', () =>
    expectSteady((size) =>
      definitions(
        ...times(size, (at) => message(`m${at}`)),
        ...times(size, (at) => process(`p${at}`, start(`s${at}`, onMessage(`m${at}`)))),
      ),
    ))

  test('of many tasks that go on by themselves', () =>
    expectSteady((size) => {
      const ids = times(size, (at) => `t${at}`)
      return definitions(process('p', start(), ...ids.map((id) => xml('bpmn:task', { id })), path('start', ...ids)))
    }))

  test('of many tasks that can be undone', () =>
    expectSteady((size) => {
      const ids = times(size, (at) => `t${at}`)
      const undone = ids.map((id) =>
        compensatedBy(id, `${id}-undo`, xml('bpmn:task', { id: `${id}-undo`, isForCompensation: true })),
      )
      const tasks = ids.map((id) => xml('bpmn:task', { id }))
      return definitions(process('p', start(), ...tasks, ...undone, path('start', ...ids)))
    }))
})

test('a file of which thousands of things cannot be read is given up with the words of the last of two hundred', async () => {
  const misplaced = times(20_000, () => '<bpmn:sequenceFlowx />\n').join('')
  const read = await compileBpmn(
    definitions(process('p', start())).replace('<bpmn:process', `${misplaced}<bpmn:process`),
  )
  expect(read).toMatchObject({ ok: false, error: expect.stringContaining('More than 200 things cannot be read') })
})

describe('nodes on cycles', () => {
  const on = (edges: { [from: string]: string[] }) =>
    [...onCycles(Object.keys(edges), (node) => [...(edges[node] ?? [])])].sort()

  test('are those from which a way leads back', () => {
    expect(on({ a: ['b'], b: ['c'], c: [] })).toEqual([])
    expect(on({ a: ['a', 'b'], b: [] })).toEqual(['a'])
    expect(on({ a: ['b'], b: ['c'], c: ['b', 'd'], d: [] })).toEqual(['b', 'c'])
    expect(on({ a: ['b', 'c'], b: ['d'], c: ['d'], d: [] })).toEqual([])
    expect(on({ a: ['b'], b: ['a'], c: ['d'], d: ['e'], e: ['c', 'a'] })).toEqual(['a', 'b', 'c', 'd', 'e'])
  })
})
