import { createElement, type ReactNode } from 'react'
import { type Control, type ControlKind, type Field, type Item, isHidden, optionsOf, type View } from '#forms'
import type { ControlProps } from './control-props.ts'
import { CONTROLS } from './controls/table.ts'
import { controlId, useFormPage } from './form-page.ts'
import { Markup } from './Markup.tsx'
import { word } from './words.ts'

interface ItemsProps {
  items: readonly Item[]
  view: View
  /** The answers as typed, by key: of the form, or of a row. */
  values: unknown
  /** Of the paths: empty, or `places[0].`. */
  prefix: string
}

/** Fields, texts and groups in their order; what is hidden now is left out. */
export function Items({ items, view, values, prefix }: ItemsProps) {
  return (
    <>
      {items.map((item): ReactNode => {
        if (item.type === 'rule' || (item.type !== 'field' && isHidden(view, item.hide))) return null
        if (item.type === 'field') {
          return <FieldItem key={item.field.key} field={item.field} view={view} values={values} prefix={prefix} />
        }
        if (item.type === 'text') return <ShownText key={item.id} item={item} />
        return (
          <GroupItem key={item.id} item={item}>
            <Items items={item.items} view={view} values={values} prefix={prefix} />
          </GroupItem>
        )
      })}
    </>
  )
}

function ShownText({ item }: { item: Extract<Item, { type: 'text' }> }) {
  const { language } = useFormPage()
  return (
    <div className="field prose">
      <Markup blocks={item.blocks[language]} />
    </div>
  )
}

function GroupItem({ item, children }: { item: Extract<Item, { type: 'group' }>; children: ReactNode }) {
  const { language } = useFormPage()
  if (!item.label) return children
  const id = `g-${item.id}`
  return (
    <section className="field" aria-labelledby={id}>
      <h2 id={id}>{item.label[language]}</h2>
      {children}
    </section>
  )
}

function FieldItem({ field, view, values, prefix }: Omit<ItemsProps, 'items'> & { field: Field }) {
  const { openOnly } = useFormPage()
  const settled = view.settled.get(field.key)
  if (!settled || settled.hidden) return null
  if (settled.locked) return openOnly ? null : <LockedField field={field} view={view} value={settled.value} />
  const path = prefix + field.key
  return controlOf(field.control, { field, path, id: controlId(path), value: valueAt(values, field.key), view })
}

/** The control by its kind, with its kind's own properties. */
function controlOf<K extends ControlKind>(
  control: Extract<Control, { kind: K }> & { kind: K },
  rest: Omit<ControlProps<K>, 'control'>,
): ReactNode {
  return createElement(CONTROLS[control.kind], { ...rest, control })
}

/** An answer that stands or is worked out: shown, not typed. */
function LockedField({ field, view, value }: { field: Field; view: View; value: unknown }) {
  const { language, context } = useFormPage()
  const { control } = field
  const options = control.kind === 'choice' || control.kind === 'checklist' ? optionsOf(view, control.options) : []
  const text = value === undefined ? '' : field.answer.print(value, { language, context, options })
  const none = word(field.computed ? 'notYetWorkedOut' : 'notGiven', language)
  return (
    <dl className="field rows plain">
      <div>
        <dt>{field.label[language]}</dt>
        <dd>{text === '' ? <span className="soft">{none}</span> : text}</dd>
      </div>
    </dl>
  )
}

function valueAt(values: unknown, key: string): unknown {
  if (typeof values !== 'object' || values === null) return undefined
  return Object.getOwnPropertyDescriptor(values, key)?.value
}
