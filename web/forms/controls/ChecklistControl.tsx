import { optionsOf } from '#forms'
import type { ControlProps } from '../control-props.ts'
import { GroupFrame } from '../Frame.tsx'
import { useFormPage } from '../form-page.ts'

/** Several of several. */
export function ChecklistControl({ field, control, path, id, value, view }: ControlProps<'checklist'>) {
  const { setValue, language } = useFormPage()
  const chosen: readonly unknown[] = Array.isArray(value) ? value : []
  const options = optionsOf(view, control.options)
  const toggle = (toggled: string, on: boolean) =>
    // In the order of the options, whatever the order of the clicks.
    setValue(
      path,
      options.map((option) => option.value).filter((each) => (each === toggled ? on : chosen.includes(each))),
    )
  return (
    <GroupFrame field={field} path={path} id={id} view={view}>
      {() => (
        <div className="opts">
          {options.map((option, index) => (
            <label className="opt" key={option.value}>
              <input
                type="checkbox"
                id={index === 0 ? id : undefined}
                name={path}
                value={option.value}
                checked={chosen.includes(option.value)}
                onChange={(event) => toggle(option.value, event.target.checked)}
              />{' '}
              {option.label[language]}
            </label>
          ))}
        </div>
      )}
    </GroupFrame>
  )
}
