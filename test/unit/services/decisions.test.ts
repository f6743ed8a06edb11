import { describe, expect, test } from '@jest/globals'
import type { JsonValue } from '#feel'
import { type DecisionTable, readDecisions } from '../../../server/modeling/lint/reading/decisions.ts'
import { evaluate } from '../../services/tables.ts'
import { fileOf, TABLES } from './the-project.ts'

const decisions = await readDecisions(fileOf(TABLES))

function tableOf(name: string): DecisionTable {
  const table = decisions.find(({ id }) => id === `commune-civil-status-extract-${name}`)?.table
  if (!table) throw new Error(`there is no table ${name}`)
  return table
}

const checks = (name: string, values: { [name: string]: JsonValue }) =>
  Object.fromEntries(evaluate(tableOf(name), values).map(({ rule, result }) => [String(rule), result]))

/** A citizen asks for an extract of an entry that the unit's own register holds once. */
const plain = {
  registerHeld: 'found',
  sameUnit: true,
  matches: 1,
  requesterKnown: 'known',
  relationKind: 'related',
  hasAuthorisation: false,
  hasOfficialLetter: false,
}

describe('who may have an extract', () => {
  test('a relative whose entry is found once passes every rule', () => {
    expect(checks('eligibility', plain)).toEqual({
      'register-held': 'pass',
      'single-match': 'pass',
      'requester-known': 'pass',
      'right-to-request': 'pass',
    })
  })

  test.each<[string, { [name: string]: JsonValue }, { [rule: string]: string }]>([
    ['an entry that another unit keeps', { sameUnit: false }, { 'register-held': 'fail' }],
    [
      'an entry that is not found',
      { registerHeld: 'notFound', matches: 0 },
      { 'register-held': 'fail', 'single-match': 'pass' },
    ],
    [
      'a register that is down',
      { registerHeld: 'open', matches: null },
      { 'register-held': 'open', 'single-match': 'open' },
    ],
    ['two entries that fit', { matches: 2 }, { 'single-match': 'fail' }],
    ['a requester whom the population register lacks', { requesterKnown: 'unknown' }, { 'requester-known': 'fail' }],
    ['a population register that is down', { requesterKnown: 'open' }, { 'requester-known': 'open' }],
    ['an authorised person without the paper', { relationKind: 'authorised' }, { 'right-to-request': 'fail' }],
    [
      'an authorised person with the paper',
      { relationKind: 'authorised', hasAuthorisation: true },
      { 'right-to-request': 'pass' },
    ],
    ['a body without its letter', { relationKind: 'body', hasAuthorisation: true }, { 'right-to-request': 'fail' }],
    ['a body with its letter', { relationKind: 'body', hasOfficialLetter: true }, { 'right-to-request': 'pass' }],
  ])('%s', (_case, change, expected) => {
    expect(checks('eligibility', { ...plain, ...change })).toMatchObject(expected)
  })

  test('every rule has exactly one result, whatever the derived values are', () => {
    for (const registerHeld of ['found', 'notFound', 'open'])
      for (const sameUnit of [true, false])
        for (const matches of [null, 0, 1, 2, 7])
          for (const requesterKnown of ['known', 'unknown', 'open'])
            for (const relationKind of ['related', 'authorised', 'body'])
              for (const paper of [true, false]) {
                const values = {
                  registerHeld,
                  sameUnit,
                  matches,
                  requesterKnown,
                  relationKind,
                  hasAuthorisation: paper,
                  hasOfficialLetter: paper,
                }
                const rules = evaluate(tableOf('eligibility'), values).map(({ rule }) => rule)
                expect([values, rules.sort()]).toEqual([
                  values,
                  ['register-held', 'requester-known', 'right-to-request', 'single-match'],
                ])
              }
  })

  test('the unit that keeps the register is competent, another is not', () => {
    expect(checks('competence', { sameUnit: true })).toEqual({ competence: 'pass' })
    expect(checks('competence', { sameUnit: false })).toEqual({ competence: 'fail' })
  })
})

describe('what an extract costs', () => {
  const fee = (copies: number, requesterPolicyGroup: string | null) =>
    evaluate(tableOf('fee'), { copies, requesterPolicyGroup })[0]

  test('8,000 đồng a copy', () => {
    expect(fee(1, 'khong')).toEqual({ line: 'copies', quantity: 1, unitPrice: 8000, amount: 8000 })
    expect(fee(3, 'khong')).toMatchObject({ amount: 24_000 })
    expect(fee(20, null)).toMatchObject({ amount: 160_000 })
  })

  test.each(['nguoi-co-cong', 'ho-ngheo', 'khuyet-tat'])('nothing for %s', (group) => {
    expect(fee(5, group)).toEqual({ line: 'exempt', quantity: 5, unitPrice: 0, amount: 0 })
  })
})
