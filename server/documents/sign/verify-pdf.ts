import { X509Certificate } from 'node:crypto'
import { locateSignature } from './byte-range.ts'
import type { SignerIdentity, Verification } from './contract.ts'
import { trustFaults } from './trust.ts'
import { checkCms } from './verify-cms.ts'

export interface VerifyOptions {
  /**
   * When the certificates must have been valid: the time that the register has for the paper. Without it the time that
   * the signature claims is taken, which its holder could have made up.
   */
  readonly at?: Date
  /** Serial numbers of revoked certificates, upper-case hex. */
  readonly revoked?: ReadonlySet<string>
}

/**
 * Checks the signature of a paper against trusted roots (PEM): that it covers the whole file, fits it, and leads to a
 * root. Whose certificate it is, the caller compares with whose it should be. Never throws for a bad file.
 */
export function verifyPdf(pdf: Uint8Array, trustedRoots: readonly string[], options: VerifyOptions = {}): Verification {
  const found = locateSignature(pdf)
  if (found.state === 'unsigned') return found
  if (found.state === 'faulty') return { state: 'invalid', reasons: found.faults }
  const check = checkCms(found.cms, found.signed)
  if (check.state === 'faulty') return { state: 'invalid', reasons: check.faults }
  const at = options.at ?? found.claimed.at
  if (at === null) return { state: 'invalid', reasons: ['signed-attributes'] }
  const reasons = trustFaults(check.certificate, {
    roots: trustedRoots.map((pem) => new X509Certificate(pem)),
    others: check.others,
    at,
    revoked: options.revoked ?? new Set(),
  })
  if (reasons.length > 0) return { state: 'invalid', reasons }
  return { state: 'valid', signer: identityOf(check.certificate), claimed: found.claimed }
}

// Node writes a subject as lines `CN=…`, with reserved characters escaped.
function identityOf(certificate: X509Certificate): SignerIdentity {
  const part = (key: string): string | null => {
    const line = certificate.subject.split('\n').find((entry) => entry.startsWith(`${key}=`))
    return line === undefined ? null : line.slice(key.length + 1).replace(/\\(.)/gu, '$1')
  }
  return { name: part('CN') ?? '', organisation: part('O'), serial: certificate.serialNumber.toUpperCase() }
}
