import { useId, useState } from 'react'
import { type ApiProblem, answer, api, asProblem, type DossierView } from '../../api/index.ts'
import { useText } from '../../i18n/index.ts'
import { ConfirmDialog, Failure } from '../../ui/index.ts'
import { dossierTexts } from './dossier-texts.ts'

/** Withdraws after a confirmation; the API grants or refuses at once. */
export function Withdrawal({
  dossier,
  onWithdrawn,
}: {
  dossier: DossierView
  onWithdrawn(dossier: DossierView): void
}) {
  const { t } = useText(dossierTexts)
  const [asking, setAsking] = useState(false)
  const [reason, setReason] = useState('')
  const [problem, setProblem] = useState<ApiProblem>()
  const [busy, setBusy] = useState(false)
  const field = useId()

  const withdraw = async () => {
    setBusy(true)
    setProblem(undefined)
    const { code } = dossier
    const said = reason.trim()
    try {
      const view = await answer(
        api.POST('/api/dossiers/{code}/withdrawal', {
          params: { path: { code } },
          body: said === '' ? {} : { reason: said },
        }),
      )
      setAsking(false)
      onWithdrawn(view)
    } catch (error) {
      setProblem(asProblem(error))
    }
    setBusy(false)
  }
  return (
    <div className="gap">
      <button type="button" className="link withdraw" onClick={() => setAsking(true)}>
        {t('withdraw')}
      </button>
      <ConfirmDialog
        open={asking}
        title={t('withdrawTitle')}
        act={t('withdraw')}
        busy={busy}
        onConfirm={withdraw}
        onCancel={() => setAsking(false)}
      >
        <p>{t('withdrawWhat', { code: dossier.code })}</p>
        <label htmlFor={field}>{t('withdrawWhy')}</label>
        <textarea
          className="in"
          id={field}
          rows={3}
          maxLength={500}
          value={reason}
          onChange={(event) => setReason(event.target.value)}
        />
        {problem && <Failure problem={problem} takeFocus />}
      </ConfirmDialog>
    </div>
  )
}
