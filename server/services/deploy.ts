/**
 * Puts releases into the engine: every release that is live or has open dossiers and is not deployed in this engine is
 * deployed from the bytes in PostgreSQL. A newly imported release of the repository then goes live.
 */
import type { Clock } from '../clock.ts'
import type { Db } from '../db.ts'
import type { Zeebe } from '../zeebe/index.ts'
import { loadRelease } from './release.ts'

interface Needs {
  db: Db
  zeebe: Zeebe
  epoch: string
  clock: Clock
}

/** Ids of releases that must stand in the engine and do not, oldest first. */
async function undeployed({ db, epoch }: Needs): Promise<{ id: string }[]> {
  return db.$queryRaw<{ id: string }[]>`
    SELECT r.id FROM release r
    WHERE NOT EXISTS (SELECT FROM deployment d WHERE d.release_id = r.id AND d.epoch = ${epoch})
      AND (r.state IN ('imported', 'live')
           OR EXISTS (SELECT FROM dossier c WHERE c.release_id = r.id AND c.closed_at IS NULL))
    ORDER BY r.created_at, r.id`
}

export async function deployReleases(needs: Needs): Promise<string[]> {
  const { db, zeebe, epoch, clock } = needs
  const deployed: string[] = []
  for (const { id } of await undeployed(needs)) {
    const release = await loadRelease(db, id)
    const { diagram, decisions } = release.card.files
    const model = await zeebe.deploy([diagram, ...decisions].map((name) => ({ name, content: release.file(name) })))
    const process = model.processes.find((entry) => entry.bpmnProcessId === release.diagram.processId)
    if (!process) throw new Error(`the engine deployed no process ${release.diagram.processId}`)
    const decisionKeys = Object.fromEntries(model.decisions.map(({ decisionId, key }) => [decisionId, key]))
    await db.deployment.create({
      data: { releaseId: id, epoch, processDefinitionKey: BigInt(process.key), decisionKeys, deployedAt: clock.now() },
    })
    deployed.push(`${release.serviceCode} ${release.number}`)
  }
  await goLive(db)
  return deployed
}

/** The highest imported release of each service becomes the live one; the one before it is retired. */
async function goLive(db: Db): Promise<void> {
  await db.$transaction(async (tx) => {
    const fresh = await tx.release.findMany({ where: { state: 'imported' }, orderBy: { number: 'asc' } })
    for (const release of fresh) {
      const { serviceCode, id } = release
      await tx.release.updateMany({ where: { serviceCode, state: 'live' }, data: { state: 'retired' } })
      await tx.release.update({ where: { id }, data: { state: 'live' } })
    }
  })
}
