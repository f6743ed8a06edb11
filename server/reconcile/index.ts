export { startMarks } from './fit.ts'
export { demandFit, EngineMisfit, readOrder } from './reconcile.ts'
export { reconcileAndTell } from './tell.ts'
