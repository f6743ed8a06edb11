import { type FormEvent, useState } from 'react'
import { type ApiProblem, answer, api, asProblem, platformNow, type Session } from '../../api/index.ts'
import { clockTime, phoneNumber, useText } from '../../i18n/index.ts'
import { Failure, TextField } from '../../ui/index.ts'
import { askForCode, type Challenge, phoneDigits } from './ask-for-code.ts'
import { signInTexts } from './sign-in-texts.ts'
import { useSeconds } from './use-seconds.ts'

interface CodeStepProps {
  phone: string
  challenge: Challenge
  onSentAgain(challenge: Challenge): void
  onOtherPhone: (() => void) | undefined
  onSession(session: Session): void
}

export function CodeStep({ phone, challenge, onSentAgain, onOtherPhone, onSession }: CodeStepProps) {
  const { t, pick, language } = useText(signInTexts)
  const [code, setCode] = useState('')
  const [missing, setMissing] = useState(false)
  const [problem, setProblem] = useState<ApiProblem>()
  const [busy, setBusy] = useState(false)
  useSeconds()
  const wait = Math.ceil((new Date(challenge.askAgainAt).getTime() - platformNow().getTime()) / 1000)

  const act = async <Value,>(call: Promise<Value>, then: (value: Value) => void) => {
    if (busy) return
    setBusy(true)
    setProblem(undefined)
    await call.then(then, (error: unknown) => setProblem(asProblem(error)))
    setBusy(false)
  }
  const confirm = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const incomplete = code.length !== 6
    setMissing(incomplete)
    if (incomplete) return event.currentTarget.querySelector('input')?.focus()
    const { challengeId } = challenge
    return act(answer(api.POST('/api/session/citizen', { body: { challengeId, code } })), onSession)
  }
  const wrongCode = problem?.code === 'session.wrong-code'
  return (
    <form className="sign-in" onSubmit={confirm} noValidate>
      <TextField
        label={t('code')}
        hint={t('codeSent', { phone: phoneNumber(phoneDigits(phone)), until: clockTime(challenge.expiresAt) })}
        error={missing ? t('codeMissing') : wrongCode ? `${pick(problem.title)} ${pick(problem.remedy)}` : undefined}
        className="in w12"
        name="code"
        inputMode="numeric"
        autoComplete="one-time-code"
        // The code is the one thing to do now, and the phone was given a moment ago on this very page.
        autoFocus
        value={code}
        onValue={(text) => setCode(text.replace(/\D/g, '').slice(0, 6))}
      />
      {problem && !wrongCode && <Failure problem={problem} takeFocus />}
      <div className="acts">
        <button type="submit" className="btn" aria-disabled={busy || undefined}>
          {t('confirm')}
        </button>
        {wait > 0 ? (
          <span className="small soft">{t('againIn', { seconds: wait })}</span>
        ) : (
          <button type="button" className="link" onClick={() => act(askForCode(phone, language), onSentAgain)}>
            {t('again')}
          </button>
        )}
        {onOtherPhone && (
          <button type="button" className="link" onClick={onOtherPhone}>
            {t('otherPhone')}
          </button>
        )}
      </div>
    </form>
  )
}
