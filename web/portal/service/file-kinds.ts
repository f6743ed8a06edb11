/** What the form's attachments may be: `PDF, JPG, PNG`, and megabytes each; undefined if it has none. */
export function fileKinds(form: unknown): { kinds: string; most: number } | undefined {
  const pickers = componentsOf(form).filter(({ type }) => type === 'filepicker')
  if (pickers.length === 0) return undefined
  const endings = pickers.flatMap(({ accept }) => (typeof accept === 'string' ? accept.split(',') : []))
  const kinds = endings.map((ending) => ending.trim().replace('.', '').toUpperCase()).filter((kind) => kind !== 'JPEG')
  const sizes = pickers.map(({ properties }) => Number(recordOf(properties).maxMB)).filter(Number.isFinite)
  if (kinds.length === 0 || sizes.length === 0) return undefined
  return { kinds: [...new Set(kinds)].join(', '), most: Math.min(...sizes) }
}

/** Keys of attachments that some answers demand and others do not (`required` is an expression). */
export function neededSometimes(form: unknown): ReadonlySet<string> {
  const keys = componentsOf(form).flatMap(({ type, key, validate }) =>
    type === 'filepicker' && typeof key === 'string' && typeof recordOf(validate).required === 'string' ? [key] : [],
  )
  return new Set(keys)
}

type Anything = { [name: string]: unknown }

function componentsOf(value: unknown): Anything[] {
  const { components } = recordOf(value)
  const own = Array.isArray(components) ? components.map(recordOf) : []
  return [...own, ...own.flatMap(componentsOf)]
}

function recordOf(value: unknown): Anything {
  return typeof value === 'object' && value !== null ? { ...value } : {}
}
