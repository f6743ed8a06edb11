import type { Outcome, TaskView } from '../api/index.ts'
import { useText } from '../i18n/index.ts'
import { deskTexts } from './desk-texts.ts'

interface OutcomeButtonsProps {
  view: TaskView
  mine: boolean
  /** Who has the dossier, where that is somebody else. */
  absent: string | undefined
  /** Of the signed-in person. */
  keys: ReadonlyMap<string, string>
  chosen: string | undefined
  busy: boolean
  onClaim(): void
  onRelease(): void
  onChoose(outcome: Outcome): void
}

/** How many points stand behind the proposed outcome. */
function pointsBehind({ checks, comparisons }: TaskView): number {
  return (
    checks.filter(({ result }) => result === 'fail').length +
    comparisons.filter(({ verdict }) => verdict === 'differs').length
  )
}

/** The outcomes of the diagram; the likeliest is filled. Those that can't be used now say why. */
export function OutcomeButtons(props: OutcomeButtonsProps) {
  const { view, mine, absent, keys, chosen, busy, onClaim, onRelease, onChoose } = props
  const { t, pick } = useText(deskTexts)
  const { row, locked, outcomes } = view
  const closed = outcomes.filter(({ open }) => !open)
  const usable = mine && row.state === 'claimed' && locked === null
  const label = (outcome: Outcome) =>
    outcome.proposed && pointsBehind(view) > 0
      ? t('proposedBy', { label: pick(outcome.label), n: pointsBehind(view) })
      : pick(outcome.label)
  return (
    <fieldset className="acts" aria-label={t('outcomes')}>
      {row.state === 'open' && locked === null && (
        <button
          type="button"
          className={absent ? 'btn' : 'btn main'}
          aria-disabled={busy || undefined}
          onClick={onClaim}
        >
          {absent ? (
            t('standIn', { name: absent })
          ) : (
            <>
              {t('claim')} <kbd>c</kbd>
            </>
          )}
        </button>
      )}
      {outcomes.map((outcome) => (
        <button
          type="button"
          key={outcome.key}
          className={usable && outcome.main && chosen === undefined ? 'btn main' : 'btn'}
          disabled={!usable || !outcome.open}
          aria-pressed={usable ? chosen === outcome.key : undefined}
          onClick={() => onChoose(outcome)}
        >
          {label(outcome)}
          {keys.has(outcome.key) && <kbd>{keys.get(outcome.key)}</kbd>}
        </button>
      ))}
      {usable && chosen === undefined && (
        <button type="button" className="btn bare right" onClick={onRelease}>
          {t('release')}
        </button>
      )}
      {row.state === 'open' && locked === null && (
        <span className="soft small">{absent ? t('givenTo', { name: absent }) : t('claimFirst')}</span>
      )}
      {usable && closed.length > 0 && (
        <p className="soft small why">
          {closed
            .map((outcome) => t('notOpen', { label: pick(outcome.label), why: outcome.why ? pick(outcome.why) : '' }))
            .join(' ')}
        </p>
      )}
    </fieldset>
  )
}
