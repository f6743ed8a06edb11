/** Opaque positions in lists: the last row's time and id. They carry no right, so they need no seal. */
import { Problem } from './problems.ts'

export interface Position {
  at: Date
  id: string
}

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

export function writeCursor({ at, id }: Position): string {
  return Buffer.from(`${at.toISOString()} ${id}`).toString('base64url')
}

/** Undefined for the beginning; a text that is no position of ours is a problem of its sender. */
export function readCursor(cursor: string | undefined): Position | undefined {
  if (cursor === undefined) return undefined
  const [time = '', id = ''] = Buffer.from(cursor, 'base64url').toString('utf8').split(' ')
  const at = new Date(time)
  // A day that no calendar has (30 February) is read as another one.
  if (Number.isNaN(at.getTime()) || at.toISOString() !== time || !uuid.test(id)) throw new Problem('request.cursor')
  return { at, id }
}
