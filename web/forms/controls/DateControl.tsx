import { type ControlProps, typed } from '../control-props.ts'
import { GroupFrame } from '../Frame.tsx'
import { useFormPage } from '../form-page.ts'
import { word } from '../words.ts'

const PARTS = [
  { name: 'day', digits: 2, className: 'in w2' },
  { name: 'month', digits: 2, className: 'in w2' },
  { name: 'year', digits: 4, className: 'in w4' },
] as const

type Parts = { readonly [name in (typeof PARTS)[number]['name']]: string }

/** A day in three fields. The answer is `year-month-day` as far as it is typed; the check reads or refuses it. */
export function DateControl({ field, path, id, value, view }: ControlProps<'date'>) {
  const { setValue, language } = useFormPage()
  const parts = partsOf(typed(value))
  const hints = field.description ? [] : [word('dateHint', language)]
  return (
    <GroupFrame field={field} path={path} id={id} view={view} hints={hints}>
      {(described) => (
        <div className="parts">
          {PARTS.map(({ name, digits, className }) => {
            const partId = name === 'day' ? id : `${id}-${name}`
            return (
              <div key={name}>
                <label htmlFor={partId}>{word(name, language)}</label>
                <input
                  {...described}
                  className={className}
                  id={partId}
                  inputMode="numeric"
                  autoComplete="off"
                  value={parts[name]}
                  onChange={(event) => setValue(path, joined(changed(parts, name, event.target.value, digits)))}
                />
              </div>
            )
          })}
        </div>
      )}
    </GroupFrame>
  )
}

/** Reads `2016-07-12`, and what is typed so far: `2016--12`. A day first, with slashes, is read too. */
function partsOf(value: string): Parts {
  const dayFirst = /^(\d{1,2})[/. ](\d{1,2})[/. ](\d{4})$/.exec(value)
  if (dayFirst) return { day: dayFirst[1] ?? '', month: dayFirst[2] ?? '', year: dayFirst[3] ?? '' }
  const [year = '', month = '', day = ''] = value.split('-')
  return { year, month, day }
}

/** A whole date pasted into one field fills all three. */
function changed(parts: Parts, name: keyof Parts, text: string, digits: number): Parts {
  const pasted = /^\s*(\d{1,2})[/. -](\d{1,2})[/. -](\d{4})\s*$/.exec(text)
  if (pasted) return { day: pasted[1] ?? '', month: pasted[2] ?? '', year: pasted[3] ?? '' }
  return { ...parts, [name]: text.replace(/\D/g, '').slice(0, digits) }
}

function joined({ day, month, year }: Parts): string {
  return day === '' && month === '' && year === '' ? '' : `${year}-${month}-${day}`
}
