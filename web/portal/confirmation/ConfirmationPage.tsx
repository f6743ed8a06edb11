import './confirmation.css'
import { answer, api, type DossierView, type ServiceDetail, useLoaded } from '../../api/index.ts'
import { clockTime, inSentence, longDay, useText } from '../../i18n/index.ts'
import { Icon, Shown } from '../../ui/index.ts'
import { addresses, subjectOfPage } from '../addresses.ts'
import { ForCitizen } from '../frame/ForCitizen.tsx'
import { PortalPage } from '../frame/PortalPage.tsx'
import { confirmationTexts } from './confirmation-texts.ts'
import { KeepCode } from './KeepCode.tsx'
import { NextSteps } from './NextSteps.tsx'
import { QrCode } from './QrCode.tsx'

const SKELETON = ['half', 'title', 'field', 'title', 'wide', 'wide', 'wide', 'button'] as const

/** `/da-nop/<code>`: number, what happens next, when, who; to print and keep. */
export function ConfirmationPage() {
  const { t } = useText(confirmationTexts)
  const code = subjectOfPage()
  return (
    <PortalPage title={t('title', { code })}>
      <ForCitizen skeleton={SKELETON} heading={<h1>{t('signInFirst')}</h1>}>
        {() => <Submitted code={code} />}
      </ForCitizen>
    </PortalPage>
  )
}

function Submitted({ code }: { code: string }) {
  const loaded = useLoaded(code, async (signal) => {
    const dossier = await answer(api.GET('/api/dossiers/{code}', { params: { path: { code } }, signal }))
    const path = { service: dossier.service }
    const service = await answer(api.GET('/api/services/{service}', { params: { path }, signal }))
    return { dossier, service }
  })
  return (
    <Shown whole of={loaded} skeleton={SKELETON}>
      {({ dossier, service }) => <Confirmation dossier={dossier} service={service} />}
    </Shown>
  )
}

function Confirmation({ dossier, service }: { dossier: DossierView; service: ServiceDetail }) {
  const { t, pick, language } = useText(confirmationTexts)
  const { submittedAt, unit } = dossier
  return (
    <>
      <p className="state done">
        <Icon name="check" />
        {t('submittedAt', { time: clockTime(submittedAt), day: longDay(submittedAt, language) })}
      </p>
      <h1>{t('arrived', { unit: inSentence(unit.name) })}</h1>
      <div className="ticket">
        <div>
          <p className="soft small">{t('code')}</p>
          <p className="code big">{dossier.code}</p>
          <p className="small">
            {pick(dossier.serviceName)} · {dossier.applicantName}
          </p>
        </div>
        <QrCode text={`${location.origin}${addresses.dossier(dossier.code)}`} label={t('qr')} />
      </div>
      <div className="split gap">
        <div>
          <h2>{t('next')}</h2>
          <NextSteps dossier={dossier} service={service} />
          <p className="acts">
            <a className="btn" href={addresses.dossier(dossier.code)}>
              {t('follow')}
            </a>
          </p>
        </div>
        <KeepCode dossier={dossier} />
      </div>
    </>
  )
}
