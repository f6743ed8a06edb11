import { type ComponentProps, useId } from 'react'
import { Icon } from './Icon.tsx'

interface TextFieldProps extends Omit<ComponentProps<'input'>, 'onChange' | 'value'> {
  label: string
  value: string
  onValue(value: string): void
  hint?: string
  /** What is wrong and what to do. */
  error?: string | undefined
}

/** One line of text outside of the services' forms: sign-in, search, tracking. */
export function TextField({ label, value, onValue, hint, error, id, className = 'in', ...input }: TextFieldProps) {
  const own = useId()
  const inputId = id ?? own
  const described = [hint === undefined ? '' : `${inputId}-h`, error === undefined ? '' : `${inputId}-e`]
    .filter(Boolean)
    .join(' ')
  return (
    <div className={error === undefined ? 'field' : 'field bad'}>
      <label htmlFor={inputId}>{label}</label>
      {hint !== undefined && (
        <p className="hint" id={`${inputId}-h`}>
          {hint}
        </p>
      )}
      {error !== undefined && (
        <p className="err" id={`${inputId}-e`}>
          <Icon name="alert" />
          {error}
        </p>
      )}
      <input
        {...input}
        className={className}
        id={inputId}
        value={value}
        aria-invalid={error === undefined ? undefined : true}
        aria-describedby={described || undefined}
        onChange={(event) => onValue(event.target.value)}
      />
    </div>
  )
}
