import { Link } from 'react-router'
import type { TaskView } from '../api/index.ts'
import { clockTime, shortDay, shortInstant, useText } from '../i18n/index.ts'
import { Icon } from '../ui/index.ts'
import type { Desk } from './address.ts'
import { deskTexts } from './desk-texts.ts'
import { dueInHead, urgencies } from './due-words.ts'
import { givenOrStoodIn } from './given-words.ts'

/** Whose case, until when, at which step. */
export function CaseHead({ view, now, desk }: { view: TaskView; now: Date; desk: Desk }) {
  const { t, pick } = useText(deskTexts)
  const { row, dossier } = view
  const { tone, icon } = urgencies[row.urgency]
  const when = (at: string) => (shortDay(at) === shortDay(now) ? clockTime(at) : shortInstant(at))
  return (
    <header className="pane-head">
      <p className="back">
        <Link to={desk.href({ task: undefined })}>
          <Icon name="left" />
          {t('back')}
        </Link>
      </p>
      <div className="row">
        <h1 id="case" tabIndex={-1}>
          {row.applicantName}
        </h1>
        <span className={`st chip ${tone}`}>
          <Icon name={icon} />
          {dueInHead(row, now, t)}
        </span>
        <span className="right soft small">{dossier.code}</span>
      </div>
      <p className="soft small">
        {pick(dossier.serviceName)} · {t(dossier.channel, { at: when(dossier.submittedAt) })}
        {dossier.acceptedAt !== null && ` · ${t('acceptedAt', { at: when(dossier.acceptedAt) })}`} · {t('step')}{' '}
        <b className="here">{pick(row.stepName)}</b>
        {row.assignedTo && (
          <>
            {' '}
            · <span className="here">{givenOrStoodIn(row, t)}</span>
          </>
        )}
        {row.asked && (
          <>
            {' '}
            · <span className="here">{t('askedOf', { name: pick(row.asked) })}</span>
          </>
        )}
      </p>
    </header>
  )
}
