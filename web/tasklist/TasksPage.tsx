import { useCallback, useEffect, useMemo, useRef, useState } from 'react'
import { Link } from 'react-router'
import { asProblem } from '../api/index.ts'
import { sharedTexts, useText } from '../i18n/index.ts'
import { Failure, Skeleton, useTitle } from '../ui/index.ts'
import { useDesk } from './address.ts'
import { DeskFrame } from './DeskFrame.tsx'
import { deskTexts } from './desk-texts.ts'
import { KeyHelp } from './KeyHelp.tsx'
import { OpenCase } from './OpenCase.tsx'
import type { Person } from './StaffOnly.tsx'
import { TaskList } from './TaskList.tsx'
import { groupTasks } from './task-groups.ts'
import { useTask, useTaskList } from './task-queries.ts'
import { type Undoable, UndoToast } from './UndoToast.tsx'
import { useKeys } from './use-keys.ts'
import { useNow } from './use-now.ts'
import { ViewTabs } from './ViewTabs.tsx'

/** How long typing pauses before the list is searched, in milliseconds. */
const PAUSE = 250

/** List, case and papers side by side; below 1280 px one column, the open case first. */
export function TasksPage({ person }: { person: Person }) {
  const { t } = useText(deskTexts)
  const { t: shared } = useText(sharedTexts)
  const desk = useDesk()
  const { at, go } = desk
  const now = useNow(30_000)
  const list = useTaskList(at.view, at.q)
  const seek = useRef<HTMLInputElement>(null)
  const [typed, setTyped] = useState(at.q)
  const [help, setHelp] = useState(false)
  const [decided, setDecided] = useState<Undoable>()
  useTitle(t('tasks'), shared('brand'))

  useEffect(() => setTyped(at.q), [at.q])
  useEffect(() => {
    if (typed === at.q) return
    const timer = setTimeout(() => go({ q: typed }, { replace: true }), PAUSE)
    return () => clearTimeout(timer)
  }, [typed, at.q, go])

  const rows = useMemo(() => list.data?.pages.flatMap(({ items }) => items) ?? [], [list.data])
  // The order of the screen, group by group.
  const order = useMemo(() => groupTasks(rows, now).flatMap((group) => group.rows), [rows, now])
  const move = (by: 1 | -1) => {
    const here = order.findIndex(({ id }) => id === at.task)
    const next = here < 0 ? order[by > 0 ? 0 : order.length - 1] : order[here + by]
    if (next) go({ task: next.id }, { replace: at.task !== undefined })
  }
  useKeys({
    j: () => move(1),
    k: () => move(-1),
    enter: () => (at.task ? document.getElementById('case')?.focus() : move(1)),
    escape: () => (at.outcome ? go({ tab: 'data', outcome: undefined }) : go({ task: undefined })),
    '?': () => setHelp(true),
    'mod+k': () => seek.current?.focus(),
  })
  const gone = useCallback(() => setDecided(undefined), [])

  return (
    <DeskFrame person={person} search={{ value: typed, onSearch: setTyped, ref: seek }}>
      <ViewTabs desk={desk} counts={list.data?.pages[0]?.counts} />
      <main id="main" className="panes desk-panes">
        <nav className={at.task ? 'list-when-open' : undefined} aria-label={t(at.view)}>
          {list.isPending ? (
            <div className="pad">
              <Skeleton lines={['short', 'wide', 'half', 'wide', 'half', 'wide', 'half']} />
            </div>
          ) : list.data === undefined ? (
            <div className="pad">
              <Failure problem={asProblem(list.error)} onRetry={() => void list.refetch()} />
            </div>
          ) : (
            <TaskList
              desk={desk}
              rows={rows}
              now={now}
              onMore={list.hasNextPage ? () => void list.fetchNextPage() : undefined}
            />
          )}
        </nav>
        {at.task ? (
          <CaseOf key={at.task} id={at.task} {...{ desk, now }} me={person.id} onDecided={setDecided} />
        ) : (
          <article className="nothing-open" aria-label={t('openCase')}>
            <p className="pad soft">{t('chooseTask')}</p>
          </article>
        )}
      </main>
      {decided && (
        <UndoToast
          key={decided.task}
          of={decided}
          onGone={gone}
          onUndone={(task) => {
            gone()
            go({ task, tab: 'data', outcome: undefined })
          }}
        />
      )}
      <KeyHelp open={help} onClose={() => setHelp(false)} />
    </DeskFrame>
  )
}

type CaseOfProps = Omit<Parameters<typeof OpenCase>[0], 'view'> & { id: string }

/** The states of the open task. One that was interrupted (withdrawn, done elsewhere) says so. */
function CaseOf({ id, ...rest }: CaseOfProps) {
  const { t } = useText(deskTexts)
  const task = useTask(id)
  if (task.data && !task.error) return <OpenCase view={task.data} {...rest} />
  return (
    <article aria-label={t('openCase')}>
      <div className="pad">
        {task.error ? (
          <>
            <p className="back">
              <Link to={rest.desk.href({ task: undefined })}>{t('back')}</Link>
            </p>
            <Failure problem={task.error} onRetry={() => void task.refetch()} />
          </>
        ) : (
          <Skeleton lines={['title', 'short', 'wide', 'wide', 'half', 'wide', 'wide']} />
        )}
      </div>
    </article>
  )
}
