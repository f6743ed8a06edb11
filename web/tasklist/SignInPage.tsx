import { type FormEvent, useState } from 'react'
import { Navigate, useSearchParams } from 'react-router'
import { type ApiProblem, answer, api, asProblem, takeSession, useSession } from '../api/index.ts'
import { sharedTexts, useText } from '../i18n/index.ts'
import { Brand, Failure, TextField, useTitle } from '../ui/index.ts'
import { deskTexts } from './desk-texts.ts'

/** Only ways of the desk itself: an address from outside leads nowhere. */
function wayOn(next: string | null): string {
  return next !== null && /^\/(hop-viec|nhan-ho-so|van-hanh)(\?|$)/.test(next) ? next : '/hop-viec'
}

export function SignInPage() {
  const { t } = useText(deskTexts)
  const { t: shared } = useText(sharedTexts)
  const [search] = useSearchParams()
  const known = useSession()
  const [login, setLogin] = useState('')
  const [password, setPassword] = useState('')
  const [attempted, setAttempted] = useState(false)
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState<ApiProblem>()
  useTitle(t('signInTitle'), shared('brand'))

  if (known.state === 'ready' && known.session.kind === 'staff')
    return <Navigate to={wayOn(search.get('next'))} replace />

  const send = async (event: FormEvent) => {
    event.preventDefault()
    setAttempted(true)
    if (busy || login.trim() === '' || password === '') return
    setBusy(true)
    setProblem(undefined)
    await answer(api.POST('/api/session/staff', { body: { login: login.trim(), password } })).then(
      takeSession,
      (error: unknown) => {
        setProblem(asProblem(error))
        setPassword('')
        setAttempted(false)
      },
    )
    setBusy(false)
  }
  return (
    <>
      <header className="top">
        <Brand href="/" place="" />
      </header>
      <main className="page sign-in" id="main">
        <h1>{t('signInTitle')}</h1>
        {problem && <Failure problem={problem} takeFocus />}
        <form noValidate onSubmit={(event) => void send(event)}>
          <TextField
            label={t('login')}
            value={login}
            onValue={setLogin}
            autoComplete="username"
            autoCapitalize="none"
            spellCheck={false}
            error={attempted && login.trim() === '' ? t('fillLogin') : undefined}
          />
          <TextField
            label={t('password')}
            type="password"
            value={password}
            onValue={setPassword}
            autoComplete="current-password"
            error={attempted && password === '' ? t('fillPassword') : undefined}
          />
          <p className="row">
            <button type="submit" className="btn main" aria-disabled={busy || undefined}>
              {busy ? t('signingIn') : shared('signIn')}
            </button>
          </p>
        </form>
      </main>
    </>
  )
}
