import { type FormEvent, useEffect, useState } from 'react'
import { dayOf } from '#calendar'
import { type ApiProblem, answer, api, asProblem, platformNow } from '../api/index.ts'
import { shortDay, useText } from '../i18n/index.ts'
import type { Person } from '../tasklist/StaffOnly.tsx'
import { Failure, Icon } from '../ui/index.ts'
import { counterTexts } from './counter-texts.ts'

interface Made {
  from: string
  to: string
  /** Addresses of the parts: the first is here already, the others are made when they are opened. */
  parts: string[]
}

/** Roles to which the server gives the book of their unit. */
const keepers: readonly string[] = ['oneStopOfficer', 'divisionHead', 'unitLeader']

/** The unit's book of the dossiers that it took in on one day or several, as papers to print. */
export function DayBook({ person }: { person: Person }) {
  const { t } = useText(counterTexts)
  const today = dayOf(platformNow())
  const [from, setFrom] = useState(today)
  const [to, setTo] = useState(today)
  const [made, setMade] = useState<Made>()
  const [missing, setMissing] = useState(false)
  const [problem, setProblem] = useState<ApiProblem>()
  const [busy, setBusy] = useState(false)
  const first = made?.parts[0]
  useEffect(() => () => void (first && URL.revokeObjectURL(first)), [first])
  if (!person.roles.some((role) => keepers.includes(role))) return null

  const unit = person.unit.code
  const make = async (event: FormEvent) => {
    event.preventDefault()
    if (busy) return
    const without = from === '' ? 'book-from' : to === '' ? 'book-to' : undefined
    setMissing(without !== undefined)
    if (without !== undefined) return document.getElementById(without)?.focus()
    setBusy(true)
    setProblem(undefined)
    setMade(undefined)
    try {
      const params = { path: { unit }, query: { from, to } }
      const asked = await api.GET('/api/units/{unit}/day-book', { params, parseAs: 'blob' })
      const pdf = await answer(Promise.resolve(asked))
      const count = Number(asked.response.headers.get('x-parts') ?? 1)
      const later = Array.from(
        { length: count - 1 },
        (_, at) => `/api/units/${unit}/day-book?${new URLSearchParams({ from, to, part: String(at + 2) })}`,
      )
      setMade({ from, to, parts: [URL.createObjectURL(new Blob([pdf], { type: 'application/pdf' })), ...later] })
    } catch (error) {
      setProblem(asProblem(error))
    } finally {
      setBusy(false)
    }
  }
  return (
    <section aria-labelledby="day-book">
      <h2 id="day-book">{t('dayBook')}</h2>
      <p className="soft">{t('dayBookLead')}</p>
      <form className="row days" onSubmit={make} noValidate>
        <BookDay id="book-from" label={t('fromDay')} value={from} isBad={missing && from === ''} onChange={setFrom} />
        <BookDay id="book-to" label={t('toDay')} value={to} isBad={missing && to === ''} onChange={setTo} />
        <button type="submit" className="btn" aria-disabled={busy || undefined}>
          <Icon name="print" />
          {busy ? t('making') : t('makeBook')}
        </button>
      </form>
      {missing && (
        <p className="err" id="book-missing" role="alert">
          <Icon name="alert" />
          {t('dayMissing')}
        </p>
      )}
      {problem && <Failure problem={problem} takeFocus />}
      <div role="status">
        {made && (
          <ul className="sheets">
            {made.parts.map((address, at) => (
              <li key={address}>
                <a className="st" href={address} target="_blank" rel="noreferrer">
                  <Icon name="print" />
                  {made.parts.length === 1
                    ? t('openBook', { days: daysOf(made) })
                    : t('openPart', { days: daysOf(made), n: at + 1, of: made.parts.length })}
                </a>
              </li>
            ))}
          </ul>
        )}
      </div>
    </section>
  )
}

/** `14/12/2017` or `14/12/2017 – 20/12/2017`. */
function daysOf({ from, to }: Made): string {
  return from === to ? shortDay(from) : `${shortDay(from)} – ${shortDay(to)}`
}

interface BookDayProps {
  id: string
  label: string
  /** `YYYY-MM-DD`, or empty. */
  value: string
  isBad: boolean
  onChange(day: string): void
}

/** A day with its label; the two stay on one line. */
function BookDay({ id, label, value, isBad, onChange }: BookDayProps) {
  return (
    <span className={isBad ? 'day bad' : 'day'}>
      <label htmlFor={id}>{label}</label>
      <input
        id={id}
        className="in"
        type="date"
        value={value}
        aria-invalid={isBad || undefined}
        aria-describedby={isBad ? 'book-missing' : undefined}
        onChange={({ target }) => onChange(target.value)}
      />
    </span>
  )
}
