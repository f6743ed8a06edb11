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
