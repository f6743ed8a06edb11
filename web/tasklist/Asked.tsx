import type { TaskView } from '../api/index.ts'
import { shortDay, useText } from '../i18n/index.ts'
import { Icon, type IconName } from '../ui/index.ts'
import { deskTexts } from './desk-texts.ts'

type Request = TaskView['dossier']['requests'][number]

/** How it stands with whoever was asked: shape, tone and word. */
const standings: {
  readonly [state in Request['state']]: {
    tone: string
    icon: IconName
    word: 'askedOpen' | 'askedAnswered' | 'askedSilent' | 'askedClosed'
  }
} = {
  open: { tone: 'wait', icon: 'wait', word: 'askedOpen' },
  answered: { tone: 'done', icon: 'check', word: 'askedAnswered' },
  supplied: { tone: 'done', icon: 'check', word: 'askedAnswered' },
  timeout: { tone: 'late', icon: 'alert', word: 'askedSilent' },
  closed: { tone: '', icon: 'dot', word: 'askedClosed' },
}

/** Which units and bodies were asked, until when, and what each has answered; nothing where nobody was. */
export function Asked({ view }: { view: TaskView }) {
  const { t, pick } = useText(deskTexts)
  const requests = view.dossier.requests.filter(({ asked }) => asked !== undefined)
  if (requests.length === 0) return null
  return (
    <section className="part" aria-labelledby="asked">
      <h2 id="asked">{t('asked')}</h2>
      <ul className="asked">
        {requests.map((request) => (
          <OneAsked key={request.id} request={request} name={request.asked ? pick(request.asked) : ''} />
        ))}
      </ul>
    </section>
  )
}

function OneAsked({ request, name }: { request: Request; name: string }) {
  const { t, pick } = useText(deskTexts)
  const { answer, due } = request
  const { tone, icon, word } = standings[answer ? 'supplied' : request.state]
  return (
    <li>
      <b>{name}</b>
      <span className={`st ${tone} num`}>
        <Icon name={icon} />
        {t(word, { day: shortDay(answer ? answer.at : due) })}
      </span>
      {answer && (
        <p>
          <b>{pick(answer.label)}</b>
          {answer.text !== null && `: ${answer.text}`} <span className="soft">{answer.by}</span>
        </p>
      )}
      {answer?.reason && <p className="soft">{answer.reason}</p>}
    </li>
  )
}
