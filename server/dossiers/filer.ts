/** Who files: a citizen alone, or somebody at a counter for a citizen who stands there. What one files, the other never sees. */
import { may, type SignedInCitizen, type Staff, type Who } from '../accounts/index.ts'
import type { Draft } from '../generated/prisma/client.ts'
import type { CitizenId } from '../ids.ts'
import type { Platform } from '../platform.ts'
import { Problem } from '../problems.ts'
import { unitPath } from '../services/index.ts'

export type Filer = SignedInCitizen | Staff

/** How a dossier came: the citizen alone; typed with the citizen at the counter; on paper, scanned at the counter. */
export type CounterChannel = 'assisted' | 'in-person'
export type Channel = 'online' | CounterChannel

export function requireFiler(who: Who): Filer {
  if (who.kind === 'nobody') throw new Problem('session.required')
  return who
}

/** Whose drafts and uploads these are, as the columns say it. */
export function ownedBy(filer: Filer): { citizenId: CitizenId } | { accountId: string } {
  return filer.kind === 'citizen' ? { citizenId: filer.citizenId } : { accountId: filer.accountId }
}

export function isOwn(filer: Filer, row: Pick<Draft, 'citizenId' | 'accountId'>): boolean {
  return filer.kind === 'citizen' ? row.citizenId === filer.citizenId : row.accountId === filer.accountId
}

/** The channel of what this filer files at a unit; refused to who may not file there. */
export async function channelOf(
  { db }: Pick<Platform, 'db'>,
  filer: Filer,
  unit: string,
  asked: CounterChannel | undefined,
): Promise<Channel> {
  if (filer.kind === 'citizen') {
    if (asked) throw new Problem('access.denied')
    return 'online'
  }
  const [own, ...above] = (await unitPath(db, unit)).map(({ code }) => code)
  if (own === undefined) throw new Problem('unit.unknown')
  if (!asked) throw new Problem('draft.channel')
  if (!may(filer.roles, asked === 'in-person' ? 'dossier.file' : 'dossier.assist', { code: own, above }))
    throw new Problem('access.denied')
  return asked
}
