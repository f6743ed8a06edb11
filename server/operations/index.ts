export { type ConcernKind, openConcern, settleConcern } from './concerns.ts'
export { cancelDossier, listConcerns, settleByHand } from './desk.ts'
export { startWatches, type Watches } from './watches.ts'
