import { describe, expect, test } from '@jest/globals'
import { assignableRoles, may, mayAnywhere, type Role, rights, roles } from '../../../server/accounts/rights.ts'

const commune = { code: '00685', above: ['020', '01'] }
const neighbour = { code: '00667', above: ['020', '01'] }
const held = (role: Role, unitCode = '00685') => [{ role, unitCode }]

describe('rights', () => {
  test('nothing is allowed to whoever holds no role', () => {
    for (const { action } of rights) expect(may([], action, commune)).toBe(false)
  })

  test('officers read and decide in their own unit and in no other', () => {
    for (const role of ['oneStopOfficer', 'justiceOfficer', 'unitLeader'] as const) {
      expect(may(held(role), 'task.decide', commune)).toBe(true)
      expect(may(held(role), 'task.decide', neighbour)).toBe(false)
      expect(may(held(role), 'dossier.read', neighbour)).toBe(false)
    }
  })

  test('a role of the district gives nothing in its communes', () => {
    expect(may(held('divisionOfficer', '020'), 'dossier.read', commune)).toBe(false)
  })

  test('the operator acts in the whole city but reads no dossier', () => {
    expect(may(held('departmentOperator', '01'), 'dossier.cancel', commune)).toBe(true)
    expect(may(held('departmentOperator', '01'), 'dossier.read', commune)).toBe(false)
    expect(may(held('departmentOperator', '01'), 'task.decide', commune)).toBe(false)
  })

  test('the auditor reads what operators see and changes nothing', () => {
    expect(mayAnywhere(held('auditor', '01'), 'operations.read')).toBe(true)
    expect(mayAnywhere(held('auditor', '01'), 'operations.act')).toBe(false)
  })

  test('roles without a line in the table may do nothing', () => {
    const listed = new Set(rights.map(({ role }) => role))
    const unlisted = roles.filter((role) => !listed.has(role))
    expect(unlisted).toEqual(expect.arrayContaining(['unitAdmin', 'vendorSupport', 'analyst']))
    for (const role of unlisted) for (const { action } of rights) expect(mayAnywhere(held(role), action)).toBe(false)
  })

  test('a volunteer types for a citizen at the counter, takes no papers in and sees no case', () => {
    expect(may(held('volunteer'), 'dossier.assist', commune)).toBe(true)
    expect(may(held('volunteer'), 'dossier.assist', neighbour)).toBe(false)
    expect(may(held('volunteer'), 'dossier.file', commune)).toBe(false)
    expect(may(held('volunteer'), 'dossier.read', commune)).toBe(false)
  })

  test('only the one-stop officer files what is brought on paper', () => {
    expect(may(held('oneStopOfficer'), 'dossier.file', commune)).toBe(true)
    for (const role of ['justiceOfficer', 'unitLeader', 'cashier', 'divisionHead'] as const)
      expect(may(held(role), 'dossier.file', commune)).toBe(false)
  })

  test('a head gives out the work of the division, a leader that of the unit, others nobody’s', () => {
    expect(assignableRoles(held('divisionHead', '020'))).toEqual([{ role: 'divisionOfficer', unitCode: '020' }])
    const led = assignableRoles(held('unitLeader'))
    expect(led.every(({ unitCode }) => unitCode === '00685')).toBe(true)
    expect(led.map(({ role }) => role)).toEqual(expect.arrayContaining(['oneStopOfficer', 'justiceOfficer']))
    for (const role of roles.filter((one) => one !== 'divisionHead' && one !== 'unitLeader'))
      expect(assignableRoles(held(role))).toEqual([])
  })

  test('the cashier lists tasks and decides none', () => {
    expect(may(held('cashier'), 'task.list', commune)).toBe(true)
    expect(may(held('cashier'), 'task.decide', commune)).toBe(false)
  })
})
