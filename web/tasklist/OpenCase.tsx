import { useEffect, useMemo } from 'react'
import { Link } from 'react-router'
import { check } from '#forms'
import type { ApiProblem, Outcome, TaskView } from '../api/index.ts'
import { useText } from '../i18n/index.ts'
import { Failure, Icon } from '../ui/index.ts'
import { type Desk, type Tab, tabs } from './address.ts'
import { CaseData } from './CaseData.tsx'
import { CaseHead } from './CaseHead.tsx'
import { CaseHistory } from './CaseHistory.tsx'
import { Comparison } from './Comparison.tsx'
import { taskFormOf } from './case-form.ts'
import { Deciding } from './Deciding.tsx'
import { forgetDraft, itemsOf, letterItem, proposedItems, useDecisionDraft } from './decision-draft.ts'
import { deskTexts } from './desk-texts.ts'
import { OutcomeButtons } from './OutcomeButtons.tsx'
import { outcomeKeys } from './outcome-keys.ts'
import { PapersPane } from './PapersPane.tsx'
import { draftId, papersOf } from './papers.ts'
import { type DecisionInput, useTaskActs } from './task-queries.ts'
import type { Undoable } from './UndoToast.tsx'
import { useKeys } from './use-keys.ts'
import { usePaperDraft } from './use-paper-draft.ts'

interface OpenCaseProps {
  desk: Desk
  view: TaskView
  me: string
  now: Date
  onDecided(decided: Undoable): void
}

/** The open task: the case, what may be decided, and its papers. */
export function OpenCase({ desk, view, me, now, onDecided }: OpenCaseProps) {
  const { t, pick } = useText(deskTexts)
  const { row, locked, outcomes } = view
  const acts = useTaskActs(row.id)
  const { draft, change } = useDecisionDraft(view)
  const { paper, show } = usePaperDraft(row.id)
  const mine = row.claimedBy?.id === me
  const absent = row.assignedTo && row.assignedTo.id !== me ? row.assignedTo.fullName : undefined
  const usable = mine && row.state === 'claimed' && locked === null
  const keys = useMemo(() => outcomeKeys(outcomes), [outcomes])
  const chosen = usable ? outcomes.find(({ key, open }) => open && key === desk.at.outcome) : undefined
  const tab: Tab = desk.at.tab

  const choose = (outcome: Outcome) => {
    if (outcome.opensRequest && itemsOf(draft).length === 0) {
      const items = proposedItems(view)
      if (items.length > 0) change({ answers: { ...draft.answers, items }, filled: draft.filled + 1 })
    }
    acts.decide.reset()
    desk.go({ tab: 'decision', outcome: outcome.key })
  }
  const letter = outcomes.find(({ opensRequest, open }) => opensRequest && open)
  const onLetter =
    usable && letter
      ? (path?: string, rule?: string) => {
          const item = letterItem(view, { path, rule })
          const items = itemsOf(draft)
          const known = items.some((each) => each.reason === item?.reason)
          if (item && !known)
            change({ answers: { ...draft.answers, items: [...items, item] }, filled: draft.filled + 1 })
          desk.go({ tab: 'decision', outcome: letter.key })
        }
      : undefined

  const main = chosen ?? outcomes.find((outcome) => outcome.main)
  const onDraft = view.preview
    ? () => {
        desk.go({ paper: draftId }, { replace: true })
        void show(formValue(view, main?.key, draft.answers) ?? draft.answers, main?.key)
      }
    : undefined
  // A paper that needs nothing more from this step (it is to be signed) is shown at once.
  const ready = view.preview !== null && formValue(view, main?.key, {}) !== undefined
  const shownFirst = view.preview !== null && (desk.at.paper ?? papersOf(view)[0]?.id) === draftId
  useEffect(() => {
    if (ready && shownFirst && paper.state === 'none') void show(draft.answers, main?.key)
  }, [ready, shownFirst, paper.state, show, draft.answers, main?.key])

  const decide = (input: DecisionInput) =>
    acts.decide.mutate(input, {
      onSuccess: (decision) => {
        forgetDraft(row.id)
        const label = outcomes.find(({ key }) => key === input.outcome)?.label
        onDecided({ task: row.id, name: row.applicantName, label: label ? pick(label) : '', until: decision.undoUntil })
      },
    })

  const chosenKey = chosen?.key
  useEffect(() => {
    if (chosenKey !== undefined) document.getElementById('deciding')?.focus()
  }, [chosenKey])

  useKeys({
    // Standing in for somebody is no habit of the fingers: it takes the button.
    c: () => row.state === 'open' && locked === null && !absent && acts.claim.mutate({ standIn: false }),
    ...Object.fromEntries(
      tabs.map((name, index) => [String(index + 1), () => desk.go({ tab: name }, { replace: true })]),
    ),
    ...Object.fromEntries(
      outcomes.flatMap((outcome) => {
        const key = keys.get(outcome.key)
        return key && usable && outcome.open ? [[key, () => choose(outcome)]] : []
      }),
    ),
  })

  const actProblem = acts.claim.error ?? acts.release.error
  const stale =
    paper.state === 'shown' && paper.of !== JSON.stringify(formValue(view, main?.key, draft.answers) ?? draft.answers)
  return (
    <>
      <article aria-label={t('openCase')}>
        <CaseHead view={view} now={now} desk={desk} />
        <nav className="tabs" aria-label={t('parts')}>
          {tabs.map((name) => (
            <Link key={name} to={desk.href({ tab: name })} replace aria-current={tab === name ? 'page' : undefined}>
              {t(name)} <TabCount name={name} view={view} />
            </Link>
          ))}
        </nav>
        <section className="scroll pad case" aria-label={t(tab)}>
          <Standing view={view} mine={mine} problem={actProblem} onReload={acts.reload} />
          {tab === 'data' && <CaseData view={view} onLetter={onLetter} />}
          {tab === 'compare' && <Comparison view={view} onLetter={onLetter} />}
          {tab === 'history' && <CaseHistory view={view} />}
          {tab === 'decision' &&
            (chosen ? (
              <Deciding
                key={chosen.key}
                view={view}
                outcome={chosen}
                draft={draft}
                change={change}
                problem={acts.decide.error}
                busy={acts.decide.isPending}
                previewHash={paper.state === 'shown' ? paper.hash : undefined}
                onDecide={decide}
                onCancel={() => desk.go({ tab: 'data', outcome: undefined })}
                onReload={() => {
                  acts.decide.reset()
                  acts.reload()
                  desk.go({ tab: 'data', outcome: undefined })
                }}
                onDraft={onDraft}
              />
            ) : (
              <p className="soft">
                {t(row.state === 'decided' ? 'isDecided' : usable ? 'chooseOutcome' : 'claimFirst')}
              </p>
            ))}
        </section>
        <OutcomeButtons
          view={view}
          mine={mine}
          keys={keys}
          chosen={tab === 'decision' ? chosen?.key : undefined}
          busy={acts.claim.isPending}
          absent={absent}
          onClaim={() => acts.claim.mutate({ standIn: absent !== undefined })}
          onRelease={() => acts.release.mutate()}
          onChoose={choose}
        />
      </article>
      <PapersPane desk={desk} view={view} draft={paper} stale={stale} onDraft={onDraft} />
    </>
  )
}

