import { useState } from 'react'
import { asProblem } from '../api/index.ts'
import { sharedTexts, shortInstant, useText } from '../i18n/index.ts'
import { Failure, Skeleton, useTitle } from '../ui/index.ts'
import { givesOut, type Held, useAssignments } from './assignment-queries.ts'
import { assignmentTexts } from './assignment-texts.ts'
import { DeskFrame } from './DeskFrame.tsx'
import { GivingForm } from './GivingForm.tsx'
import type { Person } from './StaffOnly.tsx'

/** `/can-bo/phan-cong`: who has what in the unit; its head gives it to somebody else. */
export function AssignmentsPage({ person }: { person: Person }) {
  const { t } = useText(assignmentTexts)
  const { t: shared } = useText(sharedTexts)
  useTitle(t('title'), shared('brand'))
  return (
    <DeskFrame person={person}>
      <main className="page" id="main">
        <h1>{t('title')}</h1>
        {givesOut(person.roles) ? <WhoHasWhat /> : <p className="note">{t('notYours')}</p>}
      </main>
    </DeskFrame>
  )
}

function WhoHasWhat() {
  const { t } = useText(assignmentTexts)
  const { list, held, officers } = useAssignments()
  const [open, setOpen] = useState<Held>()
  const [given, setGiven] = useState<string>()
  if (list.isPending) return <Skeleton lines={['wide', 'wide', 'half', 'wide']} />
  if (list.data === undefined) return <Failure problem={asProblem(list.error)} onRetry={() => void list.refetch()} />
  return (
    <>
      <p className="soft">{t('lead')}</p>
      <p role="status">{given !== undefined && t('done', { name: given })}</p>
      {open && (
        <GivingForm
          key={open.key}
          held={open}
          officers={officers.filter(({ role, id }) => role === open.role && id !== open.holder?.id)}
          onCancel={() => setOpen(undefined)}
          onGiven={(name) => {
            setGiven(name)
            setOpen(undefined)
          }}
        />
      )}
      {held.length === 0 ? (
        <p>{t('none')}</p>
      ) : (
        <HeldTable
          held={held}
          onGive={(one) => {
            setGiven(undefined)
            setOpen(one)
          }}
        />
      )}
      {list.hasNextPage && (
        <p>
          <button type="button" className="btn" onClick={() => void list.fetchNextPage()}>
            {t('more')}
          </button>
        </p>
      )}
    </>
  )
}

function HeldTable({ held, onGive }: { held: readonly Held[]; onGive(held: Held): void }) {
  const { t, pick } = useText(assignmentTexts)
  const holder = ({ holder: has, standsInFor }: Held) => {
    if (!has) return t('nobody')
    return standsInFor ? t('standsIn', { name: has.fullName, absent: standsInFor.fullName }) : has.fullName
  }
  return (
    <div className="wide">
      <table className="t">
        <thead>
          <tr>
            <th scope="col">{t('dossier')}</th>
            <th scope="col">{t('task')}</th>
            <th scope="col">{t('holder')}</th>
            <th scope="col">{t('due')}</th>
            <th scope="col">{t('act')}</th>
          </tr>
        </thead>
        <tbody>
          {held.map((one) => (
            <tr key={one.key}>
              <th scope="row">
                {one.applicantName} <span className="soft small">{pick(one.serviceShort)}</span>
              </th>
              <td>{one.step ? pick(one.step) : t('betweenTasks')}</td>
              <td>{holder(one)}</td>
              <td className="nowrap">{one.dueAt === null ? '' : shortInstant(one.dueAt)}</td>
              <td>
                <button
                  type="button"
                  className="btn"
                  aria-label={t('actOf', { name: one.applicantName })}
                  onClick={() => onGive(one)}
                >
                  {t('act')}
                </button>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
