import type { Ref } from 'react'
import type { Tracking } from '../../api/index.ts'
import { longInstant, useText } from '../../i18n/index.ts'
import { StatusChip, Timeline } from '../../ui/index.ts'
import { addresses } from '../addresses.ts'
import { trackingTexts } from './tracking-texts.ts'

/** Status words and dates: no name, no answer. */
export function TrackingResult({ found, ref }: { found: Tracking; ref: Ref<HTMLElement> }) {
  const { t, pick, language } = useText(trackingTexts)
  return (
    <section className="tracked gap" aria-labelledby="tracked" tabIndex={-1} ref={ref}>
      <h2 id="tracked">{t('result')}</h2>
      <p className="gap-small">
        {pick(found.serviceName)} · {found.unitName} · <span className="code">{found.code}</span>
      </p>
      <p className="gap-small">
        <StatusChip status={found.status} text={found.statusText} />
      </p>
      <p className="lead">{pick(found.nextText)}</p>
      {found.dueAt !== null && <p className="lead">{t('due', { when: longInstant(found.dueAt, language) })}</p>}
      <Timeline
        points={found.timeline.map((entry, index) => ({
          key: `${entry.at} ${index}`,
          state: index === found.timeline.length - 1 ? 'now' : 'done',
          title: pick(entry.title),
          at: entry.at,
        }))}
      />
      <p className="gap-small">
        <a href={addresses.dossier(found.code)}>{t('full')}</a>
      </p>
    </section>
  )
}
