import { useEffect, useRef, useState } from 'react'
import type { ControlProps } from '../control-props.ts'
import { GroupFrame } from '../Frame.tsx'
import { useFormPage } from '../form-page.ts'
import { Items } from '../Items.tsx'
import { word } from '../words.ts'

/** A list of entries, each a small form of its own. */
export function RowsControl({ field, control, path, id, value, view }: ControlProps<'rows'>) {
  const { setValue, language } = useFormPage()
  const rows: readonly unknown[] = Array.isArray(value) ? value : []
  const keys = useStableKeys(rows.length)
  const list = useRef<HTMLOListElement>(null)
  const [added, setAdded] = useState(0)

  useEffect(() => {
    if (added > 0)
      list.current?.querySelector<HTMLElement>(':scope > li:last-child :is(input, select, textarea)')?.focus()
  }, [added])

  const remove = (index: number) => {
    keys.remove(index)
    setValue(
      path,
      rows.filter((_, each) => each !== index),
    )
    document.getElementById(id)?.focus()
  }
  const views = view.settled.get(field.key)?.rows
  return (
    <GroupFrame field={field} path={path} id={id} view={view}>
      {() => (
        <>
          <ol className="entries" ref={list}>
            {rows.map((row, index) => {
              const inside = views?.[index]
              const title = `${word('entry', language)} ${index + 1}`
              return (
                <li key={keys.at(index)}>
                  <fieldset>
                    <legend>{title}</legend>
                    {inside && <Items items={control.items} view={inside} values={row} prefix={`${path}[${index}].`} />}
                    <button type="button" className="btn second" onClick={() => remove(index)}>
                      {word('remove', language)}
                      <span className="sr"> {title}</span>
                    </button>
                  </fieldset>
                </li>
              )
            })}
          </ol>
          {rows.length < control.maxItems && (
            <button
              type="button"
              className="btn second"
              id={id}
              onClick={() => {
                setValue(path, [...rows, {}])
                setAdded((count) => count + 1)
              }}
            >
              {word('add', language)}
              <span className="sr"> {field.label[language]}</span>
            </button>
          )}
        </>
      )}
    </GroupFrame>
  )
}

/** Keys that stay with their rows when one before them goes. */
function useStableKeys(length: number) {
  const keys = useRef<number[]>([])
  const next = useRef(0)
  while (keys.current.length < length) {
    keys.current.push(next.current)
    next.current += 1
  }
  keys.current.length = length
  return {
    at: (index: number) => keys.current[index],
    remove: (index: number) => {
      keys.current.splice(index, 1)
    },
  }
}
