/**
 * Who may do what, decided in one place and denied by default. A right is (role, scope, action); the table is data.
 * Scope `unit`: the unit of the grant; `below`: that unit and those under it; `city`: everywhere.
 */
export const roles = [
  'oneStopOfficer',
  'cashier',
  'volunteer',
  'justiceOfficer',
  'divisionOfficer',
  'divisionHead',
  'unitLeader',
  'unitAdmin',
  'departmentOperator',
  'departmentReporter',
  'fieldGuide',
  'oneStopGuide',
  'analyst',
  'approver',
  'vendorSupport',
  'auditor',
] as const
export type Role = (typeof roles)[number]

export type Action =
  | 'dossier.read' // the whole case, with personal data
  | 'task.list'
  | 'task.decide' // besides, the task's own role is asked for
  | 'task.assign' // besides, the role whose work is given to somebody else: `givesOut`
  | 'paper.read'
  | 'book.print' // the unit's book of what it took: names and phones of all
  | 'operations.read'
  | 'operations.act'
  | 'dossier.cancel'
  | 'dossier.file' // for a citizen who brings papers to the counter
  | 'dossier.assist' // types at the counter what a citizen says
export type Scope = 'unit' | 'below' | 'city'

interface Right {
  role: Role
  action: Action
  scope: Scope
}

const grant = (rolesOf: Role[], actions: Action[], scope: Scope): Right[] =>
  rolesOf.flatMap((role) => actions.map((action) => ({ role, action, scope })))

export const rights: readonly Right[] = [
  ...grant(
    ['oneStopOfficer', 'justiceOfficer', 'divisionOfficer', 'divisionHead', 'unitLeader'],
    ['dossier.read', 'task.list', 'task.decide', 'paper.read'],
    'unit',
  ),
  ...grant(['divisionHead', 'unitLeader'], ['task.assign'], 'unit'),
  ...grant(['oneStopOfficer'], ['dossier.file', 'dossier.assist'], 'unit'),
  ...grant(['oneStopOfficer', 'divisionHead', 'unitLeader'], ['book.print'], 'unit'),
  ...grant(['volunteer'], ['dossier.assist'], 'unit'),
  ...grant(['cashier'], ['task.list', 'paper.read'], 'unit'),
  ...grant(['departmentOperator'], ['operations.read', 'operations.act', 'dossier.cancel'], 'city'),
  ...grant(['auditor'], ['operations.read'], 'city'),
]

/** Whose work a head gives out: the head of a division that of its officers, the leader that of the whole unit. */
const givesOut: { readonly [role in Role]?: readonly Role[] } = {
  divisionHead: ['divisionOfficer'],
  unitLeader: ['oneStopOfficer', 'justiceOfficer', 'divisionOfficer', 'divisionHead', 'unitLeader'],
}

export interface HeldRole {
  role: Role
  unitCode: string
}

export interface UnitPlace {
  code: string
  /** Codes of the units above it, nearest first. */
  above: readonly string[]
}

/** Whether any of the roles held gives the action at that unit. */
export function may(held: readonly HeldRole[], action: Action, at: UnitPlace): boolean {
  return held.some(({ role, unitCode }) =>
    rights.some((right) => right.role === role && right.action === action && inScope(right.scope, unitCode, at)),
  )
}

/** Whether any role held gives the action anywhere: for pages that are not about one unit. */
export function mayAnywhere(held: readonly HeldRole[], action: Action): boolean {
  return held.some(({ role }) => rights.some((right) => right.role === role && right.action === action))
}

/** The roles, each at its unit, whose tasks this person may give to another holder of the same role. */
export function assignableRoles(held: readonly HeldRole[]): HeldRole[] {
  return held.flatMap((one) => {
    const { role, unitCode } = one
    if (!may([one], 'task.assign', { code: unitCode, above: [] })) return []
    return (givesOut[role] ?? []).map((given) => ({ role: given, unitCode }))
  })
}

function inScope(scope: Scope, unitCode: string, at: UnitPlace): boolean {
  if (scope === 'city') return true
  if (unitCode === at.code) return true
  return scope === 'below' && at.above.includes(unitCode)
}

export function isRole(text: string): text is Role {
  return (roles as readonly string[]).includes(text)
}
