import { heatMap } from '../../diagram/heat-map.ts'
import { isKey } from '../../state/keys.ts'
import type { Lists } from '../lists.ts'
import type { Query } from './query.ts'

/** What a route answers: undefined = there is no such thing. */
export type Reply = { json: unknown } | { text: string; type: string } | undefined

/** One kind of page. `{key}` in its path is an engine key, handed over as `key`. */
export interface Route {
  readonly path: string
  /** Names of the parameters that it takes, for the list of routes. */
  readonly parameters: readonly string[]
  answer(lists: Lists, query: Query): Reply | Promise<Reply>
}

const paging = ['after', 'limit'] as const
const json = (value: unknown): Reply => (value === undefined ? undefined : { json: value })

/** All routes; instants in answers are milliseconds since the epoch. */
export const routes: readonly Route[] = [
  { path: '/processes', parameters: paging, answer: (lists, query) => json(lists.processes(query.page())) },
  {
    path: '/processes/{key}/diagram.bpmn',
    parameters: [],
    answer(lists, query) {
      const text = lists.diagram(query.key())
      return text === undefined ? undefined : { text, type: 'application/xml' }
    },
  },
  {
    path: '/processes/{key}/element-counts',
    parameters: [],
    answer: async (lists, query) =>
      lists.diagram(query.key()) === undefined ? undefined : json({ items: await lists.elementCounts(query.key()) }),
  },
  {
    path: '/processes/{key}/heat-map.svg',
    parameters: [],
    async answer(lists, query) {
      const diagram = lists.diagram(query.key())
      if (diagram === undefined) return undefined
      return { text: await heatMap(diagram, await lists.elementCounts(query.key())), type: 'image/svg+xml' }
    },
  },
  {
    path: '/process-instances',
    parameters: ['state', 'processDefinitionKey', ...paging],
    answer: (lists, query) =>
      json(
        lists.processInstances({
          ...query.page(),
          state: query.oneOf('state', ['ACTIVE', 'COMPLETED', 'TERMINATED']),
          processDefinitionKey: query.keyNamed('processDefinitionKey'),
        }),
      ),
  },
  {
    path: '/process-instances/{key}',
    parameters: [],
    answer: (lists, query) => json(lists.processInstance(query.key())),
  },
  {
    path: '/process-instances/{key}/element-instances',
    parameters: paging,
    answer: (lists, query) =>
      lists.processInstance(query.key()) && json(lists.elementInstances(query.key(), query.page())),
  },
  {
    path: '/scopes/{key}/variables',
    parameters: [],
    answer: (lists, query) => json(lists.variables(query.key())),
  },
  {
    path: '/jobs',
    parameters: ['type', 'state', 'processInstanceKey', ...paging],
    answer: (lists, query) =>
      json(
        lists.jobs({
          ...query.ofInstance(),
          type: query.text('type'),
          state: query.oneOf('state', ['ACTIVATABLE', 'ACTIVATED', 'FAILED', 'ERROR_THROWN']),
        }),
      ),
  },
  {
    path: '/incidents',
    parameters: ['processInstanceKey', ...paging],
    answer: (lists, query) => json(lists.incidents(query.ofInstance())),
  },
  {
    path: '/timers',
    parameters: ['processInstanceKey', ...paging],
    answer: (lists, query) => json(lists.timers(query.ofInstance())),
  },
  {
    path: '/message-subscriptions',
    parameters: ['processInstanceKey', ...paging],
    answer: (lists, query) => json(lists.messageSubscriptions(query.ofInstance())),
  },
  { path: '/messages', parameters: paging, answer: (lists, query) => json(lists.messages(query.page())) },
]

/** The route of a path, with the key in it. */
export function routeOf(path: string): { route: Route; key: string } | undefined {
  const parts = path.split('/')
  const at = parts.findIndex((part) => isKey(part))
  const pattern = parts.map((part, index) => (index === at ? '{key}' : part)).join('/')
  const route = routes.find((one) => one.path === pattern)
  return route && { route, key: parts[at] ?? '' }
}
