import type { ControlProps } from '../control-props.ts'
import { Frame } from '../Frame.tsx'
import { useFormPage } from '../form-page.ts'

/** A number as text: people may type `12,5` and `1.000`, and the check reads them (`readNumber`). */
export function NumberControl({ field, control, path, id, value, view }: ControlProps<'number'>) {
  const { setValue, language } = useFormPage()
  const text = typeof value === 'number' ? String(value).replace('.', ',') : typeof value === 'string' ? value : ''
  const unit = control.unit?.[language]
  return (
    <Frame field={field} path={path} id={id} view={view} hints={unit === undefined ? [] : [unit]}>
      {(described) => (
        <input
          {...described}
          className="in w12"
          id={id}
          name={path}
          inputMode={control.decimalDigits === 0 ? 'numeric' : 'decimal'}
          autoComplete="off"
          value={text}
          onChange={(event) => setValue(path, event.target.value)}
        />
      )}
    </Frame>
  )
}
