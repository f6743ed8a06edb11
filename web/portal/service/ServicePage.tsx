import './service.css'
import { useState } from 'react'
import { answer, api, type ServiceDetail, type Unit, useLoaded } from '../../api/index.ts'
import { useText } from '../../i18n/index.ts'
import { Shown } from '../../ui/index.ts'
import { addresses, subjectOfPage } from '../addresses.ts'
import { PortalPage } from '../frame/PortalPage.tsx'
import { LegalBasis } from './LegalBasis.tsx'
import { PapersNeeded } from './PapersNeeded.tsx'
import { StartPanel } from './StartPanel.tsx'
import { serviceTexts } from './service-texts.ts'
import { UnitChoice } from './UnitChoice.tsx'

/** `/thu-tuc/<code>`: may I, where, what do I need, how long and how much; the unit; the start. */
export function ServicePage() {
  const { t, pick } = useText(serviceTexts)
  const code = subjectOfPage()
  const service = useLoaded(code, (signal) =>
    answer(api.GET('/api/services/{service}', { params: { path: { service: code } }, signal })),
  )
  return (
    <PortalPage
      title={service.state === 'ready' ? pick(service.value.card.name) : undefined}
      bar={{ back: { href: addresses.home, label: t('all') } }}
    >
      <Shown whole of={service} skeleton={['title', 'wide', 'half', 'wide', 'wide', 'field', 'button']}>
        {(detail) => <Service detail={detail} />}
      </Shown>
    </PortalPage>
  )
}

function Service({ detail }: { detail: ServiceDetail }) {
  const { t, pick } = useText(serviceTexts)
  const [unit, setUnit] = useState<Unit>()
  const { card } = detail
  return (
    <>
      <h1>{pick(card.name)}</h1>
      <dl className="facts gap-small">
        <div>
          <dt>{t('time')}</dt>
          <dd>{pick(card.limitText)}</dd>
        </div>
        <div>
          <dt>{t('fee')}</dt>
          <dd>
            {pick(card.feeText)}
            <small>{t('feeWhen')}</small>
          </dd>
        </div>
        <div>
          <dt>{t('result')}</dt>
          <dd>{pick(detail.resultName)}</dd>
        </div>
      </dl>
      <div className="split gap">
        <div className="prose">
          <h2>{t('who')}</h2>
          <p>{pick(detail.applicant)}</p>
          <h2 id="where">{t('where')}</h2>
          <p>{pick(detail.competence)}</p>
          <UnitChoice service={card} unit={unit} onUnit={setUnit} />
          <h2>{t('papers')}</h2>
          <PapersNeeded detail={detail} />
          <h2>{t('afterwards')}</h2>
          <ol>
            <li>{t('afterDesk')}</li>
            <li>{t('afterWork')}</li>
            <li>{t('afterReady')}</li>
          </ol>
          <LegalBasis laws={detail.legalBasis} />
        </div>
        <StartPanel service={card} unit={unit} />
      </div>
    </>
  )
}
