import { useMemo, useRef, useState } from 'react'
import { type DescribedRow, type DescribedStep, describe, type Problem } from '#forms'
import { type ApiProblem, answer, api, asProblem } from '../../api/index.ts'
import { FormRows, FormStep, type TypedAnswers, type Uploads } from '../../forms/index.ts'
import { useText } from '../../i18n/index.ts'
import { Failure } from '../../ui/index.ts'
import { addresses } from '../addresses.ts'
import type { DraftSaver, Saving } from './draft-saver.ts'
import { filingTexts } from './filing-texts.ts'
import type { Filing } from './load-filing.ts'
import { OpenPoints } from './OpenPoints.tsx'
import { CHECK_STEP } from './promise-apart.ts'
import { SavedLine } from './SavedLine.tsx'
import { StepHeading } from './StepHeading.tsx'
import { placed, problemsOf } from './steps.ts'
import { stepAddress } from './use-step-address.ts'

interface CheckStepProps {
  filing: Filing
  answers: TypedAnswers
  saver: DraftSaver
  saving: Saving
  uploads: Uploads
  title: string
  onAnswers(answers: TypedAnswers): void
}

/** All answers with "Sửa", fee and time, the promise, the button. */
export function CheckStep({ filing, answers, saver, saving, uploads, title, onAnswers }: CheckStepProps) {
  const { form, context, units, draft, service } = filing
  const { t, pick, language } = useText(filingTexts)
  const [problem, setProblem] = useState<ApiProblem>()
  const [busy, setBusy] = useState(false)
  const found = useMemo<readonly Problem[]>(() => (problem?.code === 'form.invalid' ? problem.fields : []), [problem])
  const points = useRef<HTMLDivElement>(null)
  const own = problemsOf(form, answers, context).filter(({ step }) => step !== CHECK_STEP)
  const elsewhere = own.length > 0 ? own : placed(form, found).filter(({ step }) => step !== CHECK_STEP)
  const steps = describe(form, answers, context, language).filter(({ key }) => key !== CHECK_STEP)
  const editHref = (step: DescribedStep, row: DescribedRow) =>
    stepAddress(step.key, { mending: true, control: `f-${row.path}` })

  const submit = async () => {
    if (own.length > 0) return points.current?.focus()
    setBusy(true)
    setProblem(undefined)
    try {
      // What is submitted is what the server holds; without it being saved nothing is.
      if (!(await saver.flush())) return
      const { code } = await answer(api.POST('/api/dossiers', { body: { draftId: draft.id, language } }))
      location.replace(draft.channel === 'online' ? addresses.submitted(code) : addresses.atDesk(code))
    } catch (error) {
      setProblem(asProblem(error))
      points.current?.focus()
    } finally {
      setBusy(false)
    }
  }
  return (
    <>
      <OpenPoints form={form} points={elsewhere} ref={points} />
      <StepHeading title={title} control={undefined} />
      <FormRows
        steps={steps}
        language={language}
        editHref={editHref}
        fileHref={({ id }) => `/api/uploads/${id}?inline=1`}
      />
      <dl className="facts promise-facts">
        <div>
          <dt>{t('fee')}</dt>
          <dd>
            {pick(service.card.feeText)}
            <small>{t('feeNote')}</small>
          </dd>
        </div>
        <div>
          <dt>{t('time')}</dt>
          <dd>
            {pick(service.card.limitText)}
            <small>{t('timeNote')}</small>
          </dd>
        </div>
      </dl>
      <FormStep
        form={form}
        step={CHECK_STEP}
        answers={answers}
        context={context}
        language={language}
        uploads={uploads}
        units={units}
        serverProblems={found}
        onAnswers={onAnswers}
        onDone={submit}
      >
        {problem && found.length === 0 && <Failure problem={problem} takeFocus />}
        <div className="acts gap-small">
          <button type="submit" className="btn" aria-disabled={busy || undefined}>
            {t(busy ? 'submitting' : 'submit')}
          </button>
          <SavedLine saving={saving} onRetry={() => void saver.flush()} />
        </div>
      </FormStep>
    </>
  )
}
