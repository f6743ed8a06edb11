/** Releases by service and by id, opened once. A release never changes, so what was opened is kept. */
import type { Db } from '../db.ts'
import type { EngineKey } from '../zeebe/index.ts'
import type { ServiceCard } from './card.ts'
import { loadCards, loadRelease, type Release } from './release.ts'

/** A release of a service that citizens file for. */
export type ServiceRelease = Release & { card: ServiceCard }

export interface Catalogue {
  /** The release that new dossiers get; undefined: no such service. */
  live(serviceCode: string): Promise<ServiceRelease | undefined>
  /** Cards of all services that citizens may file for, by code; their diagrams and forms stay unread. */
  services(): Promise<ServiceCard[]>
  release(id: string): Promise<Release>
  /** The release of a service's dossier: throws when it is not one that citizens file for. */
  serviceRelease(id: string): Promise<ServiceRelease>
  /** The live release of a process that the platform starts itself. */
  shared(processId: string): Promise<Release>
  /** The release whose process runs under this key in this engine. */
  byDefinition(key: EngineKey): Promise<Release>
  /** Its keys in this engine. */
  keys(releaseId: string): Promise<{ process: EngineKey; decisions: { [decisionId: string]: EngineKey } }>
}

/** How long an answer about what is live may be old. */
const freshMs = 5000

export function openCatalogue({ db, epoch }: { db: Db; epoch: string }): Catalogue {
  const opened = new Map<string, Promise<Release>>()
  const keysOf = new Map<string, Promise<{ process: EngineKey; decisions: { [id: string]: EngineKey } }>>()
  const byKey = new Map<string, string>()
  const serviceCards = new Map<string, Promise<ServiceCard[]>>()
  let liveIds: { at: number; byCode: Promise<Map<string, string>> } | undefined

  /** A failed look is forgotten, so that the next one tries again. */
  function once<T>(cache: Map<string, Promise<T>>, id: string, make: () => Promise<T>): Promise<T> {
    const known = cache.get(id)
    if (known) return known
    const made = make().catch((error) => {
      cache.delete(id)
      throw error
    })
    cache.set(id, made)
    return made
  }

  const release = (id: string) => once(opened, id, () => loadRelease(db, id))

  async function readLive(): Promise<Map<string, string>> {
    const rows = await db.release.findMany({ where: { state: 'live' }, select: { id: true, serviceCode: true } })
    return new Map(rows.map((row) => [row.serviceCode, row.id]))
  }

  function liveByCode(): Promise<Map<string, string>> {
    const now = performance.now()
    if (!liveIds || now - liveIds.at > freshMs) {
      const byCode = readLive()
      liveIds = { at: now, byCode }
      byCode.catch(() => {
        liveIds = undefined
      })
    }
    return liveIds.byCode
  }

  const isService = (found: Release): found is ServiceRelease => found.card.kind === 'service'

  return {
    release,
    async live(serviceCode) {
      const id = (await liveByCode()).get(serviceCode)
      const found = id ? await release(id) : undefined
      return found && isService(found) ? found : undefined
    },
    async services() {
      const ids = [...(await liveByCode()).values()].sort()
      return once(serviceCards, ids.join(), async () => {
        // What was live before is not asked for again.
        for (const other of serviceCards.keys()) if (other !== ids.join()) serviceCards.delete(other)
        const all = await loadCards(db, ids)
        return all.filter((card) => card.kind === 'service').sort((a, b) => a.code.localeCompare(b.code))
      })
    },
    async serviceRelease(id) {
      const found = await release(id)
      if (!isService(found)) throw new Error(`release ${id} is not of a service that citizens file for`)
      return found
    },
    async shared(processId) {
      const id = (await liveByCode()).get(processId)
      if (!id) throw new Error(`no live release of ${processId}`)
      return release(id)
    },
    async byDefinition(key) {
      const known = byKey.get(key)
      if (known) return release(known)
      const row = await db.deployment.findFirstOrThrow({ where: { epoch, processDefinitionKey: BigInt(key) } })
      byKey.set(key, row.releaseId)
      return release(row.releaseId)
    },
    keys: (releaseId) =>
      once(keysOf, releaseId, async () => {
        const row = await db.deployment.findUniqueOrThrow({ where: { releaseId_epoch: { releaseId, epoch } } })
        const decisions = Object.entries(row.decisionKeys as Record<string, string>)
        return {
          process: String(row.processDefinitionKey) as EngineKey,
          decisions: Object.fromEntries(decisions.map(([id, key]) => [id, key as EngineKey])),
        }
      }),
  }
}
