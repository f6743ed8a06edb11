import { type ControlProps, typed } from '../control-props.ts'
import { Frame } from '../Frame.tsx'
import { useFormPage } from '../form-page.ts'

/** A day and time on the city's clocks. */
export function DateTimeControl({ field, path, id, value, view }: ControlProps<'dateTime'>) {
  const { setValue } = useFormPage()
  return (
    <Frame field={field} path={path} id={id} view={view}>
      {(described) => (
        <input
          {...described}
          type="datetime-local"
          className="in w12"
          id={id}
          name={path}
          value={typed(value)}
          onChange={(event) => setValue(path, event.target.value)}
        />
      )}
    </Frame>
  )
}
