import type { ServiceDetail } from '../../api/index.ts'
import { useText } from '../../i18n/index.ts'
import { serviceTexts } from './service-texts.ts'

export function LegalBasis({ laws }: { laws: ServiceDetail['legalBasis'] }) {
  const { t, pick } = useText(serviceTexts)
  if (laws.length === 0) return null
  return (
    <details className="gap">
      <summary>{t('law')}</summary>
      <ul className="small">
        {laws.map(({ ref, name, articles }) => (
          <li key={ref}>{[`${pick(name)} (${ref})`, articles].filter(Boolean).join(', ')}</li>
        ))}
      </ul>
    </details>
  )
}
