import type { JsonValue } from '#feel'
import type { Remark } from '../finding.ts'
import { at, isObject, listAt, objectAt, textAt } from '../reading/json.ts'
import type { Rule } from '../rule.ts'
import type { ReadForm, Service } from '../service.ts'

/** Properties of components that docs/forms.md explains; texts end in `:en`. */
const PROPERTIES = [
  ...[
    'kind',
    'step',
    'typeKey',
    'landline',
    'scope',
    'levels',
    'notBefore',
    'notAfter',
    'paper',
    'minFiles',
    'condition',
    'maxFiles',
    'maxMB',
  ],
  ...[
    'original',
    'minItems',
    'maxItems',
    'computed',
    'personal',
    'prefill',
    'rule',
    'fields',
    'when',
    'assert',
    'severity',
    'legalRef',
  ],
]
const KINDS = ['personName', 'nationalId', 'phone', 'email', 'time', 'money', 'adminUnit', 'rule']
const PERSONAL = ['name', 'birth', 'identity', 'contact', 'address']
/** Words on the page: Vietnamese key and its English property. */
const WORDS: [string, string][] = [
  ['label', 'label:en'],
  ['dateLabel', 'label:en'],
  ['description', 'description:en'],
  ['text', 'text:en'],
]

/** Forms compile; every word of them is bilingual; nothing in them is unknown. */
export const forms: Rule = {
  name: 'forms',
  judge(service) {
    const { card, form, taskForms } = service
    const remarks = [...(form ? [form] : []), ...taskForms].flatMap(judgeForm)
    if (card.kind === 'service' && !form)
      remarks.push({ file: card.path, at: 'files.form', message: 'a service has a form' })
    if (form && textAt(form.json, 'id') !== card.code)
      remarks.push({ file: form.path, message: `the form's id must be ${card.code}` })
    for (const { path, json } of taskForms) {
      const id = `task-${path.replace(/^.*\/|\.form$/g, '')}`
      if (textAt(json, 'id') !== id) remarks.push({ file: path, message: `the form's id must be ${id}` })
    }
    return [...remarks, ...judgeAsked(service)]
  },
}

function judgeForm({ path, json, compiled }: ReadForm): Remark[] {
  const faults = compiled.ok ? [] : compiled.faults.map(({ at, message }) => ({ file: path, at, message }))
  return [
    ...faults,
    ...listAt(json, 'components')
      .flatMap(judgeComponent)
      .map((remark) => ({ file: path, ...remark })),
  ]
}

function judgeComponent(component: JsonValue): Remark[] {
  const place = textAt(component, 'key') || textAt(component, 'path') || textAt(component, 'id')
  const remarks: Remark[] = []
  const say = (message: string) => remarks.push({ at: place, message })
  const properties = objectAt(component, 'properties')
  if (!textAt(component, 'id')) say('a component needs an id')
  for (const [vietnamese, english] of WORDS)
    if (textAt(component, vietnamese) && !textAt(properties, english)) say(`${english} is missing`)
  for (const option of listAt(component, 'values')) {
    const value = textAt(option, 'value')
    if (!textAt(properties, `values.${value}:en`)) say(`values.${value}:en is missing`)
  }
  for (const [name, value] of Object.entries(properties)) {
    if (typeof value !== 'string') say(`the property ${name} must be a text`)
    if (!name.endsWith(':en') && !PROPERTIES.includes(name)) say(`unknown property ${name}`)
  }
  const { kind, personal } = properties
  if (kind !== undefined && !KINDS.includes(String(kind))) say(`unknown kind ${kind}`)
  if (personal !== undefined && !PERSONAL.includes(String(personal))) say(`personal is one of ${PERSONAL.join(', ')}`)
  if (isObject(at(component, 'conditional')) && !textAt(component, 'conditional', 'hide').startsWith('='))
    say('conditional.hide is FEEL and begins with =')
  return [...remarks, ...listAt(component, 'components').flatMap(judgeComponent)]
}

/** Another unit is shown only answers that the form has. */
function judgeAsked({ card, form }: Service): Remark[] {
  if (!form?.compiled.ok) return []
  const keys = form.compiled.form.fields
  return ['verification', 'consultation'].flatMap((section) =>
    listAt(card.json, section, 'fields')
      .filter((key) => typeof key === 'string' && !keys.has(key))
      .map((key) => ({ file: card.path, at: section, message: `the form has no key ${key}` })),
  )
}
