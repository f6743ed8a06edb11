import type { ReactNode } from 'react'
import { type Field, isRequired, type View } from '#forms'
import { useFormPage } from './form-page.ts'
import { word } from './words.ts'

/** Ids of what describes a control, for `aria-describedby`, and whether it is wrong. */
export interface Described {
  'aria-describedby': string | undefined
  'aria-invalid': true | undefined
  'aria-required': true | undefined
}

interface FrameProps {
  field: Field
  path: string
  id: string
  view: View
  /** More hints below the field's own. */
  hints?: readonly string[]
  children: (described: Described) => ReactNode
}

/** A field with one control: label, hints, the officer's mark, problem, control. */
export function Frame(props: FrameProps) {
  const { language } = useFormPage()
  const { bad, notes, described } = useNotes(props)
  return (
    <div className={bad ? 'field bad' : 'field'}>
      <label htmlFor={props.id}>
        {props.field.label[language]}
        <Optional field={props.field} view={props.view} />
      </label>
      {notes}
      {props.children(described)}
    </div>
  )
}

/** A field with several controls. */
export function GroupFrame(props: FrameProps) {
  const { language } = useFormPage()
  const { bad, notes, described } = useNotes(props)
  return (
    <fieldset
      className={bad ? 'field bad' : 'field'}
      aria-describedby={described['aria-describedby']}
      aria-invalid={described['aria-invalid']}
    >
      <legend>
        {props.field.label[language]}
        <Optional field={props.field} view={props.view} />
      </legend>
      {notes}
      {props.children(described)}
    </fieldset>
  )
}

/** What stands between label and control, with the ids that tie it to the control. */
export function useNotes({ field, path, id, view, hints = [] }: Omit<FrameProps, 'children'>): {
  bad: boolean
  notes: ReactNode
  described: Described
} {
  const { language, problems, warnings, marks } = useFormPage()
  const problem = problems.get(path)
  const warning = warnings.get(path)
  const mark = marks.get(path) ?? marks.get(field.key)
  const description = field.description?.[language]
  const allHints = description === undefined ? hints : [description, ...hints]
  const ids = [
    ...allHints.map((_, index) => `${id}-h${index}`),
    ...(mark === undefined ? [] : [`${id}-m`]),
    ...(warning === undefined ? [] : [`${id}-w`]),
    ...(problem === undefined ? [] : [`${id}-e`]),
  ]
  return {
    bad: problem !== undefined,
    described: {
      'aria-describedby': ids.length > 0 ? ids.join(' ') : undefined,
      'aria-invalid': problem === undefined ? undefined : true,
      'aria-required': isRequired(view, field) ? true : undefined,
    },
    notes: (
      <>
        {allHints.map((hint, index) => (
          <p className="hint" id={`${id}-h${index}`} key={hint}>
            {hint}
          </p>
        ))}
        {mark !== undefined && (
          <p className="note" id={`${id}-m`}>
            <b>{word('markedByOfficer', language)}:</b> {mark}
          </p>
        )}
        {warning !== undefined && (
          <p className="note" id={`${id}-w`}>
            {warning}
          </p>
        )}
        {problem !== undefined && (
          <p className="err" id={`${id}-e`}>
            <i className="i i-alert" aria-hidden="true" />
            {problem}
          </p>
        )}
      </>
    ),
  }
}

/** Most answers are needed, so the others say that they are not; labels that say so themselves don't say it twice. */
function Optional({ field, view }: { field: Field; view: View }) {
  const { language } = useFormPage()
  const label = field.label[language]
  if (isRequired(view, field) || field.control.kind === 'checkbox' || /\((nếu|if) /i.test(label)) return null
  return <span className="soft"> ({word('optional', language)})</span>
}
