import type { ComponentProps } from 'react'
import type { TextPurpose } from '#forms'
import { type ControlProps, typed } from '../control-props.ts'
import { Frame } from '../Frame.tsx'
import { useFormPage } from '../form-page.ts'
import { word } from '../words.ts'

type Input = ComponentProps<'input'>

/** Keyboard and width by what the text is for; no `type=email` or `tel`, whose checks would add to ours. */
const INPUTS: { readonly [purpose in TextPurpose]: { className: string; inputMode?: Input['inputMode'] } } = {
  plain: { className: 'in w30' },
  personName: { className: 'in w30' },
  nationalId: { className: 'in w12' },
  phone: { className: 'in w12', inputMode: 'tel' },
  email: { className: 'in w30', inputMode: 'email' },
  time: { className: 'in w4', inputMode: 'text' },
}

/** Only the citizen's own data may be filled in by the browser: at a shared computer anything else is another's. */
const AUTOFILL: { readonly [prefill: string]: string } = {
  'person.fullName': 'name',
  'person.phone': 'tel',
  'person.email': 'email',
}

export function TextControl({ field, control, path, id, value, view }: ControlProps<'text'>) {
  const { setValue, language } = useFormPage()
  const hints = control.purpose === 'time' ? [word('timeHint', language)] : []
  return (
    <Frame field={field} path={path} id={id} view={view} hints={hints}>
      {(described) => (
        <input
          {...described}
          {...INPUTS[control.purpose]}
          id={id}
          name={path}
          autoComplete={AUTOFILL[field.prefill ?? ''] ?? 'off'}
          spellCheck={false}
          value={typed(value)}
          onChange={(event) => setValue(path, event.target.value)}
        />
      )}
    </Frame>
  )
}

export function TextareaControl({ field, control, path, id, value, view }: ControlProps<'textarea'>) {
  const { setValue } = useFormPage()
  return (
    <Frame field={field} path={path} id={id} view={view}>
      {(described) => (
        <textarea
          {...described}
          className="in"
          id={id}
          name={path}
          rows={control.maxLength > 500 ? 6 : 3}
          value={typed(value)}
          onChange={(event) => setValue(path, event.target.value)}
        />
      )}
    </Frame>
  )
}
