import type { ControlProps } from '../control-props.ts'
import { useNotes } from '../Frame.tsx'
import { useFormPage } from '../form-page.ts'

/** A single box; its label stands beside it, and the problem above. */
export function CheckboxControl({ field, path, id, value, view }: ControlProps<'checkbox'>) {
  const { setValue, language } = useFormPage()
  const { bad, notes, described } = useNotes({ field, path, id, view })
  return (
    <div className={bad ? 'field bad' : 'field'}>
      {notes}
      <label className="opt">
        <input
          {...described}
          type="checkbox"
          id={id}
          name={path}
          checked={value === true}
          onChange={(event) => setValue(path, event.target.checked)}
        />{' '}
        <span>{field.label[language]}</span>
      </label>
    </div>
  )
}
