import { X509Certificate } from 'node:crypto'
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { type CertifiedKey, createDemoAuthority, type DemoUnit, openDemoAuthority } from './demo-authority.ts'

/** Where signing keys come from: a folder here, a hardware module in production. */
export interface UnitKeys {
  /** The unit's certificate and key, valid at `unit.at`. */
  readonly keyOf: (unit: DemoUnit) => Promise<CertifiedKey>
  /** Root certificates, PEM. */
  readonly roots: readonly string[]
}

const ownerOnly = 0o600
const safeCode = /^[A-Za-z0-9_-]{1,40}$/u

/**
 * Keys of the embedded set-up in one folder, made when first asked for: `root.pem` and a file for each unit, each
 * certificate followed by its key. `at` is the platform's time, for a new root.
 */
export async function openDemoKeys(folder: string, at: Date): Promise<UnitKeys> {
  await mkdir(folder, { recursive: true, mode: 0o700 })
  const authority = await openDemoAuthority(await rootIn(folder, at))
  const known = new Map<string, Promise<CertifiedKey>>()

  async function readOrIssue(unit: DemoUnit): Promise<CertifiedKey> {
    const path = join(folder, `unit-${unit.code}.pem`)
    const kept = await readPem(path)
    if (kept !== null && isValidAt(kept, unit.at)) return kept
    const issued = await authority.issue(unit)
    await writeFile(`${path}.new`, `${issued.certificate}\n${issued.privateKey}\n`, { mode: ownerOnly })
    await rename(`${path}.new`, path)
    return issued
  }

  async function keyOf(unit: DemoUnit): Promise<CertifiedKey> {
    if (!safeCode.test(unit.code)) throw new RangeError('not the code of a unit')
    const cached = await known.get(unit.code)
    if (cached !== undefined && isValidAt(cached, unit.at)) return cached
    const found = readOrIssue(unit)
    known.set(unit.code, found)
    found.catch(() => known.delete(unit.code))
    return found
  }

  return { keyOf, roots: [authority.root.certificate] }
}

// Whoever writes the root first wins; another process that starts at once reads it.
async function rootIn(folder: string, at: Date): Promise<CertifiedKey> {
  const path = join(folder, 'root.pem')
  const kept = await readPem(path)
  if (kept !== null) return kept
  const { root } = await createDemoAuthority({ at })
  try {
    await writeFile(path, `${root.certificate}\n${root.privateKey}\n`, { mode: ownerOnly, flag: 'wx' })
    return root
  } catch (error) {
    const written = await readPem(path)
    if (written === null) throw error
    return written
  }
}

async function readPem(path: string): Promise<CertifiedKey | null> {
  const text = await readFile(path, 'utf8').catch(() => '')
  const certificate = /-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/u.exec(text)?.[0]
  const privateKey = /-----BEGIN PRIVATE KEY-----[^-]+-----END PRIVATE KEY-----/u.exec(text)?.[0]
  return certificate === undefined || privateKey === undefined ? null : { certificate, privateKey }
}

function isValidAt({ certificate }: CertifiedKey, at: Date): boolean {
  const { validFrom, validTo } = new X509Certificate(certificate)
  return at >= new Date(validFrom) && at <= new Date(validTo)
}
