/**
 * The context in which the server checks a citizen's form: its clock, the calendar's named periods, the units of the map,
 * the applicant's uploads. `web/portal/forms/filing-context.ts` makes the browser's from what the API tells.
 */
import type { NamedPeriods } from '#calendar'
import type { AdminUnit, AttachedFile, FormContext } from '#forms'
import { cityDay } from '../clock.ts'
import type { Tx } from '../db.ts'
import type { Dossier, Upload } from '../generated/prisma/client.ts'
import type { ServiceRelease } from '../services/index.ts'
import { cityUnits } from '../services/unit-map.ts'

/** Uploads as the form sees them; type and size come from what was stored, never from the input. */
export async function attachedFiles(tx: Tx, uploads: Upload[]): Promise<Map<string, AttachedFile & { field: string }>> {
  const stored = await tx.storedFile.findMany({ where: { sha256: { in: uploads.map(({ sha256 }) => sha256) } } })
  const byHash = new Map(stored.map((file) => [file.sha256, file]))
  return new Map(
    uploads.flatMap((upload) => {
      const file = byHash.get(upload.sha256)
      if (!file) return []
      const { id, name, field } = upload
      return [[id, { id, name, field, mime: file.mediaType, size: file.size }] as const]
    }),
  )
}

export async function filingContext(
  tx: Tx,
  about: {
    now: Date
    periods: NamedPeriods
    submittedAt?: Date
    unitCode: string
    release: ServiceRelease
    channel: string
  } & ({ uploads: Upload[] } | { files: ReadonlyMap<string, AttachedFile> }),
): Promise<FormContext> {
  const files = 'files' in about ? about.files : await attachedFiles(tx, about.uploads)
  const units = await cityUnits(tx)
  const own = units.get(about.unitCode)
  const district = (own?.level === 'district' ? own.code : own?.parent) ?? null
  const unit = (code: string): AdminUnit | undefined => units.get(code)
  return {
    now: about.now,
    periods: about.periods,
    ...(about.submittedAt ? { submittedOn: cityDay(about.submittedAt) } : {}),
    names: {
      dossier: {
        service: about.release.serviceCode,
        channel: about.channel,
        unit: { code: about.unitCode, level: about.release.card.level, district },
      },
    },
    unit,
    upload: (id) => files.get(id),
  }
}

/** The same for a dossier that was filed: how its answers are checked again, by whoever asks. */
export async function filedContext(
  tx: Tx,
  about: {
    dossier: Pick<Dossier, 'id' | 'unitCode' | 'channel' | 'submittedAt'>
    release: ServiceRelease
    now: Date
    periods: NamedPeriods
    /** Its uploads, where they are read already. */
    files?: ReadonlyMap<string, AttachedFile>
  },
): Promise<FormContext> {
  const { release, now, periods } = about
  const { id, unitCode, channel, submittedAt } = about.dossier
  const files = about.files ?? (await attachedFiles(tx, await tx.upload.findMany({ where: { dossierId: id } })))
  return filingContext(tx, { now, periods, submittedAt, unitCode, release, channel, files })
}
