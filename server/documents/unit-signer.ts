/**
 * The seals of units. In the embedded set-up a demonstration authority issues each unit's certificate when it first
 * signs; keys lie in the data folder, readable by the owner alone.
 */
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Clock } from '../clock.ts'
import type { Db } from '../db.ts'
import { type CertifiedKey, createDemoAuthority, type DemoAuthority, openDemoAuthority, signPdf } from './sign/index.ts'

export interface UnitSigner {
  sign(pdf: Uint8Array, by: { unitCode: string; signer: string; at: Date }): Promise<Uint8Array>
  /** Certificates that verification trusts, PEM. */
  trustedRoots(): Promise<string[]>
}

async function kept(path: string): Promise<CertifiedKey | undefined> {
  try {
    return JSON.parse(await readFile(path, 'utf8'))
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined
    throw error
  }
}

async function keep(path: string, key: CertifiedKey): Promise<void> {
  await writeFile(`${path}.new`, JSON.stringify(key), { mode: 0o600 })
  await rename(`${path}.new`, path)
}

export function openUnitSigner({ db, clock, folder }: { db: Db; clock: Clock; folder: string }): UnitSigner {
  let authority: Promise<DemoAuthority> | undefined
  const keys = new Map<string, Promise<CertifiedKey>>()

  async function openAuthority(): Promise<DemoAuthority> {
    await mkdir(folder, { recursive: true, mode: 0o700 })
    const path = join(folder, 'authority.json')
    const root = await kept(path)
    if (root) return openDemoAuthority(root)
    // A year back, so that a shifted clock (demonstrations) still finds it valid.
    const made = await createDemoAuthority({ at: yearsBefore(clock.now(), 1) })
    await keep(path, made.root)
    return made
  }
  const root = () => {
    authority ??= openAuthority()
    return authority
  }

  async function keyOf(unitCode: string): Promise<CertifiedKey> {
    if (!/^[0-9]+$/.test(unitCode)) throw new Error('not the code of a unit')
    const path = join(folder, `unit-${unitCode}.json`)
    const known = await kept(path)
    if (known) return known
    const unit = await db.unit.findUniqueOrThrow({ where: { code: unitCode } })
    const name = `Uỷ ban nhân dân ${unit.name.charAt(0).toLowerCase()}${unit.name.slice(1)}`
    const made = await (await root()).issue({ name, code: unitCode, at: yearsBefore(clock.now(), 1) })
    await keep(path, made)
    return made
  }

  return {
    async sign(pdf, { unitCode, signer, at }) {
      await root()
      const making = keys.get(unitCode) ?? keyOf(unitCode)
      keys.set(unitCode, making)
      making.catch(() => keys.delete(unitCode))
      const { certificate, privateKey } = await making
      return signPdf(pdf, { certificate, privateKey, name: signer, reason: 'Ký ban hành', location: 'Hà Nội', at })
    },
    trustedRoots: async () => [(await root()).root.certificate],
  }
}

function yearsBefore(at: Date, years: number): Date {
  const before = new Date(at)
  before.setUTCFullYear(before.getUTCFullYear() - years)
  return before
}
