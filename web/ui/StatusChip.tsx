import type { DossierStatus } from '../api/index.ts'
import { type Texts, useLanguage } from '../i18n/index.ts'
import { Icon } from './Icon.tsx'
import { statusTones } from './status-tone.ts'

/** A dossier's status: word, shape and colour. */
export function StatusChip({ status, text }: { status: DossierStatus; text: Texts }) {
  const { language } = useLanguage()
  const { tone, icon } = statusTones[status]
  return (
    <span className={`state ${tone}`}>
      <Icon name={icon} />
      {text[language]}
    </span>
  )
}