/** What the form gives for these answers, or nothing while it lacks something. */
function formValue(view: TaskView, outcome: string | undefined, answers: { [key: string]: unknown }) {
  const { form, context } = taskFormOf(view, outcome)
  const checked = check(form, answers, context)
  return checked.ok ? checked.value : undefined
}

function TabCount({ name, view }: { name: Tab; view: TaskView }) {
  const differing = view.comparisons.filter(({ verdict }) => verdict === 'differs').length
  if (name === 'compare' && differing > 0) return <span className="st late">{differing}</span>
  if (name === 'history') return <span>{view.dossier.timeline.length}</span>
  return null
}

interface StandingProps {
  view: TaskView
  mine: boolean
  problem: ApiProblem | null
  onReload(): void
}

/** Why nothing can be done here just now, or what went wrong with the last act. */
function Standing({ view, mine, problem, onReload }: StandingProps) {
  const { t, pick } = useText(deskTexts)
  const { row, locked, refusal } = view
  return (
    <>
      {locked && (
        <div className="note soon" role="status">
          <p className="st">
            <Icon name="lock" />
            <b>{t('lockedTitle')}</b>
          </p>
          <p>
            {pick(locked.text)} {t('lockedWho')}
          </p>
        </div>
      )}
      {refusal !== null && (
        <p className="note late">
          {t('refused')} {refusal}
        </p>
      )}
      {row.claimedBy && !mine && row.state === 'claimed' && (
        <p className="note">{t('hasIt', { name: row.claimedBy.fullName })}</p>
      )}
      {row.state === 'decided' && <p className="note">{t('isDecided')}</p>}
      {row.state === 'closed' && <p className="note">{t('isClosed')}</p>}
      {problem && <Failure problem={problem} onRetry={onReload} takeFocus />}
    </>
  )
}
