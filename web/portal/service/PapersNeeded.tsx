import type { ServiceDetail } from '../../api/index.ts'
import { useText } from '../../i18n/index.ts'
import { fileKinds, neededSometimes } from './file-kinds.ts'
import { serviceTexts } from './service-texts.ts'

/** Papers with their condition, not as a flat list. */
export function PapersNeeded({ detail }: { detail: ServiceDetail }) {
  const { t, pick } = useText(serviceTexts)
  const files = fileKinds(detail.form)
  const sometimes = neededSometimes(detail.form)
  if (detail.papers.length === 0) return <p>{t('noPapers')}</p>
  return (
    <>
      <ol className="papers">
        {detail.papers.map((paper) => {
          const usual = sometimes.has(paper.key) ? t('sometimes') : t('optional')
          const when = paper.condition ? pick(paper.condition) : paper.required ? undefined : usual
          const note = paper.note ? pick(paper.note) : ''
          // Many notes say it in their own words.
          const original = paper.original && !/bản chính|the original/i.test(note) ? t('original') : ''
          const notes = [note, original].filter(Boolean)
          return (
            <li key={paper.key}>
              <b>{pick(paper.name)}</b>
              {when !== undefined && `, ${when}`}
              {notes.map((note) => (
                <span className="only" key={note}>
                  {note}
                </span>
              ))}
            </li>
          )
        })}
      </ol>
      {files && <p className="small soft">{t('files', files)}</p>}
    </>
  )
}
