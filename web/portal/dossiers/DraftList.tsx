import { useState } from 'react'
import { type ApiProblem, api, asProblem, type Draft, done } from '../../api/index.ts'
import { shortInstant, useText } from '../../i18n/index.ts'
import { ConfirmDialog, Failure } from '../../ui/index.ts'
import { addresses } from '../addresses.ts'
import { dossiersTexts } from './dossiers-texts.ts'

/** What was begun and not submitted; to go on with or to delete. */
export function DraftList({ drafts, onRemoved }: { drafts: readonly Draft[]; onRemoved(): void }) {
  const { t, pick } = useText(dossiersTexts)
  const [leaving, setLeaving] = useState<Draft>()
  const [problem, setProblem] = useState<ApiProblem>()
  if (drafts.length === 0) return null

  const remove = async (draft: Draft) => {
    setProblem(undefined)
    try {
      await done(api.DELETE('/api/drafts/{id}', { params: { path: { id: draft.id } } }))
      onRemoved()
    } catch (error) {
      setProblem(asProblem(error))
    }
    setLeaving(undefined)
  }
  return (
    <section className="gap" aria-labelledby="drafts">
      <h2 id="drafts">{t('drafts')}</h2>
      {problem && <Failure problem={problem} takeFocus />}
      <ul className="mine bare">
        {drafts.map((draft) => (
          <li key={draft.id}>
            <div>
              <a href={addresses.draft(draft.id)}>{pick(draft.serviceName)}</a>
              <small>{[draft.unit.name, t('savedAt', { when: shortInstant(draft.updatedAt) })].join(' · ')}</small>
            </div>
            <p className="do">
              <a className="btn second" href={addresses.draft(draft.id)}>
                {t('goOn')}
                <span className="sr"> {pick(draft.serviceName)}</span>
              </a>
              <button type="button" className="link" onClick={() => setLeaving(draft)}>
                {t('remove')}
                <span className="sr"> {pick(draft.serviceName)}</span>
              </button>
            </p>
          </li>
        ))}
      </ul>
      <ConfirmDialog
        open={leaving !== undefined}
        title={t('removeTitle')}
        act={t('removeAct')}
        onConfirm={() => leaving && remove(leaving)}
        onCancel={() => setLeaving(undefined)}
      >
        <p>{leaving && pick(leaving.serviceName)}</p>
        <p>{t('removeWhat')}</p>
      </ConfirmDialog>
    </section>
  )
}
