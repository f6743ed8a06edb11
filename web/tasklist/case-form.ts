import { useEffect, useMemo, useState } from 'react'
import { dayOf } from '#calendar'
import type { JsonValue } from '#feel'
import { type Answers, compileForm, type Form, type FormContext } from '#forms'
import { createFormUnits, type FormUnits, platformNow, type TaskView } from '../api/index.ts'
import { compiledForm, jsonAnswers, unitCodesIn } from '../portal/forms/compiled-form.ts'

/** The administrative map as far as this page has asked for it. */
export const deskUnits: FormUnits = createFormUnits()

export interface TaskForm {
  form: Form
  context: FormContext
}

/** The task's form with what it sees of the case. A step without a form decides by its outcome alone. */
export function taskFormOf(view: TaskView, outcome: string | undefined): TaskForm {
  const { context, ...schema } = jsonAnswers(view.form)
  const compiled = compileForm({ type: 'default', id: 'task', ...schema })
  if (!compiled.ok) throw new Error(compiled.faults.map(({ at, message }) => `${at}: ${message}`).join('; '))
  return {
    form: compiled.form,
    context: {
      now: platformNow(),
      periods: view.dossier.periods,
      names: { ...namesIn(context), outcome: outcome ?? null },
      unit: deskUnits.known,
    },
  }
}

function namesIn(context: JsonValue | undefined): Answers {
  return typeof context === 'object' && context !== null && !Array.isArray(context) ? context : {}
}

/** The citizen's form of this case; units among the answers get their names when they are there. */
export function useCaseForm({ dossier }: TaskView): TaskForm & { units: number } {
  const form = useMemo(() => compiledForm(dossier.form), [dossier.form])
  const [units, setUnits] = useState(0)
  const codes = [dossier.unit.code, ...unitCodesIn(form, dossier.answers)].join(' ')
  useEffect(() => {
    const told = () => setUnits((count) => count + 1)
    // Without their names, codes stand there; the case can be read all the same.
    deskUnits.learn(codes.split(' ')).then(told, told)
  }, [codes])
  const { service, channel, unit } = dossier
  const district = unit.level === 'district' ? unit.code : unit.parent
  return {
    form,
    units,
    context: {
      now: platformNow(),
      submittedOn: dayOf(new Date(dossier.submittedAt)),
      periods: dossier.periods,
      names: { dossier: { service, channel, unit: { code: unit.code, level: unit.level, district } } },
      unit: deskUnits.known,
    },
  }
}
