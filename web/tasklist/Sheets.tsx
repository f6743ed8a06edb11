import type { TaskView } from '../api/index.ts'
import { inSentence, useText } from '../i18n/index.ts'
import { Icon } from '../ui/index.ts'
import { deskTexts } from './desk-texts.ts'

/** What may be printed about the case, each in a tab of its own; nothing for whoever was only asked. */
export function Sheets({ view }: { view: TaskView }) {
  const { t, pick } = useText(deskTexts)
  if (view.sheets.length === 0) return null
  return (
    <ul className="sheets" aria-label={t('print')}>
      {view.sheets.map(({ sheet, name }) => (
        <li key={sheet}>
          <a className="st" href={`/api/tasks/${view.row.id}/sheets/${sheet}`} target="_blank" rel="noreferrer">
            <Icon name="print" />
            {t('printOne', { name: inSentence(pick(name)) })}
          </a>
        </li>
      ))}
    </ul>
  )
}
