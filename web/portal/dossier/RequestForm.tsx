import '../../forms/forms.css'
import { useMemo, useState } from 'react'
import type { Problem } from '#forms'
import {
  type ApiProblem,
  answer,
  api,
  asProblem,
  type DossierView,
  formUploads,
  type RequestItem,
  type RequestView,
  useLoaded,
} from '../../api/index.ts'
import { FormStep, type TypedAnswers } from '../../forms/index.ts'
import { clockTime, longDay, longInstant, type Say, useText } from '../../i18n/index.ts'
import { Failure, Icon, Shown } from '../../ui/index.ts'
import { jsonAnswers } from '../forms/compiled-form.ts'
import { dossierTexts } from './dossier-texts.ts'
import { type FormOfDossier, loadForm } from './load-form.ts'

interface RequestFormProps {
  dossier: DossierView
  request: RequestView
  onAnswered(dossier: DossierView): void
  onStale(): void
}

/** What is asked of the citizen: single fields and papers with the officer's words; one button sends all. */
export function RequestForm(props: RequestFormProps) {
  const { dossier, request } = props
  const { t, language } = useText(dossierTexts)
  const form = useLoaded(request.id, () => loadForm(dossier))
  const { due, items } = request
  const when = clockTime(due) === '23:59' ? t('endOfDay', { day: longDay(due, language) }) : longInstant(due, language)
  return (
    <section aria-labelledby="asked">
      <h2 id="asked">{items.length === 1 ? t('askedOne', { when }) : t('asked', { count: items.length, when })}</h2>
      <p className="gap-small">{t('askedHow')}</p>
      <Shown of={form} skeleton={['half', 'wide', 'field', 'button']}>
        {(loaded) => <MarkedFields {...props} loaded={loaded} />}
      </Shown>
    </section>
  )
}

function MarkedFields({ dossier, request, onAnswered, onStale, loaded }: RequestFormProps & { loaded: FormOfDossier }) {
  const { t, pick, language } = useText(dossierTexts)
  const [problem, setProblem] = useState<ApiProblem>()
  const [refused, setRefused] = useState<{ problem: ApiProblem; name: string }>()
  const [busy, setBusy] = useState(false)
  const { form, units } = loaded
  const given = useMemo(() => jsonAnswers(dossier.answers), [dossier.answers])
  const context = useMemo(
    () => ({ ...loaded.context, given, only: request.items.map(({ path }) => path) }),
    [loaded, given, request],
  )
  const marks = useMemo(() => new Map(request.items.map((item) => [item.path, wordsOf(item, t)])), [request, t])
  const uploads = useMemo(
    () => formUploads({ request: request.id }, (found, { name }) => setRefused({ problem: found, name })),
    [request.id],
  )
  const found = useMemo<readonly Problem[]>(() => (problem?.code === 'form.invalid' ? problem.fields : []), [problem])

  const send = async (answers: TypedAnswers) => {
    setBusy(true)
    setProblem(undefined)
    const path = { code: dossier.code, request: request.id }
    try {
      onAnswered(
        await answer(
          api.POST('/api/dossiers/{code}/requests/{request}/answer', { params: { path }, body: { answers } }),
        ),
      )
    } catch (error) {
      setProblem(asProblem(error))
    }
    setBusy(false)
  }
  return (
    <div className="asked">
      <FormStep
        form={form}
        answers={dossier.answers}
        context={context}
        language={language}
        uploads={uploads}
        units={units}
        marks={marks}
        openOnly
        serverProblems={found}
        onAnswers={() => setRefused(undefined)}
        onDone={send}
      >
        {refused && (
          <p className="err" role="alert">
            <Icon name="alert" />
            {refused.name}: {pick(refused.problem.title)} {pick(refused.problem.remedy)}
          </p>
        )}
        {problem && found.length === 0 && (
          <Failure problem={problem} takeFocus onRetry={problem.code === 'request.closed' ? onStale : undefined} />
        )}
        <div className="acts">
          <button type="submit" className="btn" aria-disabled={busy || undefined}>
            {t(busy ? 'sending' : 'send')}
          </button>
        </div>
      </FormStep>
    </div>
  )
}

function wordsOf({ reason, remedy, ground }: RequestItem, t: Say<typeof dossierTexts>): string {
  return [reason, remedy, ground === undefined ? undefined : t('ground', { ground })].filter(Boolean).join(' ')
}
