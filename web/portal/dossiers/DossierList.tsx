import { useState } from 'react'
import { type ApiProblem, answer, api, asProblem, type DossierSummary } from '../../api/index.ts'
import { longInstant, shortInstant, useText } from '../../i18n/index.ts'
import { Failure, StatusChip } from '../../ui/index.ts'
import { addresses } from '../addresses.ts'
import { dossiersTexts } from './dossiers-texts.ts'

interface Page {
  items: readonly DossierSummary[]
  next: string | null
}

/** What was submitted, newest first, page after page. */
export function DossierList({ first }: { first: Page }) {
  const { t } = useText(dossiersTexts)
  const [later, setLater] = useState<readonly Page[]>([])
  const [problem, setProblem] = useState<ApiProblem>()
  const [busy, setBusy] = useState(false)
  const pages = [first, ...later]
  const next = pages.at(-1)?.next ?? null
  if (first.items.length === 0) return null

  const more = async (cursor: string) => {
    if (busy) return
    setBusy(true)
    setProblem(undefined)
    try {
      const page = await answer(api.GET('/api/dossiers', { params: { query: { cursor } } }))
      setLater((known) => [...known, page])
    } catch (error) {
      setProblem(asProblem(error))
    }
    setBusy(false)
  }
  return (
    <section className="gap" aria-labelledby="submitted">
      <h2 id="submitted">{t('submitted')}</h2>
      <ul className="mine bare">
        {pages.flatMap(({ items }) => items.map((dossier) => <Row dossier={dossier} key={dossier.code} />))}
      </ul>
      {problem && <Failure problem={problem} takeFocus />}
      {next !== null && (
        <p className="acts">
          <button type="button" className="btn second" aria-disabled={busy || undefined} onClick={() => more(next)}>
            {t(busy ? 'moreLoading' : 'more')}
          </button>
        </p>
      )}
    </section>
  )
}

function Row({ dossier }: { dossier: DossierSummary }) {
  const { t, pick, language } = useText(dossiersTexts)
  const facts = [
    dossier.unit.name,
    t('submittedAt', { when: shortInstant(dossier.submittedAt) }),
    ...(dossier.dueAt === null ? [] : [t('due', { when: longInstant(dossier.dueAt, language) })]),
  ]
  return (
    <li>
      <div>
        <a href={addresses.dossier(dossier.code)}>{pick(dossier.serviceName)}</a>
        <small>
          <span className="code">{dossier.code}</span> · {facts.join(' · ')}
        </small>
      </div>
      <p className="do">
        <StatusChip
          status={dossier.status}
          text={
            dossier.needsYou && dossier.status !== 'supplement'
              ? { vi: t('needsYou'), en: t('needsYou') }
              : dossier.statusText
          }
        />
      </p>
    </li>
  )
}
