export { startMarks } from './fit.ts'
export { readOrder } from './order.ts'
export { demandFit, EngineMisfit } from './reconcile.ts'
export { reconcileAndTell } from './tell.ts'
