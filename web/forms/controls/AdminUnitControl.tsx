import { useEffect, useState } from 'react'
import { type AdminUnit, isCode, type UnitLevel } from '#forms'
import { type ControlProps, typed } from '../control-props.ts'
import { type Described, GroupFrame } from '../Frame.tsx'
import { useFormPage } from '../form-page.ts'
import { word } from '../words.ts'
import { useUnits } from './use-units.ts'

/** Stands for "outside the city" in the first choice. */
const ELSEWHERE = '*'

/** A unit, chosen level by level; outside the city, where the form allows it, a text. */
export function AdminUnitControl({ field, control, path, id, value, view }: ControlProps<'adminUnit'>) {
  const { setValue, language, units } = useFormPage()
  const { levels, scope } = control
  const answer = typed(value)
  // Codes chosen so far, one a level; the answer holds only the last.
  const [chosen, setChosen] = useState<readonly string[]>(answer !== '' && !isCode(answer) ? [ELSEWHERE] : [])

  useEffect(() => {
    if (!isCode(answer)) return
    let current = true
    units.path(answer).then(
      (path) => {
        if (current) setChosen(levels.map((level) => path.find((unit) => unit.level === level)?.code ?? ''))
      },
      () => undefined,
    )
    return () => {
      current = false
    }
  }, [answer, levels, units])

  const choose = (index: number, code: string) => {
    setChosen([...chosen.slice(0, index), code])
    setValue(path, index === levels.length - 1 && code !== ELSEWHERE ? code : '')
  }
  const elsewhere = chosen[0] === ELSEWHERE
  const shown = elsewhere ? levels.slice(0, 1) : levels.filter((_, index) => index === 0 || chosen[index - 1])
  return (
    <GroupFrame field={field} path={path} id={id} view={view}>
      {(described) => (
        <>
          {shown.map((level, index) => (
            <UnitSelect
              key={level}
              id={index === 0 ? id : `${id}-${level}`}
              level={level}
              parent={index === 0 ? undefined : chosen[index - 1]}
              value={chosen[index] ?? ''}
              described={described}
              elsewhere={index === 0 && scope === 'vn'}
              onChoose={(code) => choose(index, code)}
            />
          ))}
          {elsewhere && (
            <div>
              <label htmlFor={`${id}-text`}>{word('elsewhereLabel', language)}</label>
              <input
                {...described}
                className="in w30"
                id={`${id}-text`}
                autoComplete="off"
                value={isCode(answer) ? '' : answer}
                onChange={(event) => setValue(path, event.target.value)}
              />
            </div>
          )}
        </>
      )}
    </GroupFrame>
  )
}

interface UnitSelectProps {
  id: string
  level: UnitLevel
  parent: string | undefined
  value: string
  described: Described
  elsewhere: boolean
  onChoose(code: string): void
}

function UnitSelect({ id, level, parent, value, described, elsewhere, onChoose }: UnitSelectProps) {
  const { language } = useFormPage()
  const { list, failed, retry } = useUnits(level, parent)
  return (
    <div className="part">
      <label htmlFor={id}>{word(level, language)}</label>
      {failed ? (
        <p className="err" role="alert">
          {word('loadFailed', language)}{' '}
          <button type="button" className="btn second" onClick={retry}>
            {word('tryAgain', language)}
          </button>
        </p>
      ) : null}
      <select
        {...described}
        className="in w30"
        id={id}
        value={list || value === ELSEWHERE ? value : ''}
        onChange={(event) => onChoose(event.target.value)}
      >
        <option value="">{word(list || failed ? 'choose' : 'loading', language)}</option>
        {(list ?? []).map((unit: AdminUnit) => (
          <option value={unit.code} key={unit.code}>
            {unit.name[language]}
          </option>
        ))}
        {elsewhere && <option value={ELSEWHERE}>{word('elsewhere', language)}</option>}
      </select>
    </div>
  )
}
