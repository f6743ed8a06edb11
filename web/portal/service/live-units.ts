import { answer, api, type Unit } from '../../api/index.ts'

/** The API's longest answer. */
const PAGE = 100

/** Where a service is live. `complete`: these are all; else only the districts are known, and their units are asked for. */
export interface LiveUnits {
  complete: boolean
  units: readonly Unit[]
}

export async function liveUnits(service: string, parent: string | undefined, signal: AbortSignal): Promise<LiveUnits> {
  const query = parent === undefined ? {} : { parent }
  const { items } = await answer(
    api.GET('/api/services/{service}/units', { params: { path: { service }, query }, signal }),
  )
  return { complete: items.length < PAGE, units: items }
}

/** Districts to choose from: those with a live unit where all are known, else all of the city. */
export async function districtsWith(live: LiveUnits, signal: AbortSignal): Promise<readonly Unit[]> {
  const { items } = await answer(api.GET('/api/units', { params: { query: { level: 'district' } }, signal }))
  if (!live.complete) return items
  const parents = new Set(live.units.map(({ parent }) => parent))
  return items.filter(({ code }) => parents.has(code))
}

/** The district of a unit, also of one that is not among those that are known. */
export async function districtOf(
  live: LiveUnits,
  code: string | undefined,
  signal: AbortSignal,
): Promise<string | undefined> {
  const among = (units: readonly Unit[]) => units.find((unit) => unit.code === code)?.parent ?? undefined
  const known = among(live.units)
  if (known !== undefined || live.complete || code === undefined) return known
  const { items } = await answer(api.GET('/api/units', { params: { query: { code } }, signal }))
  return among(items)
}
