/** What a head asks and tells the API about who has what. */
import { useInfiniteQuery, useMutation, useQueryClient } from '@tanstack/react-query'
import { type ApiProblem, type Assignments, answer, api, asProblem, done, type TaskRow } from '../api/index.ts'

/** Roles to which the server shows who has what. */
const heads: readonly string[] = ['divisionHead', 'unitLeader']

export const givesOut = (roles: readonly string[]): boolean => roles.some((role) => heads.includes(role))

type Person = { id: string; fullName: string }

/** Something that one officer has, or nobody yet: an open task, or a dossier between two tasks of its officer. */
export interface Held {
  key: string
  of: { task: string } | { dossier: string }
  applicantName: string
  serviceShort: TaskRow['serviceShort']
  /** Absent where a dossier waits at a step of others. */
  step: TaskRow['stepName'] | undefined
  role: string
  holder: Person | null
  /** Whose dossier it is, where another took the task. */
  standsInFor: Person | undefined
  dueAt: string | null
}

const heldTask = (row: TaskRow): Held => {
  const { id, applicantName, serviceShort, stepName, role, claimedBy, assignedTo, dueAt } = row
  const other = claimedBy && assignedTo && assignedTo.id !== claimedBy.id ? assignedTo : undefined
  const holder = claimedBy ?? assignedTo ?? null
  return {
    key: id,
    of: { task: id },
    applicantName,
    serviceShort,
    step: stepName,
    role,
    holder,
    standsInFor: other,
    dueAt,
  }
}

const heldDossier = (dossier: Assignments['dossiers'][number]): Held => {
  const { code, applicantName, serviceShort, role, assignedTo } = dossier
  const about = { applicantName, serviceShort, role, holder: assignedTo, dueAt: null }
  return { key: code, of: { dossier: code }, ...about, step: undefined, standsInFor: undefined }
}

const key = ['assignments'] as const

/** Open tasks by due time, then dossiers at a step of others; and who may be given which. */
export function useAssignments() {
  const list = useInfiniteQuery({
    queryKey: key,
    queryFn: ({ pageParam }) =>
      answer(
        api.GET('/api/assignments', {
          params: { query: { limit: 100, ...(pageParam === null ? {} : { cursor: pageParam }) } },
        }),
      ).catch((error: unknown) => {
        throw asProblem(error)
      }),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next,
    refetchInterval: 10_000,
  })
  const pages = list.data?.pages ?? []
  const held = [
    ...pages.flatMap(({ items }) => items.map(heldTask)),
    ...pages.flatMap(({ dossiers }) => dossiers.map(heldDossier)),
  ]
  return { list, held, officers: pages[0]?.officers ?? [] }
}

/** An act of giving; `id` stays the same when it is sent again. */
export interface Giving {
  id: string
  held: Held
  to: string
  reason: string
}

export function useGiving(onDone: (giving: Giving) => void) {
  const queries = useQueryClient()
  return useMutation<void, ApiProblem, Giving>({
    mutationFn: ({ id, held, to, reason }) => {
      const body = { id, from: held.holder?.id ?? null, to, reason }
      const call =
        'task' in held.of
          ? api.POST('/api/tasks/{id}/assignment', { params: { path: { id: held.of.task } }, body })
          : api.POST('/api/dossiers/{code}/assignment', { params: { path: { code: held.of.dossier } }, body })
      return done(call).catch((error: unknown) => {
        throw asProblem(error)
      })
    },
    onSuccess: (_, giving) => onDone(giving),
    onSettled: () => void queries.invalidateQueries({ queryKey: key }),
  })
}
