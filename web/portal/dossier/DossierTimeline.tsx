import type { DossierView, TimelineEntry } from '../../api/index.ts'
import { longInstant, useText } from '../../i18n/index.ts'
import { Timeline, type TimelinePoint } from '../../ui/index.ts'
import { dossierTexts } from './dossier-texts.ts'

/** What was done, who has it now, until when. */
export function DossierTimeline({ dossier }: { dossier: DossierView }) {
  const { t, pick, language } = useText(dossierTexts)
  const { timeline, statusText, nextText, dueAt, clock, closedAt } = dossier
  const past = closedAt === null ? withoutPresent(timeline, statusText.vi) : timeline
  const points: TimelinePoint[] = past.map((entry) => ({
    key: String(entry.seq),
    state: 'done',
    title: pick(entry.title),
    at: entry.at,
    more: <EntryDetails entry={entry} />,
  }))
  if (closedAt === null) {
    const present = timeline.at(-1)
    points.push({
      key: 'now',
      state: 'now',
      title: pick(statusText),
      at: past === timeline ? undefined : present?.at,
      more: (
        <>
          <span>{pick(nextText)}</span>
          {clock === 'paused' && <span>{t('paused')}</span>}
          {clock !== 'paused' && dueAt !== null && (
            <span>
              {t('due')}: {longInstant(dueAt, language)}
            </span>
          )}
        </>
      ),
    })
  }
  return (
    <section aria-labelledby="progress">
      <h2 className="panel-title" id="progress">
        {t('progress')}
      </h2>
      <Timeline points={points} />
    </section>
  )
}

function EntryDetails({ entry }: { entry: TimelineEntry }) {
  const { pick } = useText(dossierTexts)
  const words = [entry.who, entry.note ? pick(entry.note) : ''].filter(Boolean).join('. ')
  return (
    <>
      {words !== '' && <span>{words}</span>}
      {entry.documents
        ?.filter(({ downloadable }) => downloadable)
        .map((paper) => (
          <span key={paper.id}>
            <a href={`/api/documents/${paper.id}/file`}>{pick(paper.name)}</a>
          </span>
        ))}
    </>
  )
}

/** The last entry often is the present state itself; it is said once. */
function withoutPresent(timeline: readonly TimelineEntry[], status: string): readonly TimelineEntry[] {
  return timeline.at(-1)?.title.vi === status ? timeline.slice(0, -1) : timeline
}
