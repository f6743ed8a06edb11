import { createHash, createPrivateKey, sign, X509Certificate } from 'node:crypto'
import * as asn1 from 'asn1js'
import * as pkijs from 'pkijs'
import type { Signer } from '../../../../server/documents/sign/contract.ts'
import {
  appendSignatureField,
  fillContents,
  signedParts,
} from '../../../../server/documents/sign/signature-revision.ts'

/** What is wrong with a forged signature. */
export interface Forgery {
  readonly digest?: 'md5' | 'sha1' | 'sha256'
  readonly signers?: 0 | 1 | 2
  readonly withoutBinding?: boolean
  /** PEM of the certificate that the attributes bind, when it is not the signer's. */
  readonly bound?: string
  readonly withSigningTime?: boolean
  readonly doubledDigest?: boolean
  readonly embedded?: boolean
  readonly padding?: number
}

const digestIds = { md5: '1.2.840.113549.2.5', sha1: '1.3.14.3.2.26', sha256: '2.16.840.1.101.3.4.2.1' }
const rsaEncryption = '1.2.840.113549.1.1.1'
const data = '1.2.840.113549.1.7.1'

/** A PDF whose signature is made by the rules but for what the forgery names. */
export function forgePdf(pdf: Uint8Array, signer: Signer, forgery: Forgery): Uint8Array {
  const prepared = appendSignatureField(pdf, signer)
  const cms = forgeCms(Buffer.concat(signedParts(prepared)), signer, forgery)
  const padded = Buffer.concat([cms, Buffer.alloc(forgery.padding === undefined ? 0 : 1, forgery.padding)])
  return new Uint8Array(fillContents(prepared, padded))
}

function forgeCms(content: Buffer, signer: Signer, forgery: Forgery): Buffer {
  const name = forgery.digest ?? 'sha256'
  const certificate = new X509Certificate(signer.certificate)
  const parsed = pkijs.Certificate.fromBER(certificate.raw)
  const attributes = new pkijs.SignedAndUnsignedAttributes({
    type: 0,
    attributes: attributesOf(content, signer, forgery, name),
  })
  const encoded = Buffer.from(attributes.toSchema().toBER(false))
  encoded[0] = 0x31
  const digestAlgorithm = new pkijs.AlgorithmIdentifier({ algorithmId: digestIds[name] })
  const info = new pkijs.SignerInfo({
    version: 1,
    sid: new pkijs.IssuerAndSerialNumber({ issuer: parsed.issuer, serialNumber: parsed.serialNumber }),
    digestAlgorithm,
    signatureAlgorithm: new pkijs.AlgorithmIdentifier({ algorithmId: rsaEncryption }),
    signedAttrs: attributes,
  })
  info.signature = new asn1.OctetString({ valueHex: sign(name, encoded, createPrivateKey(signer.privateKey)) })
  const signedData = new pkijs.SignedData({
    version: 1,
    digestAlgorithms: [digestAlgorithm],
    encapContentInfo: new pkijs.EncapsulatedContentInfo({
      eContentType: data,
      ...(forgery.embedded ? { eContent: new asn1.OctetString({ valueHex: Buffer.from('khác') }) } : {}),
    }),
    certificates: [parsed],
    signerInfos: Array.from({ length: forgery.signers ?? 1 }, () => info),
  })
  const wrapped = new pkijs.ContentInfo({ contentType: '1.2.840.113549.1.7.2', content: signedData.toSchema(true) })
  return Buffer.from(wrapped.toSchema().toBER(false))
}

function attributesOf(content: Buffer, signer: Signer, forgery: Forgery, name: string): pkijs.Attribute[] {
  const attribute = (type: string, value: asn1.BaseBlock) => new pkijs.Attribute({ type, values: [value] })
  const digest = attribute(
    '1.2.840.113549.1.9.4',
    new asn1.OctetString({ valueHex: createHash(name).update(content).digest() }),
  )
  const bound = createHash('sha256')
    .update(new X509Certificate(forgery.bound ?? signer.certificate).raw)
    .digest()
  const id = new asn1.Sequence({ value: [new asn1.OctetString({ valueHex: bound })] })
  const binding = new asn1.Sequence({ value: [new asn1.Sequence({ value: [id] })] })
  return [
    attribute('1.2.840.113549.1.9.3', new asn1.ObjectIdentifier({ value: data })),
    digest,
    ...(forgery.doubledDigest ? [digest] : []),
    ...(forgery.withoutBinding ? [] : [attribute('1.2.840.113549.1.9.16.2.47', binding)]),
    ...(forgery.withSigningTime ? [attribute('1.2.840.113549.1.9.5', new asn1.UTCTime({ valueDate: signer.at }))] : []),
  ]
}
