import type { TaskView } from '../api/index.ts'
import { shortInstant, useText } from '../i18n/index.ts'
import { deskTexts } from './desk-texts.ts'

/** What happened to the dossier, the latest first, with who decided what and why. */
export function CaseHistory({ view }: { view: TaskView }) {
  const { t, pick } = useText(deskTexts)
  const { timeline, decisions } = view.dossier
  // Others who were asked stand with the data of the case, each with the answer.
  const requests = view.dossier.requests.filter(({ asked, items }) => asked === undefined && items.length > 0)
  return (
    <>
      <ol className="happened">
        {[...timeline].reverse().map((entry) => (
          <li key={entry.seq}>
            <time className="soft" dateTime={entry.at}>
              {shortInstant(entry.at)}
            </time>
            <span>
              <b>{pick(entry.title)}</b>
              {entry.who !== null && <span className="soft"> {entry.who}</span>}
              {entry.note && <p>{pick(entry.note)}</p>}
            </span>
          </li>
        ))}
      </ol>
      {requests.length > 0 && (
        <section className="part">
          <h2>{t('requests')}</h2>
          {requests.map((request) => (
            <div key={request.id}>
              <p className="soft small">{t('requestDue', { at: shortInstant(request.due) })}</p>
              <ul className="plain">
                {request.items.map((item) => (
                  <li key={item.path}>
                    {item.label ? pick(item.label) : item.path}: {item.reason}
                  </li>
                ))}
              </ul>
            </div>
          ))}
        </section>
      )}
      {decisions.length > 0 && (
        <section className="part">
          <h2>{t('decisionsMade')}</h2>
          <ol className="happened">
            {[...decisions].reverse().map((decision) => (
              <li key={`${decision.step}-${decision.at}`}>
                <time className="soft" dateTime={decision.at}>
                  {shortInstant(decision.at)}
                </time>
                <span>
                  <b>
                    {pick(decision.stepName)}: {pick(decision.label)}
                  </b>
                  <span className="soft"> {decision.by}</span>
                  {decision.reason !== null && (
                    <p>
                      {t('reason')}: {decision.reason}
                    </p>
                  )}
                </span>
              </li>
            ))}
          </ol>
        </section>
      )}
    </>
  )
}
