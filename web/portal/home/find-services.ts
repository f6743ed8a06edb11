import type { ServiceCard } from '../../api/index.ts'
import { type Language, withoutMarks } from '../../i18n/index.ts'

/** Services of one field of life, in the order of the API. */
export interface FieldOfServices {
  field: string
  services: readonly ServiceCard[]
}

/** Services that hold all of these words somewhere in their names or field, with or without marks, in either language. */
export function findServices(services: readonly ServiceCard[], words: string): readonly ServiceCard[] {
  const wanted = withoutMarks(words).split(' ').filter(Boolean)
  return services.filter(({ name, short, field }) => {
    const text = withoutMarks([name.vi, name.en, short.vi, short.en, field.vi, field.en].join(' '))
    return wanted.every((word) => text.includes(word))
  })
}

/** Of one level, by field. */
export function byField(
  services: readonly ServiceCard[],
  level: ServiceCard['level'],
  language: Language,
): readonly FieldOfServices[] {
  const fields = new Map<string, ServiceCard[]>()
  for (const service of services.filter((each) => each.level === level)) {
    const field = service.field[language]
    fields.set(field, [...(fields.get(field) ?? []), service])
  }
  return [...fields].map(([field, list]) => ({ field, services: list }))
}
