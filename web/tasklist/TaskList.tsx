import { useEffect, useRef } from 'react'
import { Link } from 'react-router'
import type { TaskRow } from '../api/index.ts'
import { type Say, useText } from '../i18n/index.ts'
import { Icon } from '../ui/index.ts'
import type { Desk } from './address.ts'
import { deskTexts } from './desk-texts.ts'
import { dueInList, urgencies } from './due-words.ts'
import { givenOrStoodIn } from './given-words.ts'
import { groupTasks, groupTitle } from './task-groups.ts'

interface TaskListProps {
  desk: Desk
  rows: readonly TaskRow[]
  now: Date
  onMore: (() => void) | undefined
}

/** Two lines a task, in groups by time. */
export function TaskList({ desk, rows, now, onMore }: TaskListProps) {
  const { t, pick, language } = useText(deskTexts)
  const here = useRef<HTMLAnchorElement>(null)
  const open = desk.at.task
  useEffect(() => {
    if (open) here.current?.scrollIntoView({ block: 'nearest' })
  }, [open])

  if (rows.length === 0) return <NoTasks desk={desk} />
  return (
    <div className="scroll">
      {groupTasks(rows, now).map((group) => (
        <section key={group.key} aria-labelledby={`group-${group.key}`}>
          <h2 className="group" id={`group-${group.key}`}>
            {groupTitle(group, now, { t, language })}
          </h2>
          <ul className="tasks">
            {group.rows.map((row) => {
              const { tone, icon } = urgencies[row.urgency]
              const current = row.id === open
              return (
                <li key={row.id}>
                  <Link
                    to={desk.href({ task: row.id })}
                    aria-current={current ? 'true' : undefined}
                    ref={current ? here : undefined}
                  >
                    <Icon name={icon} tone={`st ${tone}`} />
                    <b>{row.applicantName}</b>
                    <span className={`st ${tone} num`}>{dueInList(row, now, t)}</span>
                    <small>
                      {pick(row.serviceShort)} · {pick(row.stepName)} ·{' '}
                      <span className="code">…{row.dossierCode.slice(-7, -2)}</span>
                      {row.asked && ` · ${t('askedOf', { name: pick(row.asked) })}`}
                      {desk.at.view !== 'mine' && ` ${whoHas(row, t)}`}
                    </small>
                  </Link>
                </li>
              )
            })}
          </ul>
        </section>
      ))}
      {onMore && (
        <p className="pad">
          <button type="button" className="btn" onClick={onMore}>
            {t('more')}
          </button>
        </p>
      )}
    </div>
  )
}

/** Who works on it, in whose stead, or to whom it was given and who has not taken it yet. */
function whoHas(row: TaskRow, t: Say<typeof deskTexts>): string {
  const { claimedBy, assignedTo } = row
  if (claimedBy && claimedBy.id === (assignedTo ?? claimedBy).id) return `· ${claimedBy.fullName}`
  return assignedTo ? `· ${givenOrStoodIn(row, t)}` : ''
}

function NoTasks({ desk }: { desk: Desk }) {
  const { t } = useText(deskTexts)
  const { q, view } = desk.at
  return (
    <div className="pad" role="status">
      {q !== '' ? (
        <>
          <p>{t('noFound', { q })}</p>
          <p>
            <Link to={desk.href({ q: '' })}>{t('clearSearch')}</Link>
          </p>
        </>
      ) : (
        <>
          <p>{view === 'mine' ? t('noTasksMine') : t('noTasks')}</p>
          {view === 'mine' && (
            <p>
              <Link to={desk.href({ view: 'unclaimed', task: undefined })}>{t('unclaimed')}</Link>
            </p>
          )}
        </>
      )}
    </div>
  )
}
