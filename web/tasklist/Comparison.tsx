import type { TaskView } from '../api/index.ts'
import { shortInstant, useText } from '../i18n/index.ts'
import { deskTexts } from './desk-texts.ts'
import { RuleResult, Verdict } from './Verdict.tsx'

/** Form against register, row by row, and the rules with their grounds. */
export function Comparison({
  view,
  onLetter,
}: {
  view: TaskView
  onLetter: ((path?: string, rule?: string) => void) | undefined
}) {
  const { t, pick } = useText(deskTexts)
  return (
    <>
      {view.lookups.map((lookup) => (
        <p className="small soft" key={lookup.name}>
          {t('lookup', { register: lookup.register, at: shortInstant(lookup.at) })}: {t(lookup.status)}
        </p>
      ))}
      {view.comparisons.length === 0 ? (
        <p className="soft">{t('noComparison')}</p>
      ) : (
        <table className="t cmp">
          <caption className="sr">{t('compare')}</caption>
          <thead>
            <tr>
              <th scope="col">{t('item')}</th>
              <th scope="col">{t('asFiled')}</th>
              <th scope="col">{t('asRegistered')}</th>
              <th scope="col">{t('result')}</th>
            </tr>
          </thead>
          <tbody>
            {view.comparisons.map((each) => {
              const differs = each.verdict === 'differs'
              return (
                <tr
                  key={`${each.source}-${each.path}`}
                  className={differs ? 'bad' : each.verdict === 'unknown' ? 'warn' : undefined}
                >
                  <th scope="row">{pick(each.label)}</th>
                  <td>{differs ? <span className="diff">{each.form ?? '–'}</span> : (each.form ?? '–')}</td>
                  <td>{differs ? <span className="diff">{each.register ?? '–'}</span> : (each.register ?? '–')}</td>
                  <td>
                    <Verdict verdict={each.verdict} />
                  </td>
                </tr>
              )
            })}
          </tbody>
        </table>
      )}
      {view.checks.length > 0 && (
        <table className="t rules">
          <caption>{t('conditions')}</caption>
          <thead className="sr">
            <tr>
              <th scope="col">{t('result')}</th>
              <th scope="col">{t('condition')}</th>
            </tr>
          </thead>
          <tbody>
            {view.checks.map((each) => (
              <tr key={each.rule}>
                <td>
                  <RuleResult result={each.result} />
                </td>
                <th scope="row">
                  {pick(each.name)}
                  <span className="row">
                    <span className="law">{each.ground}</span>
                    {each.result === 'fail' && onLetter && (
                      <button type="button" className="link small right" onClick={() => onLetter(undefined, each.rule)}>
                        {t('toLetter')}
                      </button>
                    )}
                  </span>
                </th>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </>
  )
}
