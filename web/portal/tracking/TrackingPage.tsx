import './tracking.css'
import { type FormEvent, useEffect, useRef, useState } from 'react'
import { type ApiProblem, answer, api, asProblem, type Tracking, useSession } from '../../api/index.ts'
import { useText } from '../../i18n/index.ts'
import { Failure, TextField } from '../../ui/index.ts'
import { PortalPage } from '../frame/PortalPage.tsx'
import { phoneDigits } from '../sign-in/ask-for-code.ts'
import { readDossierCode } from './dossier-code.ts'
import { TrackingResult } from './TrackingResult.tsx'
import { trackingTexts } from './tracking-texts.ts'

/** `/theo-doi?ma=<code>`: status words and dates for whoever knows code and phone. */
export function TrackingPage() {
  const { t } = useText(trackingTexts)
  const [found, setFound] = useState<Tracking>()
  const result = useRef<HTMLElement>(null)
  useEffect(() => {
    if (found) result.current?.focus()
  }, [found])
  return (
    <PortalPage title={t('title')}>
      <div className="prose">
        <h1>{t('title')}</h1>
        <p>{t('how')}</p>
        <Question onFound={setFound} />
      </div>
      {found && <TrackingResult found={found} ref={result} />}
    </PortalPage>
  )
}

function Question({ onFound }: { onFound(found: Tracking | undefined): void }) {
  const { t } = useText(trackingTexts)
  const known = useSession()
  const ownPhone = known.state === 'ready' ? known.session.phone : undefined
  const [code, setCode] = useState(() => new URLSearchParams(location.search).get('ma') ?? '')
  const [typed, setPhone] = useState<string>()
  const [wrong, setWrong] = useState<{ code?: string; phone?: string }>({})
  const [problem, setProblem] = useState<ApiProblem>()
  const [busy, setBusy] = useState(false)
  const phone = typed ?? ownPhone ?? ''

  const track = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    if (busy) return
    const read = readDossierCode(code)
    const digits = phoneDigits(phone)
    const faults = {
      ...(read === undefined ? { code: t('codeWrong') } : {}),
      ...(digits.length < 10 ? { phone: t('phoneMissing') } : {}),
    }
    setWrong(faults)
    setProblem(undefined)
    onFound(undefined)
    if (read === undefined || digits.length < 10) {
      return event.currentTarget.querySelector<HTMLElement>(read === undefined ? '#code' : '#phone')?.focus()
    }
    setBusy(true)
    try {
      onFound(await answer(api.POST('/api/tracking', { body: { code: read, phone: digits } })))
    } catch (error) {
      setProblem(asProblem(error))
    }
    setBusy(false)
  }
  return (
    <form className="gap-small" onSubmit={track} noValidate>
      <TextField
        id="code"
        label={t('code')}
        hint={t('codeHint')}
        error={wrong.code}
        className="in w30"
        inputMode="numeric"
        autoComplete="off"
        maxLength={40}
        value={code}
        onValue={setCode}
      />
      <TextField
        id="phone"
        label={t('phone')}
        error={wrong.phone}
        className="in w12"
        inputMode="tel"
        autoComplete="tel"
        maxLength={20}
        value={phone}
        onValue={setPhone}
      />
      {problem && <Failure problem={problem} takeFocus />}
      <div className="acts">
        <button type="submit" className="btn" aria-disabled={busy || undefined}>
          {t(busy ? 'tracking' : 'track')}
        </button>
      </div>
    </form>
  )
}
