import { sharedTexts, useText } from '../i18n/index.ts'
import { DeskFrame } from '../tasklist/DeskFrame.tsx'
import type { Person } from '../tasklist/StaffOnly.tsx'
import { useTitle } from '../ui/index.ts'
import { Concerns } from './Concerns.tsx'
import { HealthParts } from './HealthParts.tsx'
import { operationsTexts } from './operations-texts.ts'

/** What runs, and what an operator must look at. */
export function OperationsPage({ person }: { person: Person }) {
  const { t } = useText(operationsTexts)
  const { t: shared } = useText(sharedTexts)
  useTitle(t('title'), shared('brand'))
  return (
    <DeskFrame person={person}>
      <main className="page" id="main">
        <h1>{t('title')}</h1>
        <HealthParts />
        {person.roles.includes('departmentOperator') ? <Concerns /> : <p className="note">{t('onlyOperators')}</p>}
      </main>
    </DeskFrame>
  )
}
