import { optionsOf } from '#forms'
import { type ControlProps, typed } from '../control-props.ts'
import { Frame, GroupFrame } from '../Frame.tsx'
import { useFormPage } from '../form-page.ts'
import { word } from '../words.ts'

/** One of several: radios, or a native select. */
export function ChoiceControl(props: ControlProps<'choice'>) {
  return props.control.appearance === 'radio' ? <Radios {...props} /> : <Select {...props} />
}

function Radios({ field, control, path, id, value, view }: ControlProps<'choice'>) {
  const { setValue, language } = useFormPage()
  return (
    <GroupFrame field={field} path={path} id={id} view={view}>
      {() => (
        <div className="opts">
          {optionsOf(view, control.options).map((option, index) => (
            <label className="opt" key={option.value}>
              <input
                type="radio"
                id={index === 0 ? id : undefined}
                name={path}
                value={option.value}
                checked={value === option.value}
                onChange={() => setValue(path, option.value)}
              />{' '}
              {option.label[language]}
            </label>
          ))}
        </div>
      )}
    </GroupFrame>
  )
}

/** Characters that a list which is shut shows at 360 px. */
const SHOWN_WHEN_SHUT = 28

function Select({ field, control, path, id, value, view }: ControlProps<'choice'>) {
  const { setValue, language } = useFormPage()
  const chosen = optionsOf(view, control.options).find((option) => option.value === value)?.label[language] ?? ''
  return (
    <Frame field={field} path={path} id={id} view={view}>
      {(described) => (
        <>
          <select
            {...described}
            className="in w30"
            id={id}
            name={path}
            value={typed(value)}
            onChange={(event) => setValue(path, event.target.value)}
          >
            <option value="">{word('choose', language)}</option>
            {optionsOf(view, control.options).map((option) => (
              <option value={option.value} key={option.value}>
                {option.label[language]}
              </option>
            ))}
          </select>
          {chosen.length > SHOWN_WHEN_SHUT && (
            <p className="hint chosen" aria-hidden="true">
              {chosen}
            </p>
          )}
        </>
      )}
    </Frame>
  )
}
