/** Ids of the record: UUIDv7, so that they sort by the time they were made. */
import { v7 } from 'uuid'

type Branded<Name extends string> = string & { readonly __brand: Name }

export type AccountId = Branded<'AccountId'>
export type CitizenId = Branded<'CitizenId'>
export type DossierId = Branded<'DossierId'>
export type TaskId = Branded<'TaskId'>
export type DecisionId = Branded<'DecisionId'>
export type ReleaseId = Branded<'ReleaseId'>

/** A new id; the caller says what of. */
export function newId<Id extends string = string>(): Id {
  return v7() as Id
}
