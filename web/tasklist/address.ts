/** The whole state of the desk stands in its address, so that a link, "back" and "reload" lead to the same row. */
import { useCallback, useMemo } from 'react'
import { useSearchParams } from 'react-router'

export const views = ['mine', 'unclaimed', 'unit', 'today', 'late'] as const
export type ViewName = (typeof views)[number]

export const tabs = ['data', 'compare', 'history', 'decision'] as const
export type Tab = (typeof tabs)[number]

export interface DeskAddress {
  view: ViewName
  q: string
  task: string | undefined
  tab: Tab
  /** Outcome whose form is open. */
  outcome: string | undefined
  /** Id of the paper on the right; absent: the first. */
  paper: string | undefined
}

const starting: DeskAddress = {
  view: 'mine',
  q: '',
  task: undefined,
  tab: 'data',
  outcome: undefined,
  paper: undefined,
}

export function readAddress(search: URLSearchParams): DeskAddress {
  const known = <Name extends string>(names: readonly Name[], key: string, otherwise: Name): Name =>
    names.find((name) => name === search.get(key)) ?? otherwise
  return {
    view: known(views, 'view', starting.view),
    q: search.get('q') ?? '',
    task: search.get('task') ?? undefined,
    tab: known(tabs, 'tab', starting.tab),
    outcome: search.get('outcome') ?? undefined,
    paper: search.get('paper') ?? undefined,
  }
}

/** What differs from a fresh desk; other parameters of the address stay. */
export function writeAddress(address: DeskAddress, before: URLSearchParams): URLSearchParams {
  const search = new URLSearchParams(before)
  for (const key of ['view', 'q', 'task', 'tab', 'outcome', 'paper'] as const) {
    const value = address[key]
    if (value === undefined || value === starting[key]) search.delete(key)
    else search.set(key, value)
  }
  return search
}

export interface Desk {
  at: DeskAddress
  go(change: Partial<DeskAddress>, how?: { replace: boolean }): void
  /** For links: the address after this change. */
  href(change: Partial<DeskAddress>): string
}

/** Another task begins at its own first tab and paper. */
function changed(at: DeskAddress, change: Partial<DeskAddress>): DeskAddress {
  const moved = 'task' in change && change.task !== at.task
  return { ...at, ...(moved ? { tab: 'data', outcome: undefined, paper: undefined } : {}), ...change }
}

export function useDesk(): Desk {
  const [search, setSearch] = useSearchParams()
  const at = useMemo(() => readAddress(search), [search])
  const go = useCallback<Desk['go']>(
    (change, how) => setSearch((before) => writeAddress(changed(readAddress(before), change), before), how),
    [setSearch],
  )
  const href = useCallback<Desk['href']>((change) => `?${writeAddress(changed(at, change), search)}`, [at, search])
  return { at, go, href }
}
