import { describe } from '#forms'
import type { TaskView } from '../api/index.ts'
import { money, phoneNumber, useText } from '../i18n/index.ts'
import { Icon } from '../ui/index.ts'
import { Asked } from './Asked.tsx'
import { useCaseForm } from './case-form.ts'
import { deskTexts } from './desk-texts.ts'
import { Findings } from './Findings.tsx'
import { Verdict } from './Verdict.tsx'

/** The answers in words, each with what the register has against it. */
export function CaseData({
  view,
  onLetter,
}: {
  view: TaskView
  onLetter: ((path?: string, rule?: string) => void) | undefined
}) {
  const { t, pick, language } = useText(deskTexts)
  const { form, context } = useCaseForm(view)
  const { dossier } = view
  const compared = new Map(view.comparisons.map((each) => [each.path, each]))
  const steps = describe(form, dossier.answers, context, language)
  return (
    <>
      <Findings view={view} onLetter={onLetter} />
      <Asked view={view} />
      {steps.map((step) => {
        const rows = step.rows.filter((row) => row.text !== '' && !row.files)
        if (rows.length === 0) return null
        return (
          <section className="part" key={step.key}>
            <h2>{step.title}</h2>
            <dl className="data">
              {rows.map((row) => {
                const other = compared.get(row.key)
                const differs = other?.verdict === 'differs'
                return (
                  <div key={row.path} className={differs ? 'differ' : undefined}>
                    <dt>{row.label}</dt>
                    <dd>
                      {row.entries
                        ? row.entries.map((entry) => (
                            <p key={entry[0]?.path}>
                              {entry
                                .filter(({ text }) => text !== '')
                                .map(({ label, text }) => `${label}: ${text}`)
                                .join('; ')}
                            </p>
                          ))
                        : row.text}
                      {differs && other.register !== null && (
                        <>
                          {' '}
                          <span className="soft">{t('inRegister')}</span> <span className="diff">{other.register}</span>
                        </>
                      )}
                    </dd>
                    <dd>{other && <Verdict verdict={other.verdict} />}</dd>
                  </div>
                )
              })}
            </dl>
          </section>
        )
      })}
      <section className="part">
        <h2>{t('applicant')}</h2>
        <dl className="data">
          <div>
            <dt>{t('phone')}</dt>
            <dd>{phoneNumber(dossier.phone)}</dd>
            <dd>
              {dossier.channel === 'online' && (
                <span className="st">
                  <Icon name="check" />
                  OTP
                </span>
              )}
            </dd>
          </div>
          {dossier.fee && (
            <div>
              <dt>{t('fee')}</dt>
              <dd>
                {money(dossier.fee.amount)}
                {dossier.fee.lines.length > 0 && (
                  <span className="soft"> {dossier.fee.lines.map((line) => pick(line.label)).join('; ')}</span>
                )}
              </dd>
              <dd>
                <span className={dossier.feePaid ? 'st done' : 'st'}>
                  {dossier.feePaid && <Icon name="check" />}
                  {dossier.feePaid ? t('feePaid') : t('feeOpen')}
                </span>
              </dd>
            </div>
          )}
        </dl>
      </section>
    </>
  )
}
