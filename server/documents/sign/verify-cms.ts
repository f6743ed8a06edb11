import { createHash, timingSafeEqual, verify, X509Certificate } from 'node:crypto'
import * as asn1 from 'asn1js'
import * as pkijs from 'pkijs'
import type { SignatureFault } from './contract.ts'
import { isStrongKey } from './key-strength.ts'
import { digests, oids, signatureAlgorithms } from './oids.ts'

export type CmsCheck =
  | { readonly state: 'faulty'; readonly faults: SignatureFault[] }
  | { readonly state: 'sound'; readonly certificate: X509Certificate; readonly others: X509Certificate[] }

/** Checks a detached CMS against the signed parts of a file, and that it is PAdES-B-B; says nothing of trust. */
export function checkCms(der: Uint8Array, signed: readonly Uint8Array[]): CmsCheck {
  const content = readSignedData(der)
  if (content === null) return faulty('cms')
  const { signer, certificates, attributes } = content
  const digestName = digests[signer.digestAlgorithm.algorithmId]
  const algorithm = signatureAlgorithms[signer.signatureAlgorithm.algorithmId]
  if (digestName === undefined || algorithm === undefined) return faulty('weak-algorithm')
  if (algorithm.digest !== null && algorithm.digest !== digestName) return faulty('weak-algorithm')
  const values = readAttributes(attributes.attributes)
  if (values === null) return faulty('signed-attributes')
  const digest = createHash(digestName)
  for (const part of signed) digest.update(part)
  if (!equal(digest.digest(), values.messageDigest)) return faulty('digest')
  const certificate = certificates.find((candidate) => isNamedBy(candidate, signer.sid))
  if (certificate === undefined) return faulty('cms')
  const bindingDigest = createHash(values.binding.digest).update(certificate.raw).digest()
  if (!equal(bindingDigest, values.binding.hash)) return faulty('other-certificate')
  const key = certificate.publicKey
  if (!isStrongKey(key)) return faulty('weak-algorithm')
  if (key.asymmetricKeyType !== algorithm.key) return faulty('signature')
  const toBeSigned = Buffer.from(attributes.encodedValue)
  const signature = Buffer.from(signer.signature.valueBlock.valueHexView)
  if (!isSignedBy(digestName, toBeSigned, key, signature)) return faulty('signature')
  return { state: 'sound', certificate, others: certificates.filter((other) => other !== certificate) }
}

const faulty = (...faults: SignatureFault[]): CmsCheck => ({ state: 'faulty', faults })

interface SignedContent {
  readonly signer: pkijs.SignerInfo
  readonly attributes: pkijs.SignedAndUnsignedAttributes
  readonly certificates: X509Certificate[]
}

// Parsers of foreign bytes throw whatever they like (a deep nesting ends in a RangeError): all of it means "no CMS".
function readSignedData(der: Uint8Array): SignedContent | null {
  try {
    const info = pkijs.ContentInfo.fromBER(new Uint8Array(der))
    if (info.contentType !== oids.signedData) return null
    const data = new pkijs.SignedData({ schema: info.content })
    const [signer] = data.signerInfos
    if (signer?.signedAttrs === undefined || data.signerInfos.length !== 1) return null
    if (data.encapContentInfo.eContentType !== oids.data || data.encapContentInfo.eContent !== undefined) return null
    const certificates = (data.certificates ?? []).flatMap((item) =>
      item instanceof pkijs.Certificate ? [new X509Certificate(Buffer.from(item.toSchema().toBER(false)))] : [],
    )
    return { signer, attributes: signer.signedAttrs, certificates }
  } catch {
    return null
  }
}

interface AttributeValues {
  readonly messageDigest: Uint8Array
  readonly binding: { readonly digest: string; readonly hash: Uint8Array }
}

/** The attributes of PAdES-B-B: content type, digest and certificate once each, no signing time (it stands in the PDF). */
function readAttributes(attributes: readonly pkijs.Attribute[]): AttributeValues | null {
  const single = (type: string): unknown => {
    const found = attributes.filter((attribute) => attribute.type === type)
    const values: unknown[] = found[0]?.values ?? []
    return found.length === 1 && values.length === 1 ? values[0] : null
  }
  if (attributes.some(({ type }) => type === oids.signingTime)) return null
  const contentType = single(oids.contentType)
  const messageDigest = single(oids.messageDigest)
  const binding = readBinding(single(oids.signingCertificateV2))
  if (!(contentType instanceof asn1.ObjectIdentifier) || contentType.valueBlock.toString() !== oids.data) return null
  if (!(messageDigest instanceof asn1.OctetString) || binding === null) return null
  return { messageDigest: messageDigest.valueBlock.valueHexView, binding }
}

/** First ESSCertIDv2 of SigningCertificateV2: { hashAlgorithm DEFAULT sha256, certHash, issuerSerial OPTIONAL }. */
function readBinding(value: unknown): AttributeValues['binding'] | null {
  const certificates = firstOf(value)
  const id = firstOf(certificates)
  if (!(id instanceof asn1.Sequence)) return null
  const [first, second] = id.valueBlock.value
  const isNamed = first instanceof asn1.Sequence
  const algorithm = isNamed ? firstOf(first) : null
  const digest = isNamed
    ? digests[algorithm instanceof asn1.ObjectIdentifier ? algorithm.valueBlock.toString() : '']
    : 'sha256'
  const hash = isNamed ? second : first
  return digest !== undefined && hash instanceof asn1.OctetString
    ? { digest, hash: hash.valueBlock.valueHexView }
    : null
}

const firstOf = (value: unknown): unknown => (value instanceof asn1.Sequence ? value.valueBlock.value[0] : null)

function isNamedBy(certificate: X509Certificate, sid: unknown): boolean {
  if (!(sid instanceof pkijs.IssuerAndSerialNumber)) return false
  const parsed = pkijs.Certificate.fromBER(certificate.raw)
  return parsed.issuer.isEqual(sid.issuer) && parsed.serialNumber.isEqual(sid.serialNumber)
}

function isSignedBy(digest: string, data: Buffer, key: X509Certificate['publicKey'], signature: Buffer): boolean {
  try {
    return verify(digest, data, key, signature)
  } catch {
    return false
  }
}

function equal(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && timingSafeEqual(a, b)
}
