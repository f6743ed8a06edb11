import type { Verification } from '../../api/index.ts'
import { longInstant, useText } from '../../i18n/index.ts'
import { Icon } from '../../ui/index.ts'
import { verificationTexts } from './verification-texts.ts'

/** Enough to compare with the paper in hand, not enough to learn a name. */
export function PaperFacts({ paper }: { paper: Verification }) {
  const { t, pick, language } = useText(verificationTexts)
  const valid = paper.state === 'valid'
  const rows = [
    [t('name'), pick(paper.name)],
    [t('number'), paper.number],
    [t('unit'), paper.unitName],
    [t('issued'), longInstant(paper.issuedAt, language)],
    [t('withdrawnAt'), paper.withdrawnAt ? longInstant(paper.withdrawnAt, language) : undefined],
    [t('initials'), paper.personInitials],
  ] as const
  return (
    <>
      <h1 className={valid ? 'verdict good' : 'verdict not-good'}>
        <Icon name={valid ? 'check' : 'x'} />
        {t(paper.state)}
      </h1>
      {!valid && <p>{t('withdrawnHow')}</p>}
      <dl className="rows plain">
        {rows.map(([label, value]) =>
          value ? (
            <div key={label}>
              <dt>{label}</dt>
              <dd>{value}</dd>
            </div>
          ) : null,
        )}
      </dl>
      {valid && <p>{t('compare')}</p>}
      <details>
        <summary>{t('hash')}</summary>
        <p className="small hash">{paper.sha256}</p>
      </details>
    </>
  )
}

export function UnknownPaper() {
  const { t } = useText(verificationTexts)
  return (
    <>
      <h1 className="verdict not-good">
        <Icon name="x" />
        {t('unknown')}
      </h1>
      <p>{t('unknownHow')}</p>
    </>
  )
}
