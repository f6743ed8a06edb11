import { type FormEvent, useState } from 'react'
import { type ApiProblem, asProblem } from '../../api/index.ts'
import { useText } from '../../i18n/index.ts'
import { Failure, TextField } from '../../ui/index.ts'
import { askForCode, type Challenge, phoneDigits } from './ask-for-code.ts'
import { signInTexts } from './sign-in-texts.ts'

export type { Challenge }

interface PhoneStepProps {
  phone: string
  /** The number is known and may not be changed. */
  fixed: boolean
  takeFocus: boolean
  onPhone(phone: string): void
  onSent(challenge: Challenge): void
}

export function PhoneStep({ phone, fixed, takeFocus, onPhone, onSent }: PhoneStepProps) {
  const { t, pick, language } = useText(signInTexts)
  const [missing, setMissing] = useState(false)
  const [problem, setProblem] = useState<ApiProblem>()
  const [busy, setBusy] = useState(false)

  const send = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    if (busy) return
    const incomplete = phoneDigits(phone).length < 10
    setMissing(incomplete)
    if (incomplete) return event.currentTarget.querySelector('input')?.focus()
    setBusy(true)
    setProblem(undefined)
    await askForCode(phone, language).then(onSent, (error: unknown) => setProblem(asProblem(error)))
    setBusy(false)
  }
  const wrongNumber = problem?.code === 'session.phone'
  return (
    <form className="sign-in" onSubmit={send} noValidate>
      <p>{t('how')}</p>
      <TextField
        label={t('phone')}
        hint={t('phoneHint')}
        error={missing ? t('phoneMissing') : wrongNumber ? `${pick(problem.title)} ${pick(problem.remedy)}` : undefined}
        className="in w12"
        name="phone"
        inputMode="tel"
        autoComplete="tel"
        readOnly={fixed}
        autoFocus={takeFocus}
        value={phone}
        onValue={onPhone}
      />
      {problem && !wrongNumber && <Failure problem={problem} takeFocus />}
      <div className="acts">
        <button type="submit" className="btn" aria-disabled={busy || undefined}>
          {t('sendCode')}
        </button>
      </div>
    </form>
  )
}
