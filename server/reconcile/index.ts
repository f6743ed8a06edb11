export { findMisfit, leaveMark, startMarks } from './fit.ts'
export { EngineMisfit, readOrder } from './reconcile.ts'
export { reconcileAndTell } from './tell.ts'
