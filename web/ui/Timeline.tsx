import type { ReactNode } from 'react'
import { sharedTexts, shortInstant, useText } from '../i18n/index.ts'

/** One point of a way: what was done, where it stands, what is ahead. */
export interface TimelinePoint {
  key: string
  state: 'done' | 'now' | 'ahead'
  title: string
  at?: string | undefined
  /** Notes, names, papers below the title. */
  more?: ReactNode
}

/** A vertical way of points, the earliest first. */
export function Timeline({ points }: { points: readonly TimelinePoint[] }) {
  const { t } = useText(sharedTexts)
  return (
    <ol className="line">
      {points.map(({ key, state, title, at, more }) => (
        <li className={state} aria-current={state === 'now' ? 'step' : undefined} key={key}>
          <span className="sr">{t(state)}: </span>
          <b>{title}</b>
          {at !== undefined && <time dateTime={at}>{shortInstant(at)}</time>}
          {more}
        </li>
      ))}
    </ol>
  )
}
