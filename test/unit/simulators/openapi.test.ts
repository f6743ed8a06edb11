import { describe, expect, test } from '@jest/globals'
import { Ajv } from 'ajv'
import { isObject, type JsonValue, valueAt } from '../../../server/registers/index.ts'
import { openApiDocument } from '../../../server/simulators/registers/openapi.ts'
import { simulatedRegisters } from '../../../server/simulators/registers/table.ts'
import { createWorld } from '../../../server/simulators/registers/world.ts'
import { units } from '../registers/set-up.ts'

const ajv = new Ajv({ strict: false })
const described: JsonValue = JSON.parse(JSON.stringify(openApiDocument))
const paths = valueAt(described, 'paths')
const operations = Object.entries(isObject(paths) ? paths : {})

function bodyOf(path: string) {
  const operation = operations.find(([name]) => name === path)?.[1]
  const content = Object(valueAt(operation, 'post.requestBody.content'))
  return ajv.compile(Object(valueAt(content['application/json'], 'schema')))
}

describe('the description of the registers', () => {
  const world = createWorld({ units, inForce: () => [] })

  test.each(Object.keys(simulatedRegisters))('takes questions as %s takes them', (register) => {
    const { lookup } = simulatedRegisters[register] ?? {}
    if (!lookup) return expect(operations.map(([path]) => path)).not.toContain(`/registers/${register}/lookup`)
    const isValid = bodyOf(`/registers/${register}/lookup`)
    for (const key of lookup.examples(world)) expect([key, isValid({ key }), isValid.errors]).toEqual([key, true, null])
    const required = Object.values(lookup.key).includes('required')
    expect(isValid({ key: {} })).toBe(!required)
  })

  test('takes the lines that dossiers write, by their act, and reversals that say nothing', () => {
    const isValid = bodyOf('/registers/permits.gameCentre/effects')
    const line = (data: object, direction = 'apply') => ({
      effect: 'permits.gameCentre',
      dossier: 'a',
      issue: 1,
      direction,
      data,
    })
    const paper = { certificateNumber: '1/GCN-UBND', issuedOn: '2017-12-14' }
    expect(isValid(line({ act: 'amend', previousNumber: '2/GCN-UBND', ...paper }))).toBe(true)
    expect(isValid(line({ act: 'amend', ...paper }))).toBe(false)
    expect(isValid(line({}, 'reverse'))).toBe(true)
  })

  test('names every operation once', () => {
    const ids = operations.flatMap(([, methods]) =>
      Object.values(Object(methods)).map((operation) => Object(operation).operationId),
    )
    expect(new Set(ids).size).toBe(ids.length)
  })
})
