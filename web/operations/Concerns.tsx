import { useInfiniteQuery, useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { type ApiProblem, answer, api, asProblem, type Concern, done } from '../api/index.ts'
import { shortInstant, useText } from '../i18n/index.ts'
import { ConfirmDialog, Failure, Skeleton, TextField } from '../ui/index.ts'
import { operationsTexts } from './operations-texts.ts'

const acts = ['retry', 'dismiss', 'confirm', 'overtaken'] as const
type Act = (typeof acts)[number]

interface Asked {
  concern: Concern
  act: Act
}

/** What an operator must look at, the oldest first; each with the acts that it takes. */
export function Concerns() {
  const { t } = useText(operationsTexts)
  const queries = useQueryClient()
  const [asked, setAsked] = useState<Asked>()
  const [reason, setReason] = useState('')
  const list = useInfiniteQuery({
    queryKey: ['concerns'],
    queryFn: ({ pageParam }) =>
      answer(
        api.GET('/api/operations/concerns', { params: { query: pageParam === null ? {} : { cursor: pageParam } } }),
      ).catch((error: unknown) => {
        throw asProblem(error)
      }),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next,
    refetchInterval: 10_000,
  })
  const settle = useMutation<void, ApiProblem, Asked & { reason: string }>({
    mutationFn: ({ concern, act, reason: why }) =>
      done(
        api.POST('/api/operations/concerns/{id}/settlement', {
          params: { path: { id: concern.id } },
          body: { act, ...(why.trim() === '' ? {} : { reason: why.trim() }) },
        }),
      ).catch((error: unknown) => {
        throw asProblem(error)
      }),
    onSettled: () => {
      setAsked(undefined)
      setReason('')
      void queries.invalidateQueries({ queryKey: ['concerns'] })
    },
  })

  if (list.isPending) return <Skeleton lines={['title', 'wide', 'wide']} />
  if (list.data === undefined) return <Failure problem={asProblem(list.error)} onRetry={() => void list.refetch()} />
  const concerns = list.data.pages.flatMap(({ items }) => items)
  return (
    <section>
      {settle.error && <Failure problem={settle.error} takeFocus />}
      {concerns.length === 0 ? (
        <>
          <h2>{t('concerns')}</h2>
          <p role="status">{t('noConcerns')}</p>
        </>
      ) : (
        <div className="wide">
          <table className="t">
            <caption>
              {t('concerns')} · {concerns.length}
            </caption>
            <thead>
              <tr>
                <th scope="col">{t('what')}</th>
                <th scope="col">{t('dossier')}</th>
                <th scope="col">{t('since')}</th>
                <th scope="col">{t('act')}</th>
              </tr>
            </thead>
            <tbody>
              {concerns.map((concern) => (
                <tr key={concern.id}>
                  <th scope="row">
                    {concern.text} <span className="soft small">{concern.kind}</span>
                  </th>
                  <td className="nowrap">{concern.dossierCode ?? ''}</td>
                  <td className="nowrap">{shortInstant(concern.openedAt)}</td>
                  <td>
                    <span className="settle">
                      {acts
                        .filter((act) => concern.acts.includes(act))
                        .map((act) => (
                          <button type="button" className="btn" key={act} onClick={() => setAsked({ concern, act })}>
                            {t(act)}
                          </button>
                        ))}
                    </span>
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
      {list.hasNextPage && (
        <button type="button" className="btn" onClick={() => void list.fetchNextPage()}>
          {t('more')}
        </button>
      )}
      <ConfirmDialog
        open={asked !== undefined}
        title={asked ? t('ask', { act: t(asked.act) }) : ''}
        act={asked ? t(asked.act) : ''}
        busy={settle.isPending}
        onConfirm={() => asked && settle.mutate({ ...asked, reason })}
        onCancel={() => setAsked(undefined)}
      >
        <p>{asked?.concern.text}</p>
        <TextField label={t('reason')} value={reason} onValue={setReason} maxLength={500} />
      </ConfirmDialog>
    </section>
  )
}
