import '../../forms/forms.css'
import './filing.css'
import { useLoaded } from '../../api/index.ts'
import { useText } from '../../i18n/index.ts'
import { Shown } from '../../ui/index.ts'
import { addresses, subjectOfPage } from '../addresses.ts'
import { ForCitizen } from '../frame/ForCitizen.tsx'
import { PortalPage } from '../frame/PortalPage.tsx'
import { FilingSteps } from './FilingSteps.tsx'
import { filingTexts } from './filing-texts.ts'
import { loadFiling } from './load-filing.ts'

const SKELETON = ['title', 'short', 'field', 'short', 'field', 'short', 'field', 'button'] as const

/** `/nop/<draft>?buoc=<step>`: the form, step by step, then check and submit. */
export function FilingPage() {
  const { t } = useText(filingTexts)
  return (
    <ForCitizen
      frame={(content) => <PortalPage title={t('title')}>{content}</PortalPage>}
      skeleton={SKELETON}
      heading={<h1>{t('signInFirst')}</h1>}
      staff={() => <LoadedFiling />}
    >
      {() => <LoadedFiling />}
    </ForCitizen>
  )
}

function LoadedFiling() {
  const { t } = useText(filingTexts)
  const id = subjectOfPage()
  const filing = useLoaded(id, (signal) => loadFiling(id, signal))
  if (filing.state === 'ready') return <FilingSteps filing={filing.value} />
  const gone = filing.state === 'failed' && (filing.problem.status === 404 || filing.problem.status === 400)
  return (
    <PortalPage title={t('title')}>
      {gone ? (
        <div className="prose">
          <h1>{t('goneTitle')}</h1>
          <p>{t('goneRemedy')}</p>
          <p className="acts">
            <a className="btn" href={addresses.myDossiers}>
              {t('mine')}
            </a>
          </p>
        </div>
      ) : (
        <Shown whole of={filing} skeleton={SKELETON}>
          {() => null}
        </Shown>
      )}
    </PortalPage>
  )
}
