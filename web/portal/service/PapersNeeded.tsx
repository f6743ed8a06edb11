import type { ServiceDetail } from '../../api/index.ts'
import { useText } from '../../i18n/index.ts'
import { type FileRule, fileRules, neededSometimes } from './file-kinds.ts'
import { serviceTexts } from './service-texts.ts'

/** Papers with their condition, not as a flat list. */
export function PapersNeeded({ detail }: { detail: ServiceDetail }) {
  const { t, pick } = useText(serviceTexts)
  const { usual, own } = fileRules(detail.papers)
  const words = ({ kinds, most }: FileRule) => ({ kinds: pick(kinds), most })
  const sometimes = neededSometimes(detail.form)
  if (detail.papers.length === 0) return <p>{t('noPapers')}</p>
  return (
    <>
      <ol className="papers">
        {detail.papers.map((paper) => {
          const unconditional = sometimes.has(paper.key) ? t('sometimes') : t('optional')
          const when = paper.condition ? pick(paper.condition) : paper.required ? undefined : unconditional
          const note = paper.note ? pick(paper.note) : ''
          // Many notes say it in their own words.
          const original = paper.original && !/bản chính|the original/i.test(note) ? t('original') : ''
          const files = own.get(paper.key)
          const notes = [note, original, files ? t('ownFiles', words(files)) : ''].filter(Boolean)
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
      {usual && <p className="small soft">{t(own.size > 0 ? 'otherFiles' : 'files', words(usual))}</p>}
    </>
  )
}
