import type { X509Certificate } from 'node:crypto'
import * as asn1 from 'asn1js'
import * as pkijs from 'pkijs'
import type { SignatureFault } from './contract.ts'
import { isStrongKey } from './key-strength.ts'
import { oids, signatureAlgorithms, signingPurposes } from './oids.ts'

/** What a path of certificates is held against. */
export interface TrustQuestion {
  readonly roots: readonly X509Certificate[]
  /** Certificates that came with the signature. */
  readonly others: readonly X509Certificate[]
  /** When the path must have been valid. */
  readonly at: Date
  /** Serial numbers of revoked certificates, upper-case hex. */
  readonly revoked: ReadonlySet<string>
}

const longestPath = 4
const bit = { digitalSignature: 0x80, nonRepudiation: 0x40, keyCertSign: 0x04 } as const

/** What stands between a signing certificate and the trusted roots; empty when nothing does. */
export function trustFaults(leaf: X509Certificate, question: TrustQuestion): SignatureFault[] {
  const path = pathToRoot(leaf, question, [])
  if (path === null) return ['untrusted']
  const faults = new Set<SignatureFault>()
  for (const certificate of path) {
    if (question.at < new Date(certificate.validFrom) || question.at > new Date(certificate.validTo))
      faults.add('expired')
    if (question.revoked.has(certificate.serialNumber.toUpperCase())) faults.add('revoked')
    if (!isStrongKey(certificate.publicKey)) faults.add('weak-algorithm')
    // A root is trusted as it lies in our store, not for its signature on itself.
    const isRoot = question.roots.some((root) => root.raw.equals(certificate.raw))
    if (!isRoot && !isStronglySigned(certificate)) faults.add('weak-algorithm')
  }
  if (!maySign(leaf) || !path.slice(1).every((issuer, below) => mayIssue(issuer, below))) faults.add('usage')
  return [...faults]
}

// Issuers are told by their keys: a certificate with the right name and another key leads nowhere.
function pathToRoot(
  from: X509Certificate,
  question: TrustQuestion,
  below: X509Certificate[],
): X509Certificate[] | null {
  const path = [...below, from]
  if (path.length > longestPath) return null
  const isIssuer = (candidate: X509Certificate) => from.checkIssued(candidate) && from.verify(candidate.publicKey)
  const root = question.roots.find(isIssuer)
  if (root !== undefined && !root.raw.equals(from.raw)) return [...path, root]
  for (const candidate of question.others) {
    if (path.some((known) => known.raw.equals(candidate.raw)) || !isIssuer(candidate)) continue
    const found = pathToRoot(candidate, question, path)
    if (found !== null) return found
  }
  return null
}

function maySign(leaf: X509Certificate): boolean {
  const usage = keyUsage(leaf)
  const purposes = extendedUsage(leaf)
  const isForSignatures = usage !== null && (usage & (bit.digitalSignature | bit.nonRepudiation)) !== 0
  return !leaf.ca && isForSignatures && (purposes === null || purposes.some((id) => signingPurposes.includes(id)))
}

/** `below`: certificates of authorities between this one and the leaf. */
function mayIssue(issuer: X509Certificate, below: number): boolean {
  const usage = keyUsage(issuer)
  const limit = pathLimit(issuer)
  return issuer.ca && (usage === null || (usage & bit.keyCertSign) !== 0) && (limit === null || below <= limit)
}

function isStronglySigned(certificate: X509Certificate): boolean {
  const algorithm = signatureAlgorithms[pkijs.Certificate.fromBER(certificate.raw).signatureAlgorithm.algorithmId]
  return algorithm !== undefined && algorithm.digest !== null
}

function extension(certificate: X509Certificate, id: string): asn1.BaseBlock | null {
  const found = pkijs.Certificate.fromBER(certificate.raw).extensions?.find(({ extnID }) => extnID === id)
  return found === undefined ? null : asn1.fromBER(found.extnValue.valueBlock.valueHexView).result
}

/** First octet of the key usage bits; null where the certificate says nothing. */
function keyUsage(certificate: X509Certificate): number | null {
  const value = extension(certificate, oids.keyUsage)
  return value instanceof asn1.BitString ? (value.valueBlock.valueHexView[0] ?? 0) : null
}

function extendedUsage(certificate: X509Certificate): string[] | null {
  const value = extension(certificate, oids.extendedKeyUsage)
  if (!(value instanceof asn1.Sequence)) return null
  return value.valueBlock.value.map((id) => (id instanceof asn1.ObjectIdentifier ? id.valueBlock.toString() : ''))
}

function pathLimit(certificate: X509Certificate): number | null {
  const value = extension(certificate, oids.basicConstraints)
  const limit =
    value instanceof asn1.Sequence ? value.valueBlock.value.find((part) => part instanceof asn1.Integer) : undefined
  return limit instanceof asn1.Integer ? limit.valueBlock.valueDec : null
}
