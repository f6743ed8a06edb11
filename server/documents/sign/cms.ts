import { createHash, createPrivateKey, type KeyObject, sign, X509Certificate } from 'node:crypto'
import * as asn1 from 'asn1js'
import * as pkijs from 'pkijs'
import { type Signer, SignFault } from './contract.ts'
import { isStrongKey } from './key-strength.ts'
import { oids } from './oids.ts'

/** The detached CMS of a PAdES-B-B signature over the parts of a file; throws `SignFault` for a key that may not sign. */
export function signCms(parts: readonly Uint8Array[], signer: Signer): Uint8Array {
  const { certificate, key, parsed } = openedKey(signer)
  const at = signer.at.getTime()
  if (at < Date.parse(certificate.validFrom) || at > Date.parse(certificate.validTo)) {
    throw new SignFault('not-yet-or-no-longer-valid')
  }
  const digest = createHash('sha256')
  for (const part of parts) digest.update(part)
  const attributes = new pkijs.SignedAndUnsignedAttributes({
    type: 0,
    attributes: sortedAsDer([
      new pkijs.Attribute({ type: oids.contentType, values: [new asn1.ObjectIdentifier({ value: oids.data })] }),
      new pkijs.Attribute({ type: oids.messageDigest, values: [new asn1.OctetString({ valueHex: digest.digest() })] }),
      new pkijs.Attribute({ type: oids.signingCertificateV2, values: [signingCertificate(certificate)] }),
    ]),
  })
  const info = new pkijs.SignerInfo({
    version: 1,
    sid: new pkijs.IssuerAndSerialNumber({ issuer: parsed.issuer, serialNumber: parsed.serialNumber }),
    digestAlgorithm: algorithm(oids.sha256),
    signatureAlgorithm: algorithm(key.asymmetricKeyType === 'rsa' ? oids.sha256WithRsa : oids.sha256WithEcdsa),
    signedAttrs: attributes,
  })
  info.signature = new asn1.OctetString({ valueHex: sign('sha256', asSet(attributes), key) })
  const chain = (signer.chain ?? []).map((pem) => pkijs.Certificate.fromBER(new X509Certificate(pem).raw))
  const signedData = new pkijs.SignedData({
    version: 1,
    digestAlgorithms: [algorithm(oids.sha256)],
    encapContentInfo: new pkijs.EncapsulatedContentInfo({ eContentType: oids.data }),
    certificates: [parsed, ...chain],
    signerInfos: [info],
  })
  const content = new pkijs.ContentInfo({ contentType: oids.signedData, content: signedData.toSchema(true) })
  return new Uint8Array(content.toSchema().toBER(false))
}

interface OpenedKey {
  readonly certificate: X509Certificate
  readonly key: KeyObject
  readonly parsed: pkijs.Certificate
}

/** Keys that signed lately, by their PEM: reading one costs more than signing with it. A city has some 600 units. */
const opened = new Map<string, OpenedKey>()
const mostOpened = 700

/** Reads certificate and key; throws `SignFault` where they do not belong together or the key is weak. */
function openedKey(signer: Signer): OpenedKey {
  const pem = `${signer.certificate}\n${signer.privateKey}`
  const known = opened.get(pem)
  if (known) return known
  const certificate = new X509Certificate(signer.certificate)
  const key = createPrivateKey(signer.privateKey)
  if (!certificate.checkPrivateKey(key)) throw new SignFault('key-mismatch')
  if (!isStrongKey(key)) throw new SignFault('weak-key')
  const made = { certificate, key, parsed: pkijs.Certificate.fromBER(certificate.raw) }
  if (opened.size >= mostOpened) opened.clear()
  opened.set(pem, made)
  return made
}

/** Signed attributes as they are signed: a SET OF (RFC 5652, 5.4). */
function asSet(attributes: pkijs.SignedAndUnsignedAttributes): Buffer {
  const encoded = Buffer.from(attributes.toSchema().toBER(false))
  encoded[0] = 0x31
  return encoded
}

// DER wants the members of a SET OF in the order of their encodings.
function sortedAsDer(attributes: pkijs.Attribute[]): pkijs.Attribute[] {
  const encoded = attributes.map((attribute) => ({ attribute, der: Buffer.from(attribute.toSchema().toBER(false)) }))
  return encoded.sort((a, b) => Buffer.compare(a.der, b.der)).map(({ attribute }) => attribute)
}

function algorithm(id: string): pkijs.AlgorithmIdentifier {
  const withoutParameters = id === oids.sha256WithEcdsa
  return new pkijs.AlgorithmIdentifier({
    algorithmId: id,
    ...(withoutParameters ? {} : { algorithmParams: new asn1.Null() }),
  })
}

/** SigningCertificateV2 (RFC 5035): binds the certificate by its SHA-256, the default algorithm, so unnamed. */
function signingCertificate(certificate: X509Certificate): asn1.Sequence {
  const hash = createHash('sha256').update(certificate.raw).digest()
  const id = new asn1.Sequence({ value: [new asn1.OctetString({ valueHex: hash })] })
  return new asn1.Sequence({ value: [new asn1.Sequence({ value: [id] })] })
}
