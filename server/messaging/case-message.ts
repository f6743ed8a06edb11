/**
 * The text of a message about a case: the template of the release, filled with what the record holds. Each placeholder
 * is one entry of the table; only those that the template names are worked out.
 */
import { formatDay, formatInstant, type Language } from '#calendar'
import { cityDay } from '../clock.ts'
import type { Tx } from '../db.ts'
import { lastCall, openAppearance } from '../dossiers/appearance.ts'
import { askedBy, askedKinds } from '../dossiers/asked.ts'
import type { LockedDossier } from '../dossiers/lock.ts'
import type { Platform } from '../platform.ts'
import type { Release, ServiceRelease } from '../services/index.ts'
import { fillTemplate, placeholdersOf, plainSms } from './text/index.ts'

export interface MessageAbout {
  dossier: LockedDossier
  release: ServiceRelease
  /** The release that holds the text: the dossier's, or the apology's own. */
  texts: Release
  event: string
  apologyId?: string | undefined
}

interface Asking extends MessageAbout {
  platform: Pick<Platform, 'settings' | 'clock'>
  tx: Tx
  language: Language
}

const longestReason = 60

const cut = (text: string): string =>
  [...text].length <= longestReason
    ? text
    : `${[...text]
        .slice(0, longestReason - 1)
        .join('')
        .trimEnd()}…`

async function unitName(tx: Tx, code: string): Promise<string> {
  const unit = await tx.unit.findUniqueOrThrow({ where: { code } })
  return `UBND ${unit.name.charAt(0).toLowerCase()}${unit.name.slice(1)}`
}

/** Why the case stands where it stands: what was asked last, or the reason of the last decision that gave one. */
async function reason({ tx, dossier, language }: Asking): Promise<string> {
  if ((await lastCall(tx, dossier.id))?.state === 'timeout')
    return language === 'vi' ? 'không đến ký trong thời hạn' : 'nobody came to sign in time'
  const request = await tx.request.findFirst({
    where: { dossierId: dossier.id, to: 'citizen', state: { in: ['open', 'answered', 'timeout'] } },
    orderBy: { openedAt: 'desc' },
  })
  const items = Array.isArray(request?.items) ? request.items : []
  const reasons = items.flatMap((item) =>
    typeof item === 'object' && item !== null && 'reason' in item ? [String(item.reason)] : [],
  )
  if (reasons.length > 0) return cut(reasons.join('; '))
  const decision = await tx.taskDecision.findFirst({
    where: { dossierId: dossier.id, reason: { not: null }, state: { in: ['confirmed', 'sending'] } },
    orderBy: { at: 'desc' },
  })
  return cut(decision?.reason ?? '')
}

const appointment = ({ dossier, language }: Asking): string =>
  dossier.dueAt ? formatInstant(dossier.dueAt, language) : ''

const placeholders: { readonly [name: string]: (asking: Asking) => string | Promise<string> } = {
  unitName: ({ tx, dossier }) => unitName(tx, dossier.unitCode),
  dossierCode: ({ dossier }) => dossier.code,
  service: ({ release, language }) => release.card.short[language],
  appointment,
  newAppointment: appointment,
  lookupUrl: ({ platform }) => `${platform.settings.publicUrl.replace(/^https?:\/\//, '')}/theo-doi`,
  shortReason: reason,
  supplementDeadline: async ({ tx, dossier }) => {
    const open = await tx.request.findFirst({
      where: { dossierId: dossier.id, to: 'citizen' },
      orderBy: { openedAt: 'desc' },
    })
    return open ? formatDay(cityDay(open.due)) : ''
  },
  otherUnit: async ({ tx, dossier, release, language }) => {
    const asked = await tx.request.findMany({
      where: { dossierId: dossier.id, kind: { in: [...askedKinds] }, state: 'open' },
    })
    const [first] = asked
    if (!first || asked.length > 1) return language === 'vi' ? `${asked.length} đơn vị` : `${asked.length} bodies`
    return (await askedBy(tx, dossier, release, first.to)).short[language]
  },
  appearAt: async ({ tx, dossier, language }) => {
    const appearance = await openAppearance(tx, dossier.id)
    return appearance ? formatInstant(appearance.at, language) : ''
  },
  fee: ({ dossier }) => (dossier.feeAmount ?? 0).toLocaleString('vi-VN'),
}

interface Template {
  vi: string
  unicode: string
  en: string
}

function templateOf({ release, texts, event }: MessageAbout): Template {
  const own = release.card.messages?.[event]
  if (own) return own
  return JSON.parse(Buffer.from(texts.file(`processes/messages/${event}.json`)).toString('utf8'))
}

/** Vietnamese goes out without diacritics (GSM-7), English as it is. */
export async function messageText(
  platform: Pick<Platform, 'settings' | 'clock'>,
  tx: Tx,
  about: MessageAbout,
): Promise<string> {
  const language: Language = about.dossier.language === 'en' ? 'en' : 'vi'
  const template = templateOf(about)[language]
  const asking: Asking = { ...about, platform, tx, language }
  const values: { [name: string]: string } = {}
  for (const name of placeholdersOf(template)) {
    const value = placeholders[name]
    if (!value) throw new Error(`message ${about.event} names an unknown placeholder ${name}`)
    values[name] = await value(asking)
  }
  const filled = fillTemplate(template, values)
  if (filled.state !== 'filled') throw new Error(`message ${about.event} could not be filled: ${filled.state}`)
  return language === 'vi' ? plainSms(filled.text) : filled.text
}
