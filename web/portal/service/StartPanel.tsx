import { useState } from 'react'
import { type ApiProblem, answer, api, asProblem, type ServiceCard, type Unit, useSession } from '../../api/index.ts'
import { useText } from '../../i18n/index.ts'
import { Failure, Icon } from '../../ui/index.ts'
import { addresses } from '../addresses.ts'
import { SignIn } from '../sign-in/SignIn.tsx'
import { serviceTexts } from './service-texts.ts'

/** The button that starts; who is not signed in confirms the phone number right here, then the form opens. */
export function StartPanel({ service, unit }: { service: ServiceCard; unit: Unit | undefined }) {
  const { t } = useText(serviceTexts)
  const known = useSession()
  const [signingIn, setSigningIn] = useState(false)
  const [unitMissing, setUnitMissing] = useState(false)
  const [problem, setProblem] = useState<ApiProblem>()
  const [busy, setBusy] = useState(false)
  const signedIn = known.state === 'ready' && known.session.kind === 'citizen'

  const open = async (at: Unit) => {
    setBusy(true)
    setProblem(undefined)
    try {
      const draft = await answer(api.POST('/api/drafts', { body: { service: service.code, unit: at.code } }))
      location.assign(addresses.draft(draft.id))
    } catch (error) {
      setProblem(asProblem(error))
      setBusy(false)
    }
  }
  const start = () => {
    if (busy) return
    setUnitMissing(unit === undefined)
    if (unit === undefined) return document.querySelector<HTMLElement>('.unit-choice select')?.focus()
    if (signedIn) return open(unit)
    setSigningIn(true)
  }
  return (
    <aside className="panel start" aria-label={t('startBox')}>
      {signingIn && unit ? (
        <>
          <h2 className="panel-title">{t('signInFirst')}</h2>
          {busy ? <p role="status">{t('starting')}</p> : <SignIn takeFocus onSignedIn={() => open(unit)} />}
        </>
      ) : (
        <button type="button" className="btn" aria-disabled={busy || undefined} onClick={start}>
          {t('start')}
        </button>
      )}
      {unitMissing && unit === undefined && (
        <p className="err" role="alert">
          <Icon name="alert" />
          {t('chooseFirst')}
        </p>
      )}
      {problem && <Failure problem={problem} takeFocus onRetry={unit && signedIn ? () => open(unit) : undefined} />}
      <p className="small soft">{t('startHow')}</p>
      <p className="small">{t('inPerson')}</p>
    </aside>
  )
}
