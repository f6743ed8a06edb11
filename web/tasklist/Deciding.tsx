import { type ReactNode, useCallback, useMemo, useState } from 'react'
import { check, type Problem } from '#forms'
import { type ApiProblem, formUploads, type Outcome, type TaskView } from '../api/index.ts'
import { FormStep } from '../forms/index.ts'
import { sharedTexts, useText } from '../i18n/index.ts'
import { Failure, Icon } from '../ui/index.ts'
import { deskUnits, taskFormOf } from './case-form.ts'
import type { DecisionDraft } from './decision-draft.ts'
import { deskTexts } from './desk-texts.ts'
import type { DecisionInput } from './task-queries.ts'

interface DecidingProps {
  view: TaskView
  outcome: Outcome
  draft: DecisionDraft
  change(part: Partial<DecisionDraft>): void
  problem: ApiProblem | null
  busy: boolean
  previewHash: string | undefined
  onDecide(input: DecisionInput): void
  onCancel(): void
  onReload(): void
  onDraft: (() => void) | undefined
}

/** The form of one outcome: what the step decides, the reason where one is needed, and the button that does it. */
export function Deciding(props: DecidingProps) {
  const { view, outcome, draft, change, problem, busy, onDraft } = props
  const { t, pick, language } = useText(deskTexts)
  const { t: shared } = useText(sharedTexts)
  const { form, context } = useMemo(() => taskFormOf(view, outcome.key), [view, outcome.key])
  const [missing, setMissing] = useState(false)
  const keep = useCallback((answers: { [key: string]: unknown }) => change({ answers }), [change])
  const [notTaken, setNotTaken] = useState<ApiProblem>()
  const uploads = useMemo(() => formUploads({ task: view.row.id }, (fault) => setNotTaken(fault)), [view.row.id])
  const main = view.outcomes.find(({ proposed }) => proposed)
  const against = main !== undefined && main.key !== outcome.key
  const asksReason = outcome.needsReason || against
  // The dossier as it was when this form was opened: what changed since is a conflict, not a surprise.
  const [version] = useState(view.dossier.version)

  const send = (answers: { [key: string]: unknown }) => {
    const lacking = asksReason && draft.reason.trim() === ''
    setMissing(lacking)
    if (lacking) {
      document.getElementById('reason')?.focus()
      return
    }
    const checked = check(form, answers, context)
    if (!checked.ok) return
    props.onDecide({
      outcome: outcome.key,
      form: checked.value,
      version,
      ...(draft.reason.trim() === '' ? {} : { reason: draft.reason.trim() }),
      ...(props.previewHash === undefined ? {} : { previewHash: props.previewHash }),
    })
  }
  return (
    <section className="deciding" aria-labelledby="deciding">
      <h2 id="deciding" tabIndex={-1}>
        {pick(outcome.label)}
      </h2>
      {outcome.opensRequest && <p className="soft">{t('askedOnce')}</p>}
      {against && <p className="note soon">{t('againstRules')}</p>}
      {problem && (
        <Failing problem={problem}>
          <button type="button" className="btn" onClick={props.onReload}>
            {t('reloadCase')}
          </button>
        </Failing>
      )}
      {notTaken && <Failure problem={notTaken} takeFocus />}
      <FormStep
        key={`${outcome.key} ${draft.filled}`}
        form={form}
        answers={draft.answers}
        context={context}
        language={language}
        uploads={uploads}
        units={deskUnits}
        onAnswers={keep}
        onDone={send}
        serverProblems={fieldProblems(problem)}
      >
        {asksReason && (
          <div className={missing ? 'field bad' : 'field'}>
            <label htmlFor="reason">{t('reason')}</label>
            <p className="hint" id="reason-h">
              {t('reasonHint')}
            </p>
            {missing && (
              <p className="err" id="reason-e">
                <Icon name="alert" />
                {t('reasonMissing')}
              </p>
            )}
            <textarea
              className="in"
              id="reason"
              rows={3}
              maxLength={2000}
              value={draft.reason}
              aria-required="true"
              aria-invalid={missing || undefined}
              aria-describedby={missing ? 'reason-h reason-e' : 'reason-h'}
              onChange={(event) => {
                change({ reason: event.target.value })
                setMissing(false)
              }}
            />
          </div>
        )}
        <p className="row confirm">
          <button type="submit" className="btn main" aria-disabled={busy || undefined}>
            {busy ? t('sending') : t('confirm', { label: pick(outcome.label) })}
          </button>
          {onDraft && (
            <button type="button" className="btn" onClick={onDraft}>
              {t('showDraft')}
            </button>
          )}
          <button type="button" className="btn bare" onClick={props.onCancel}>
            {shared('cancel')}
          </button>
        </p>
      </FormStep>
    </section>
  )
}

function Failing({ problem, children }: { problem: ApiProblem; children: ReactNode }) {
  return (
    <div className="note late">
      <Failure problem={problem} takeFocus={problem.fields.length === 0} />
      {problem.status === 409 && <p>{children}</p>}
    </div>
  )
}

/** What the server found against single answers, as the form shows it. */
function fieldProblems(problem: ApiProblem | null): readonly Problem[] {
  return (problem?.fields ?? []).map(({ path, code, message }) => ({ path, code, message }))
}
