/** What every paper says: the unit in its words, the dossier, the applicant, and the check line at the foot. */
import type { JsonValue } from '#feel'
import { cityInstant } from '../clock.ts'
import type { Tx } from '../db.ts'
import type { Dossier } from '../generated/prisma/client.ts'
import type { Platform } from '../platform.ts'
import { type ServiceRelease, unitPath } from '../services/index.ts'
import { qrRows } from './render/index.ts'

export interface PaperContext {
  platform: Pick<Platform, 'clock' | 'settings' | 'calendar' | 'periods'>
  tx: Tx
  dossier: Dossier
  release: ServiceRelease
  answers: { [key: string]: JsonValue }
  /** Date of the paper: the fact it states, so that the same fact gives the same bytes. */
  at: Date
  /** Where its QR code leads; absent in drafts. */
  verifyCode?: string
  apologyId?: string | undefined
}
export type PaperData = { [key: string]: JsonValue }

const lowerFirst = (text: string): string => text.charAt(0).toLowerCase() + text.slice(1)

/** The People's Committee of a unit in the words of its papers. */
export async function unitWords(tx: Tx, code: string): Promise<PaperData> {
  const [unit] = await unitPath(tx, code)
  if (!unit) throw new Error(`no unit ${code}`)
  const name = lowerFirst(unit.name)
  return {
    above: 'Uỷ ban nhân dân',
    name: unit.name,
    full: `Uỷ ban nhân dân ${name}`,
    short: `UBND ${name}`,
    aboveShort: unit.parentName ? `UBND ${lowerFirst(unit.parentName)}` : '',
    place: unit.shortName,
    desk: 'Bộ phận Tiếp nhận và Trả kết quả',
  }
}

/** The QR code and address at the foot: of the paper itself, or of the tracking page. */
export function checkLine({
  platform,
  verifyCode,
}: Pick<PaperContext, 'verifyCode'> & { platform: Pick<Platform, 'settings'> }): PaperData {
  const base = platform.settings.publicUrl.replace(/\/$/, '')
  const target = verifyCode ? `${base}/kiem-tra/${verifyCode}` : `${base}/theo-doi`
  return { qr: qrRows(target).map((row) => row), site: target.replace(/^https?:\/\//, ''), phone: null }
}

export async function commonData(context: PaperContext): Promise<PaperData> {
  const { tx, dossier, release, at } = context
  return {
    date: cityInstant(at),
    unit: await unitWords(tx, dossier.unitCode),
    dossier: { code: dossier.code, request: release.card.name.vi.replace(/\s*\(.*\)$/, '') },
    applicant: { title: 'Ông/Bà', name: dossier.applicantName, address: '', phone: dossier.phone },
    check: checkLine(context),
  }
}

/** Who signs for the unit: the person whose decision approved, in the words of the signature block. */
export function signerBlock(signer: { fullName: string; title: string } | null): JsonValue {
  return signer ? { lines: ['TM. Uỷ ban nhân dân'], title: signer.title, name: signer.fullName } : null
}
