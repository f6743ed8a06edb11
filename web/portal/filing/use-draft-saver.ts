import { useEffect, useRef, useState } from 'react'
import { answer, api, type Draft, useSession } from '../../api/index.ts'
import { createDraftSaver, type DraftSaver, type Saving } from './draft-saver.ts'
import { readDraft } from './load-filing.ts'

/** The saver of a draft, and how far it is; saves too when the window is left, the line is back, or the session is. */
export function useDraftSaver(draft: Draft): { saver: DraftSaver; saving: Saving } {
  const [saving, setSaving] = useState<Saving>({ state: 'saved', at: draft.updatedAt })
  const [saver] = useState(() => {
    const { id } = draft
    const save = (answers: Draft['answers'], version: number) =>
      answer(
        api.PUT('/api/drafts/{id}', {
          params: { path: { id }, header: { 'if-match': `"${version}"` } },
          body: { answers },
        }),
      )
    return createDraftSaver(draft, { save, read: () => readDraft(id) }, setSaving)
  })
  const latest = useRef(saving)
  latest.current = saving

  useEffect(() => {
    const save = () => void saver.flush()
    const hold = (event: BeforeUnloadEvent) => {
      if (latest.current.state === 'failed' || latest.current.state === 'conflict') event.preventDefault()
    }
    const left = () => document.visibilityState === 'hidden' && save()
    addEventListener('online', save)
    addEventListener('beforeunload', hold)
    document.addEventListener('visibilitychange', left)
    return () => {
      removeEventListener('online', save)
      removeEventListener('beforeunload', hold)
      document.removeEventListener('visibilitychange', left)
      saver.stop()
    }
  }, [saver])

  const known = useSession()
  const signedIn = known.state === 'ready' && known.session.kind !== 'nobody'
  useEffect(() => {
    if (signedIn) void saver.flush()
  }, [signedIn, saver])

  return { saver, saving }
}
