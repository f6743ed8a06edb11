import type { TaskView } from '../api/index.ts'
import type { Texts } from '../i18n/index.ts'

export interface CasePaper {
  id: string
  name: Texts
  /** Size or number. */
  note: string
  address: string
  image: boolean
}

/** Stands for the draft of this step in the address. */
export const draftId = 'du-thao'

/** The draft of this step first, then what the citizen sent, then what was issued. */
export function papersOf({ preview, dossier }: TaskView): CasePaper[] {
  const draft: CasePaper[] = preview
    ? [
        {
          id: draftId,
          name: { vi: `Dự thảo: ${preview.name.vi}`, en: `Draft: ${preview.name.en}` },
          note: '',
          address: '',
          image: false,
        },
      ]
    : []
  const sent = dossier.uploads.map(
    ({ id, name, size, mediaType }): CasePaper => ({
      id,
      name: { vi: name, en: name },
      note: sizeInWords(size),
      address: `/api/uploads/${id}?inline=1`,
      image: mediaType.startsWith('image/'),
    }),
  )
  const issued = dossier.documents.map(
    ({ id, name, number }): CasePaper => ({
      id,
      name,
      note: number ?? '',
      address: `/api/documents/${id}/file?inline=1`,
      image: false,
    }),
  )
  return [...draft, ...sent, ...issued]
}

function sizeInWords(bytes: number): string {
  if (bytes >= 1_000_000) return `${(bytes / 1_000_000).toFixed(1).replace('.', ',')} MB`
  return `${Math.max(1, Math.round(bytes / 1000))} kB`
}
