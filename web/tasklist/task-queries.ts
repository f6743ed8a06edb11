/** What the desk asks and tells the API about tasks. */
import {
  keepPreviousData,
  type UseQueryResult,
  useInfiniteQuery,
  useMutation,
  useQuery,
  useQueryClient,
} from '@tanstack/react-query'
import { type ApiProblem, answer, api, asProblem, type Decision, type TaskView } from '../api/index.ts'
import type { ViewName } from './address.ts'

/** How often the list and the open task are asked anew, in milliseconds. */
const EVERY = 5_000

const listKey = ['tasks'] as const
const taskKey = (id: string) => ['task', id] as const

/** A call with its faults as problems. */
async function told<Value>(call: Promise<Value>): Promise<Value> {
  try {
    return await call
  } catch (error) {
    throw asProblem(error)
  }
}

export function useTaskList(view: ViewName, q: string) {
  return useInfiniteQuery({
    queryKey: [...listKey, view, q],
    queryFn: ({ pageParam }) =>
      told(
        answer(
          api.GET('/api/tasks', {
            params: {
              query: {
                view,
                limit: 100,
                ...(q === '' ? {} : { q }),
                ...(pageParam === null ? {} : { cursor: pageParam }),
              },
            },
          }),
        ),
      ),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next,
    refetchInterval: EVERY,
    refetchOnWindowFocus: true,
    placeholderData: keepPreviousData,
  })
}

export function useTask(id: string): UseQueryResult<TaskView, ApiProblem> {
  return useQuery<TaskView, ApiProblem>({
    queryKey: taskKey(id),
    queryFn: () => told(answer(api.GET('/api/tasks/{id}', { params: { path: { id } } }))),
    // What is over is not asked again and again.
    refetchInterval: (query) => (query.state.status === 'error' ? false : EVERY),
    refetchOnWindowFocus: true,
  })
}

export interface DecisionInput {
  outcome: string
  form: { [key: string]: unknown }
  reason?: string
  previewHash?: string
  version: number
}

/** The acts on one task; each puts what it was answered on the page and has the list asked anew. */
export function useTaskActs(id: string) {
  const queries = useQueryClient()
  const asked = () => queries.invalidateQueries({ queryKey: listKey })
  const shown = (view: TaskView) => {
    queries.setQueryData(taskKey(id), view)
    void asked()
  }
  const path = { params: { path: { id } } }
  const claim = useMutation<TaskView, ApiProblem, { standIn: boolean }>({
    mutationFn: (query) => told(answer(api.POST('/api/tasks/{id}/claim', { params: { ...path.params, query } }))),
    onSuccess: shown,
  })
  const release = useMutation<TaskView, ApiProblem, void>({
    mutationFn: () => told(answer(api.DELETE('/api/tasks/{id}/claim', path))),
    onSuccess: shown,
  })
  const decide = useMutation<Decision, ApiProblem, DecisionInput>({
    mutationFn: (body) => told(answer(api.POST('/api/tasks/{id}/decision', { ...path, body }))),
    onSuccess: () => {
      void queries.invalidateQueries({ queryKey: taskKey(id) })
      void asked()
    },
  })
  const undo = useMutation<TaskView, ApiProblem, void>({
    mutationFn: () => told(answer(api.DELETE('/api/tasks/{id}/decision', path))),
    onSuccess: shown,
  })
  const reload = () => {
    void queries.invalidateQueries({ queryKey: taskKey(id) })
    void asked()
  }
  return { claim, release, decide, undo, reload }
}

export interface Paper {
  /** The paper itself. */
  blob: Blob
  /** Binds an approval to the paper that was seen. */
  hash: string | undefined
}

/** The paper of the step, drafted from the form as it stands. Rejects with an `ApiProblem`. */
export async function draftPaper(id: string, form: { [key: string]: unknown }, outcome?: string): Promise<Paper> {
  let hash: string | undefined
  const blob = await told(
    answer(
      api
        .POST('/api/tasks/{id}/preview', {
          params: { path: { id } },
          body: { form, ...(outcome === undefined ? {} : { outcome }) },
          parseAs: 'blob',
        })
        .then((outcomeOfCall) => {
          hash = outcomeOfCall.response.headers.get('x-preview-hash') ?? undefined
          return outcomeOfCall
        }),
    ),
  )
  return { blob, hash }
}
