import { type FormEvent, useEffect, useRef, useState } from 'react'
import type { Assignments } from '../api/index.ts'
import { sharedTexts, useText } from '../i18n/index.ts'
import { Failure, Icon } from '../ui/index.ts'
import { type Held, useGiving } from './assignment-queries.ts'
import { assignmentTexts } from './assignment-texts.ts'

interface GivingFormProps {
  held: Held
  /** Who else may have it; who has fewest open tasks comes first. */
  officers: Assignments['officers']
  onCancel(): void
  onGiven(name: string): void
}

/** To whom, and why. */
export function GivingForm({ held, officers, onCancel, onGiven }: GivingFormProps) {
  const { t, pick } = useText(assignmentTexts)
  const { t: shared } = useText(sharedTexts)
  const [to, setTo] = useState('')
  const [reason, setReason] = useState('')
  const [missing, setMissing] = useState<'to' | 'reason'>()
  // One act of one person; sent again after a lost answer it is done once.
  const [id] = useState(() => crypto.randomUUID())
  const giving = useGiving((done) => onGiven(officers.find((officer) => officer.id === done.to)?.fullName ?? ''))
  const title = useRef<HTMLHeadingElement>(null)
  useEffect(() => title.current?.focus(), [])

  const send = (event: FormEvent) => {
    event.preventDefault()
    const lacks = to === '' ? 'to' : reason.trim() === '' ? 'reason' : undefined
    setMissing(lacks)
    if (lacks) return document.getElementById(`give-${lacks}`)?.focus()
    if (!giving.isPending) giving.mutate({ id, held, to, reason: reason.trim() })
  }
  return (
    <form className="note" aria-labelledby="giving" onSubmit={send} noValidate>
      <h2 id="giving" tabIndex={-1} ref={title}>
        {t('actOf', { name: held.applicantName })}
      </h2>
      <p className="soft">
        {pick(held.serviceShort)} · {held.step ? pick(held.step) : t('betweenTasks')}
        {held.holder && ` · ${t('holder')}: ${held.holder.fullName}`}
      </p>
      {giving.error && <Failure problem={giving.error} takeFocus />}
      {officers.length === 0 ? (
        <p>{t('nobodyElse')}</p>
      ) : (
        <>
          <div className={missing === 'to' ? 'field bad' : 'field'}>
            <label htmlFor="give-to">{t('to')}</label>
            {missing === 'to' && <Missing id="give-to-e" text={t('chooseMissing')} />}
            <select
              id="give-to"
              className="in w30"
              value={to}
              aria-required="true"
              aria-invalid={missing === 'to' || undefined}
              aria-describedby={missing === 'to' ? 'give-to-e' : undefined}
              onChange={(event) => setTo(event.target.value)}
            >
              <option value="">{t('choose')}</option>
              {officers.map((officer) => (
                <option key={officer.id} value={officer.id}>
                  {t('officer', { name: officer.fullName, n: officer.tasks })}
                </option>
              ))}
            </select>
          </div>
          <div className={missing === 'reason' ? 'field bad' : 'field'}>
            <label htmlFor="give-reason">{t('reason')}</label>
            {missing === 'reason' && <Missing id="give-reason-e" text={t('reasonMissing')} />}
            <textarea
              id="give-reason"
              className="in"
              rows={2}
              maxLength={500}
              value={reason}
              aria-required="true"
              aria-invalid={missing === 'reason' || undefined}
              aria-describedby={missing === 'reason' ? 'give-reason-e' : undefined}
              onChange={(event) => setReason(event.target.value)}
            />
          </div>
        </>
      )}
      <p className="row field">
        {officers.length > 0 && (
          <button type="submit" className="btn main" aria-disabled={giving.isPending || undefined}>
            {t('act')}
          </button>
        )}
        <button type="button" className="btn bare" onClick={onCancel}>
          {shared('cancel')}
        </button>
      </p>
    </form>
  )
}

function Missing({ id, text }: { id: string; text: string }) {
  return (
    <p className="err" id={id}>
      <Icon name="alert" />
      {text}
    </p>
  )
}
