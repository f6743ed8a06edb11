import type { DossierStatus } from './status.ts'

/** The ends of a case as diagrams name them (`end-approved` …), and the status that the citizen then reads. */
export const dossierEnds: { readonly [end: string]: DossierStatus } = {
  approved: 'handed-over',
  refused: 'refused',
  returned: 'returned',
  withdrawn: 'withdrawn',
  expired: 'expired',
}
