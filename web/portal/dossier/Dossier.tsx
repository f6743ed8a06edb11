import { lazy, Suspense, useState } from 'react'
import type { DossierView } from '../../api/index.ts'
import { useText } from '../../i18n/index.ts'
import { Skeleton, StatusChip } from '../../ui/index.ts'
import { DossierFacts } from './DossierFacts.tsx'
import { DossierTimeline } from './DossierTimeline.tsx'
import { dossierTexts } from './dossier-texts.ts'
import { Papers } from './Papers.tsx'
import { isWithdrawn } from './use-news.ts'
import { Withdrawal } from './Withdrawal.tsx'

// Forms and their check are only fetched where something is asked or read.
const RequestForm = lazy(async () => ({ default: (await import('./RequestForm.tsx')).RequestForm }))
const GivenAnswers = lazy(async () => ({ default: (await import('./GivenAnswers.tsx')).GivenAnswers }))

interface DossierProps {
  dossier: DossierView
  /** The API answered with a newer view. */
  onChanged(dossier: DossierView): void
  /** What is on the page is no longer so. */
  onStale(): void
}

export function Dossier({ dossier, onChanged, onStale }: DossierProps) {
  const { t, pick } = useText(dossierTexts)
  const [read, setRead] = useState(false)
  const request = dossier.requests.find(({ state }) => state === 'open')
  const answered = dossier.requests.some(({ state }) => state === 'answered')
  const withdrawn = isWithdrawn(dossier)
  return (
    <>
      <h1>{pick(dossier.serviceName)}</h1>
      <p className="small dossier-code">
        {t('code')} <span className="code">{dossier.code}</span> · {dossier.applicantName}
      </p>
      <div className="split gap">
        <div>
          <StatusChip status={dossier.status} text={dossier.statusText} />
          {request ? (
            <Suspense fallback={<Skeleton lines={['title', 'wide', 'field', 'button']} />}>
              <RequestForm
                dossier={dossier}
                request={request}
                onAnswered={onChanged}
                onStale={onStale}
                key={request.id}
              />
            </Suspense>
          ) : (
            <>
              <h2 className="next-text">{pick(dossier.nextText)}</h2>
              {(answered || withdrawn) && (
                <p className="note gap-small" role="status">
                  {t(withdrawn ? 'withdrawnNow' : 'answered')}
                </p>
              )}
              <DossierFacts dossier={dossier} />
            </>
          )}
          <Papers dossier={dossier} />
          <details className="gap given" onToggle={() => setRead(true)}>
            <summary>{t('answers')}</summary>
            {read && (
              <Suspense fallback={<Skeleton lines={['wide', 'wide', 'wide']} />}>
                <GivenAnswers dossier={dossier} />
              </Suspense>
            )}
          </details>
          {dossier.withdrawable && <Withdrawal dossier={dossier} onWithdrawn={onChanged} />}
        </div>
        <DossierTimeline dossier={dossier} />
      </div>
    </>
  )
}
