import type { Step } from '#forms'
import type { ApiProblem } from '../../api/index.ts'
import { FormStep, type TypedAnswers, type Uploads } from '../../forms/index.ts'
import { useText } from '../../i18n/index.ts'
import { Icon } from '../../ui/index.ts'
import type { DraftSaver, Saving } from './draft-saver.ts'
import { filingTexts } from './filing-texts.ts'
import type { Filing } from './load-filing.ts'
import { SavedLine } from './SavedLine.tsx'
import { StepHeading } from './StepHeading.tsx'
import type { StepPlace } from './use-step-address.ts'

interface QuestionStepProps {
  filing: Filing
  step: Step
  answers: TypedAnswers
  saver: DraftSaver
  saving: Saving
  uploads: Uploads
  title: string
  /** A file that was not taken. */
  refused: { problem: ApiProblem; name: string } | undefined
  place: StepPlace
  onAnswers(answers: TypedAnswers): void
  onDone(): void
}

/** One group of questions. */
export function QuestionStep(props: QuestionStepProps) {
  const { filing, step, answers, saver, saving, uploads, title, refused, place, onAnswers, onDone } = props
  const { t, pick, language } = useText(filingTexts)
  return (
    <FormStep
      form={filing.form}
      step={step.key}
      answers={answers}
      context={filing.context}
      language={language}
      uploads={uploads}
      units={filing.units}
      onAnswers={onAnswers}
      onDone={onDone}
      heading={<StepHeading title={title} control={place.control} />}
    >
      {refused && (
        <p className="err" role="alert">
          <Icon name="alert" />
          {t('uploadFailed', {
            name: refused.name,
            why: `${pick(refused.problem.title)} ${pick(refused.problem.remedy)}`,
          })}
        </p>
      )}
      <div className="acts">
        <button type="submit" className="btn">
          {t(place.mending ? 'toCheck' : 'goOn')}
        </button>
        <SavedLine saving={saving} onRetry={() => void saver.flush()} />
      </div>
    </FormStep>
  )
}
