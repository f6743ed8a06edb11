import { type FormEvent, useEffect, useState } from 'react'
import { dayOf } from '#calendar'
import { type ApiProblem, answer, api, asProblem } from '../api/index.ts'
import { useText } from '../i18n/index.ts'
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
  const today = dayOf(new Date())
  const [from, setFrom] = useState(today)
  const [to, setTo] = useState(today)
  const [made, setMade] = useState<Made>()
  const [problem, setProblem] = useState<ApiProblem>()
  const [busy, setBusy] = useState(false)
  const first = made?.parts[0]
  useEffect(() => () => void (first && URL.revokeObjectURL(first)), [first])
  if (!person.roles.some((role) => keepers.includes(role))) return null

  const unit = person.unit.code
  const make = async (event: FormEvent) => {
    event.preventDefault()
    if (busy) return
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
        <label htmlFor="book-from">{t('fromDay')}</label>
        <input
          id="book-from"
          className="in"
          type="date"
          value={from}
          onChange={({ target }) => setFrom(target.value)}
        />
        <label htmlFor="book-to">{t('toDay')}</label>
        <input id="book-to" className="in" type="date" value={to} onChange={({ target }) => setTo(target.value)} />
        <button type="submit" className="btn" aria-disabled={busy || undefined}>
          <Icon name="print" />
          {busy ? t('making') : t('makeBook')}
        </button>
      </form>
      {problem && <Failure problem={problem} takeFocus />}
      <div role="status">
        {made && (
          <ul className="sheets">
            {made.parts.map((address, at) => (
              <li key={address}>
                <a className="st" href={address} target="_blank" rel="noreferrer">
                  <Icon name="print" />
                  {made.parts.length === 1 ? t('openBook') : t('openPart', { n: at + 1, of: made.parts.length })}
                </a>
              </li>
            ))}
          </ul>
        )}
      </div>
    </section>
  )
}
