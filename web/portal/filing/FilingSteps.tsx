import { useCallback, useEffect, useMemo, useState } from 'react'
import { type ApiProblem, formUploads } from '../../api/index.ts'
import type { TypedAnswers } from '../../forms/index.ts'
import { unitWithParent, useText } from '../../i18n/index.ts'
import { addresses } from '../addresses.ts'
import { PortalPage } from '../frame/PortalPage.tsx'
import { CheckStep } from './CheckStep.tsx'
import { Conflict } from './Conflict.tsx'
import { filingTexts } from './filing-texts.ts'
import { type Filing, withUploads } from './load-filing.ts'
import { CHECK_STEP } from './promise-apart.ts'
import { QuestionStep } from './QuestionStep.tsx'
import { sameAnswers } from './same-answers.ts'
import { firstOpenStep, shownSteps } from './steps.ts'
import { useDraftSaver } from './use-draft-saver.ts'
import { stepAddress, useStepAddress } from './use-step-address.ts'

/** One step at a time; the address says which. */
export function FilingSteps({ filing }: { filing: Filing }) {
  const { draft, form, context, service } = filing
  const { t, pick } = useText(filingTexts)
  const { saver, saving } = useDraftSaver(draft)
  const { place, go } = useStepAddress()
  const [answers, setAnswers] = useState(filing.answers)
  // Counts answers that came from elsewhere: the fields are drawn anew with them.
  const [edition, setEdition] = useState(0)
  const [refused, setRefused] = useState<{ problem: ApiProblem; name: string }>()
  const uploads = useMemo(
    () => formUploads({ draft: draft.id }, (problem, { name }) => setRefused({ problem, name })),
    [draft.id],
  )
  const change = useCallback(
    (next: TypedAnswers) => {
      setAnswers(next)
      setRefused(undefined)
      saver.change(next)
    },
    [saver],
  )

  // Files that arrived when the page was closed before it could note them.
  useEffect(() => {
    if (!sameAnswers(draft.answers, filing.answers)) saver.change(filing.answers)
  }, [draft, filing, saver])

  const steps = useMemo(() => shownSteps(form, answers, context), [form, answers, context])
  const index = steps.findIndex(({ key }) => key === place.step)
  const step = steps[index]
  useEffect(() => {
    if (!step) go(stepAddress(firstOpenStep(form, answers, context)), 'replace')
  }, [step, go, form, answers, context])
  if (!step) return null

  const before = steps[index - 1]
  const after = steps[index + 1]
  const back = before
    ? { href: stepAddress(before.key), label: t('back') }
    : {
        href:
          draft.channel === 'online'
            ? `${addresses.service(draft.service)}?don-vi=${draft.unit.code}`
            : addresses.counter,
        label: t('back'),
      }
  const title = step.key === CHECK_STEP ? t('checkTitle') : pick(step.title)
  return (
    <PortalPage
      title={`${title} – ${pick(service.card.short)}`}
      place={unitWithParent(draft.unit)}
      bar={{ back, right: t('progress', { step: index + 1, steps: steps.length }) }}
    >
      {saving.state === 'conflict' && (
        <Conflict
          filing={filing}
          mine={answers}
          theirs={saving.theirs}
          onMine={() => void saver.keepMine()}
          onTheirs={() => {
            const theirs = saver.takeTheirs()
            if (theirs) setAnswers(withUploads(form, theirs))
            setEdition((count) => count + 1)
          }}
        />
      )}
      {draft.stale && <p className="note">{t('stale')}</p>}
      {step.key === CHECK_STEP ? (
        <CheckStep
          key={edition}
          filing={filing}
          answers={answers}
          saver={saver}
          saving={saving}
          uploads={uploads}
          title={title}
          onAnswers={change}
        />
      ) : (
        <QuestionStep
          key={`${step.key} ${edition}`}
          filing={filing}
          step={step}
          answers={answers}
          saver={saver}
          saving={saving}
          uploads={uploads}
          title={title}
          refused={refused}
          place={place}
          onAnswers={change}
          onDone={() => {
            void saver.flush()
            go(stepAddress(place.mending ? CHECK_STEP : (after?.key ?? CHECK_STEP)))
          }}
        />
      )}
    </PortalPage>
  )
}
