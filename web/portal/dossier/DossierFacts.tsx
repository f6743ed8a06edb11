import type { DossierView } from '../../api/index.ts'
import { longInstant, money, useText } from '../../i18n/index.ts'
import { dossierTexts } from './dossier-texts.ts'

/** When, where, how much. */
export function DossierFacts({ dossier }: { dossier: DossierView }) {
  const { t, pick, language } = useText(dossierTexts)
  const { dueAt, clock, fee, unit } = dossier
  return (
    <dl className="facts gap-small">
      {dueAt !== null && (
        <div>
          <dt>{t('due')}</dt>
          <dd>
            {longInstant(dueAt, language)}
            {clock === 'paused' && <small>{t('paused')}</small>}
          </dd>
        </div>
      )}
      <div>
        <dt>{t('where')}</dt>
        <dd>
          {unit.name}
          {unit.parentName && <small>{unit.parentName}</small>}
        </dd>
      </div>
      {fee && (
        <div>
          <dt>{t('fee')}</dt>
          <dd>
            {fee.amount === 0 ? t('noFee') : money(fee.amount)}
            {fee.lines.map((line) => (
              <small key={line.label.vi}>{pick(line.label)}</small>
            ))}
          </dd>
        </div>
      )}
    </dl>
  )
}
