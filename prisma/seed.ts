/** Fills a migrated database with the city: units, days off, roll-out of the repository's services. Run again, it adds nothing. */
import { resolve } from 'node:path'
import { inTransaction, openDb } from '../server/db.ts'
import { seedCity, seedRollout, servicesIn } from '../server/services/index.ts'

const root = resolve(import.meta.dirname, '..')

export async function seed(databaseUrl: string): Promise<void> {
  const db = openDb(databaseUrl, 2)
  try {
    const services = await servicesIn(root)
    await inTransaction(db, async (tx) => {
      await seedCity(tx, root)
      await seedRollout(
        tx,
        root,
        services.map(({ card }) => card),
      )
    })
  } finally {
    await db.$disconnect()
  }
}
