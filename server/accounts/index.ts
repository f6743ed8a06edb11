export { citizenOfPhone } from './citizens.ts'
export { demoAccounts, ensureDemoAccounts } from './demo.ts'
export { hashPassword } from './passwords.ts'
export {
  type Action,
  assignableRoles,
  type HeldRole,
  isRole,
  may,
  mayAnywhere,
  type Role,
  type UnitPlace,
} from './rights.ts'
export { endSession, type SignedInCitizen, type Staff, type Who, whoHolds } from './sessions.ts'
export { askForCode, signInCitizen, signInStaff } from './sign-in.ts'
