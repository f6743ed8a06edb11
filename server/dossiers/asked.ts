/** Whom a request to others went to: `Request.to` is a unit's code, a body of the card, or a place in words. */
import type { JsonValue } from '#feel'
import type { Tx } from '../db.ts'
import type { Dossier } from '../generated/prisma/client.ts'
import type { Texts } from '../problems.ts'
import { type ServiceRelease, unitOfBody } from '../services/index.ts'

/** Kinds of requests that others answer; each is a section of the card that says whom and what is asked. */
export type AskedKind = 'verification' | 'consultation'
export const askedKinds: readonly AskedKind[] = ['verification', 'consultation']
export const isAskedKind = (kind: string): kind is AskedKind => (askedKinds as readonly string[]).includes(kind)

export interface Asked {
  /** On letters: `Uỷ ban nhân dân xã Ngũ Hiệp`. */
  name: Texts
  /** In messages and lists: `UBND xã Ngũ Hiệp`. */
  short: Texts
  /** Whose officers answer on the platform; null where the officer who asks records the answer, or for a body in a list. */
  unitCode: string | null
}

const same = (text: string): Texts => ({ vi: text, en: text })

/** Nobody is known by name: the own unit finds out and records the answer. */
const nobody: Texts = { vi: 'đơn vị liên quan', en: 'the body concerned' }

/** Texts of a FEEL answer, one or a list, each once; nothing that is missing, no word that means somebody else here. */
export function askedIn(value: JsonValue): string[] {
  const list = Array.isArray(value) ? value : [value]
  const texts = list.flatMap((entry) => (typeof entry === 'string' ? [entry.normalize('NFC').trim()] : []))
  return [...new Set(texts)].filter((text) => text !== '' && text !== 'citizen' && text !== 'appearance')
}

/**
 * Who stands behind a request's `to`, where the name of the unit of that code is read already (null: no unit has it).
 * The own unit comes before a body of the card, that before a unit, that before words.
 */
export function nameAsked(
  { card }: Pick<ServiceRelease, 'card'>,
  asked: { to: string; ownUnit: string; unitName: string | null },
): Asked {
  const { to, ownUnit, unitName } = asked
  if (to === ownUnit) return { name: nobody, short: nobody, unitCode: to }
  const body = card.consultation?.bodies.find(({ key }) => key === to)
  if (body) return { name: { vi: body.vi, en: body.en }, short: { vi: body.vi, en: body.en }, unitCode: null }
  if (unitName === null) return { name: same(to), short: same(to), unitCode: null }
  const name = `${unitName.charAt(0).toLowerCase()}${unitName.slice(1)}`
  return { name: same(`Uỷ ban nhân dân ${name}`), short: same(`UBND ${name}`), unitCode: to }
}

/** The same for one request; lists join the names of units themselves. */
export async function askedBy(
  tx: Tx,
  dossier: Pick<Dossier, 'unitCode'>,
  release: Pick<ServiceRelease, 'card'>,
  to: string,
): Promise<Asked> {
  const unit = await tx.unit.findUnique({ where: { code: to }, select: { name: true } })
  const asked = nameAsked(release, { to, ownUnit: dossier.unitCode, unitName: unit?.name ?? null })
  const isBody = release.card.consultation?.bodies.some(({ key }) => key === to)
  return isBody ? { ...asked, unitCode: await unitOfBody(tx, to, dossier.unitCode) } : asked
}
