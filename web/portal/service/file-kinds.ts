import type { ServiceDetail } from '../../api/index.ts'

type Paper = ServiceDetail['papers'][number]

/** What one attachment takes: the kinds in words, and megabytes each. */
export interface FileRule {
  kinds: NonNullable<Paper['kinds']>
  most: number
}

/** What most of a service's attachments take, and those that take something else, by their key. */
export function fileRules(papers: readonly Pick<Paper, 'key' | 'kinds' | 'maxMB'>[]): {
  usual: FileRule | undefined
  own: ReadonlyMap<string, FileRule>
} {
  const rules = papers.flatMap(({ key, kinds, maxMB }) => (kinds ? [{ key, rule: { kinds, most: maxMB } }] : []))
  const nameOf = ({ kinds, most }: FileRule) => `${kinds.vi} ${most}`
  const count = (rule: FileRule) => rules.filter((other) => nameOf(other.rule) === nameOf(rule)).length
  const usual = rules.reduce<FileRule | undefined>(
    (best, { rule }) => (best && count(best) >= count(rule) ? best : rule),
    undefined,
  )
  const other = rules.filter(({ rule }) => usual && nameOf(rule) !== nameOf(usual))
  return { usual, own: new Map(other.map(({ key, rule }) => [key, rule])) }
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
