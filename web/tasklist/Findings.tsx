import type { TaskView } from '../api/index.ts'
import { useText } from '../i18n/index.ts'
import { Icon } from '../ui/index.ts'
import { deskTexts } from './desk-texts.ts'

/**
 * What stands against the case, before everything else: what differs, which rules failed, and what the form warned of,
 * with their grounds.
 */
export function Findings({
  view,
  onLetter,
}: {
  view: TaskView
  onLetter: ((path?: string, rule?: string) => void) | undefined
}) {
  const { t, pick } = useText(deskTexts)
  const differing = view.comparisons.filter(({ verdict }) => verdict === 'differs')
  const failed = view.checks.filter(({ result }) => result === 'fail')
  if (differing.length + failed.length + view.warnings.length === 0) return null
  const letter = (path?: string, rule?: string) =>
    onLetter && (
      <button type="button" className="link right" onClick={() => onLetter(path, rule)}>
        {t('toLetter')}
      </button>
    )
  return (
    <>
      {differing.length > 0 && (
        <div className="note late finding">
          <span className="st late">
            <Icon name="x" />
            {t('pointsDiffer', { n: differing.length })}
          </span>
          <ul>
            {differing.map((each) => (
              <li className="row" key={each.path}>
                <span>
                  {pick(each.label)}: {each.form ?? '–'}, {t('inRegister')} <b>{each.register ?? '–'}</b>
                </span>
                {letter(each.path)}
              </li>
            ))}
          </ul>
        </div>
      )}
      {failed.length > 0 && (
        <div className="note late finding">
          <span className="st late">
            <Icon name="x" />
            {t('rulesFail', { n: failed.length })}
          </span>
          <ul>
            {failed.map((each) => (
              <li className="row" key={each.rule}>
                <span>
                  {pick(each.name)} <span className="law">{each.ground}</span>
                </span>
                {letter(undefined, each.rule)}
              </li>
            ))}
          </ul>
        </div>
      )}
      {view.warnings.length > 0 && (
        <div className="note finding">
          <span className="st">
            <Icon name="alert" />
            {t('formWarns', { n: view.warnings.length })}
          </span>
          <ul>
            {view.warnings.map((each) => (
              <li className="row" key={pick(each.text)}>
                <span>
                  {pick(each.text)} <span className="law">{each.ground}</span>
                </span>
                {letter(each.path)}
              </li>
            ))}
          </ul>
        </div>
      )}
    </>
  )
}
