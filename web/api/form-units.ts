import type { AdminUnit, UnitLevel } from '#forms'
import type { UnitSource } from '../forms/index.ts'
import { answer, api } from './client.ts'
import type { Unit } from './types.ts'

/** Administrative units for forms: asked for once, remembered for the check and for answers in words. */
export interface FormUnits extends UnitSource {
  /** For `FormContext.unit`. */
  known(code: string): AdminUnit | undefined
  /** Has these codes and what is above them known. */
  learn(codes: readonly string[]): Promise<void>
}

/** Bodies that are only asked are on no map. */
type MapLevel = Exclude<Unit['level'], 'body'>

/** The API calls the top of the map a city, forms call it a province. */
const LEVELS: { readonly [level in MapLevel]: UnitLevel } = {
  city: 'province',
  district: 'district',
  commune: 'commune',
}
const ORDER: readonly UnitLevel[] = ['province', 'district', 'commune']

export function createFormUnits(): FormUnits {
  const known = new Map<string, AdminUnit>()
  const asked = new Map<string, Promise<readonly AdminUnit[]>>()

  /** One question a page for each list; one that failed is asked again. */
  const ask = (query: { level?: MapLevel; parent?: string; code?: string }) => {
    const key = JSON.stringify(query)
    const before = asked.get(key)
    if (before) return before
    const list = answer(api.GET('/api/units', { params: { query } })).then(({ items }) => items.flatMap(remember))
    list.catch(() => asked.delete(key))
    asked.set(key, list)
    return list
  }
  const remember = ({ code, name, level, parent }: Unit): AdminUnit[] => {
    if (level === 'body') return []
    const unit: AdminUnit = { code, level: LEVELS[level], name: { vi: name, en: name }, parent: parent ?? undefined }
    known.set(code, unit)
    return [unit]
  }
  const path = async (code: string) => {
    const units = await ask({ code })
    return [...units].sort((a, b) => ORDER.indexOf(a.level) - ORDER.indexOf(b.level))
  }
  return {
    known: (code) => known.get(code),
    list: (level, parent) =>
      ask({ level: level === 'province' ? 'city' : level, ...(parent === undefined ? {} : { parent }) }),
    path,
    learn: async (codes) => {
      await Promise.all(codes.map(path))
    },
  }
}
