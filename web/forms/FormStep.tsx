import { useFormik } from 'formik'
import { type ReactNode, useCallback, useEffect, useMemo, useRef, useState } from 'react'
import {
  check,
  type Form,
  type FormContext,
  type Item,
  type Language,
  type Problem,
  problemInFull,
  settle,
} from '#forms'
import { FormPageProvider, type UnitSource, type Uploads } from './form-page.ts'
import { Items } from './Items.tsx'
import { ProblemSummary } from './ProblemSummary.tsx'
import { keysOf, problemsIn, problemsOn } from './shown-problems.ts'
import { useServerProblems } from './use-server-problems.ts'
import { useSummaryFocus } from './use-summary-focus.ts'
import { Warnings } from './Warnings.tsx'
import { word } from './words.ts'

/** Answers as typed, by key: what a draft keeps and what the check takes. */
export type TypedAnswers = { [key: string]: unknown }

export interface FormStepProps {
  form: Form
  /** Key of the step; absent for the whole form: task forms, supplements. */
  step?: string
  /** All answers so far, those of other steps too. Read when the component is mounted: give it a `key` per step. */
  answers: TypedAnswers
  context: FormContext
  language: Language
  uploads: Uploads
  units: UnitSource
  /** After each change, with all answers; the page saves its draft from here. */
  onAnswers?: (answers: TypedAnswers) => void
  /** When the step holds nothing that blocks: all answers as typed. */
  onDone: (answers: TypedAnswers) => void | Promise<void>
  /** What the server found, shown until the answer at its place changes. */
  serverProblems?: readonly Problem[]
  /** What an officer asks about single answers, by path. */
  marks?: ReadonlyMap<string, string>
  /** Leaves out what may not be changed (supplements). */
  openOnly?: boolean
  /** Between summary and fields: the heading. */
  heading?: ReactNode
  /** Below the fields: the buttons; the first one submits. */
  children?: ReactNode
}

/** One step of a form: fields, problems beside them and in a summary, and the way on. */
export function FormStep(props: FormStepProps) {
  const { form, step, context, language, uploads, units, onAnswers, heading, children } = props
  const items = useMemo(() => itemsOf(form, step), [form, step])
  const keys = useMemo(() => keysOf(items), [items])
  const [busy, setBusyPaths] = useState<ReadonlySet<string>>(new Set())
  const [read, setRead] = useState<ReadonlySet<string>>(new Set())
  const [waiting, setWaiting] = useState(false)
  // A double click sends once.
  const underWay = useRef(false)

  const formik = useFormik<TypedAnswers>({
    initialValues: props.answers,
    validateOnBlur: false,
    // Formik asks whether there are problems; which and where is read from the check itself.
    validate: (values) => {
      const problems = problemsOn(keys, problemsIn(check(form, values, context)))
      return Object.fromEntries(problems.map(({ path, message }) => [path, message[language]]))
    },
    onSubmit: async (values) => {
      if (underWay.current) return
      const warnings = problemsOn(keys, check(form, values, context).warnings)
      setWaiting(busy.size > 0)
      if (busy.size > 0) return
      if (warnings.some(({ code }) => !read.has(code))) {
        // What the law says is read once before going on against it.
        setRead(new Set([...read, ...warnings.map(({ code }) => code)]))
        return
      }
      underWay.current = true
      try {
        await props.onDone(values)
      } finally {
        underWay.current = false
      }
    },
  })
  const { values, submitCount, setFieldValue } = formik

  const view = useMemo(() => settle(form, values, context), [form, values, context])
  const checked = useMemo(() => check(form, values, context), [form, values, context])
  const fromServer = useServerProblems(props.serverProblems, values)
  const attempted = submitCount > 0
  const problems = useMemo(
    () => problemsOn(keys, [...(attempted ? problemsIn(checked) : []), ...fromServer]),
    [keys, attempted, checked, fromServer],
  )
  const warnings = useMemo(
    () => problemsOn(keys, checked.warnings).filter(({ code }) => read.has(code)),
    [keys, checked, read],
  )

  const found = problems.length > 0
  const summary = useSummaryFocus(found, submitCount, props.serverProblems)

  const first = useRef(true)
  useEffect(() => {
    if (!first.current) onAnswers?.(values)
    first.current = false
  }, [values, onAnswers])

  const setValue = useCallback(
    (path: string, value: unknown) => {
      void setFieldValue(path, value)
    },
    [setFieldValue],
  )
  const setBusy = useCallback((path: string, isBusy: boolean) => {
    setBusyPaths((paths) => {
      const next = new Set(paths)
      if (isBusy) next.add(path)
      else next.delete(path)
      return next
    })
  }, [])
  const page = useMemo(
    () => ({
      language,
      context,
      uploads,
      units,
      problems: byPath(problems, language),
      warnings: byPath(warnings, language),
      marks: props.marks ?? new Map<string, string>(),
      openOnly: props.openOnly ?? false,
      setValue,
      setBusy,
    }),
    [language, context, uploads, units, problems, warnings, props.marks, props.openOnly, setValue, setBusy],
  )

  return (
    <FormPageProvider value={page}>
      {found && (
        <ProblemSummary
          ref={summary}
          language={language}
          problems={problems.map((each) => ({ path: each.path, text: problemInFull(form, each, language) }))}
        />
      )}
      {heading}
      <form className="prose" noValidate onSubmit={formik.handleSubmit}>
        <Items items={items} view={view} values={values} prefix="" />
        {warnings.length > 0 && !found && <Warnings warnings={warnings} language={language} />}
        <p role="status" className="hint">
          {waiting && busy.size > 0 && word('waitForUpload', language)}
        </p>
        {children}
      </form>
    </FormPageProvider>
  )
}

function itemsOf(form: Form, step: string | undefined): readonly Item[] {
  const steps = step === undefined ? form.steps : form.steps.filter((each) => each.key === step)
  return steps.flatMap((each): readonly Item[] =>
    each.hide ? [{ type: 'group', id: each.key, label: undefined, hide: each.hide, items: each.items }] : each.items,
  )
}

function byPath(problems: readonly Problem[], language: Language): ReadonlyMap<string, string> {
  return new Map(problems.map(({ path, message }) => [path, message[language]]))
}
