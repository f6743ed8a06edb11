import { type FormEvent, useState } from 'react'
import { type ApiProblem, answer, api, asProblem, type Draft, type ServiceCard, useLoaded } from '../api/index.ts'
import { sharedTexts, shortInstant, useText } from '../i18n/index.ts'
import { DeskFrame } from '../tasklist/DeskFrame.tsx'
import type { Person } from '../tasklist/StaffOnly.tsx'
import { Failure, Shown, useTitle } from '../ui/index.ts'
import { counterTexts } from './counter-texts.ts'
import { DayBook } from './DayBook.tsx'

type Channel = 'assisted' | 'in-person'
const SKELETON = ['title', 'field', 'field', 'button'] as const

/** `/can-bo/nhan-ho-so`: opens the citizen's form for whoever stands at the counter. */
export function CounterPage({ person }: { person: Person }) {
  const { t } = useText(counterTexts)
  const { t: shared } = useText(sharedTexts)
  useTitle(t('title'), shared('brand'))
  const unit = person.unit.code
  const known = useLoaded(unit, async (signal) => {
    const [services, drafts] = await Promise.all([
      answer(api.GET('/api/services', { params: { query: { unit } }, signal })),
      answer(api.GET('/api/drafts', { signal })),
    ])
    return { services: services.items, drafts: drafts.items }
  })
  return (
    <DeskFrame person={person}>
      <main className="page" id="main">
        <h1>{t('title')}</h1>
        <p className="soft">{t('lead')}</p>
        <Shown of={known} skeleton={SKELETON}>
          {({ services, drafts }) => (
            <>
              {services.length === 0 ? <p>{t('nothingLive')}</p> : <NewFiling person={person} services={services} />}
              <Unfinished drafts={drafts} />
              <DayBook person={person} />
            </>
          )}
        </Shown>
      </main>
    </DeskFrame>
  )
}

function NewFiling({ person, services }: { person: Person; services: readonly ServiceCard[] }) {
  const { t, pick } = useText(counterTexts)
  const channels: Channel[] = person.roles.includes('oneStopOfficer') ? ['in-person', 'assisted'] : ['assisted']
  const [service, setService] = useState('')
  const [channel, setChannel] = useState<Channel>(channels[0] ?? 'assisted')
  const [missing, setMissing] = useState(false)
  const [problem, setProblem] = useState<ApiProblem>()
  const [busy, setBusy] = useState(false)

  const open = async (event: FormEvent) => {
    event.preventDefault()
    setMissing(service === '')
    if (service === '') return document.getElementById('service')?.focus()
    if (busy) return
    setBusy(true)
    setProblem(undefined)
    try {
      const draft = await answer(api.POST('/api/drafts', { body: { service, unit: person.unit.code, channel } }))
      location.assign(`/nop/${draft.id}`)
    } catch (error) {
      setProblem(asProblem(error))
      setBusy(false)
    }
  }
  return (
    <form className="prose" onSubmit={open} noValidate>
      <div className={missing ? 'field bad' : 'field'}>
        <label htmlFor="service">{t('service')}</label>
        {missing && (
          <p className="err" id="service-missing" role="alert">
            {t('serviceMissing')}
          </p>
        )}
        <select
          id="service"
          className="in w30"
          value={service}
          aria-invalid={missing || undefined}
          aria-describedby={missing ? 'service-missing' : undefined}
          onChange={(event) => setService(event.target.value)}
        >
          <option value="">{t('chooseService')}</option>
          {services.map(({ code, name }) => (
            <option key={code} value={code}>
              {pick(name)}
            </option>
          ))}
        </select>
      </div>
      <fieldset className="field">
        <legend>{t('channel')}</legend>
        {channels.map((one) => (
          <label key={one} className="opt">
            <input type="radio" name="channel" checked={channel === one} onChange={() => setChannel(one)} />
            <span>{t(one)}</span>
          </label>
        ))}
      </fieldset>
      {problem && <Failure problem={problem} takeFocus />}
      <p className="field">
        <button type="submit" className="btn main" aria-disabled={busy || undefined}>
          {busy ? t('opening') : t('open')}
        </button>
      </p>
    </form>
  )
}

function Unfinished({ drafts }: { drafts: readonly Draft[] }) {
  const { t, pick } = useText(counterTexts)
  return (
    <section aria-labelledby="unfinished">
      <h2 id="unfinished">{t('unfinished')}</h2>
      {drafts.length === 0 ? (
        <p className="soft">{t('none')}</p>
      ) : (
        <ul className="plain">
          {drafts.map((draft) => (
            <li key={draft.id}>
              <a href={`/nop/${draft.id}`}>{[pick(draft.serviceName), nameIn(draft)].filter(Boolean).join(' – ')}</a>{' '}
              <span className="soft">{t('changed', { at: shortInstant(draft.updatedAt) })}</span>
            </li>
          ))}
        </ul>
      )}
    </section>
  )
}

/** Whoever the form names first, so that two unfinished ones are told apart. */
function nameIn({ answers }: Draft): string | undefined {
  const name = Object.entries(answers).find(([key, value]) => /FullName$/.test(key) && typeof value === 'string')
  return typeof name?.[1] === 'string' ? name[1] : undefined
}
