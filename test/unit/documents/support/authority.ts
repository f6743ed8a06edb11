import 'reflect-metadata'
import * as x509 from '@peculiar/x509'
import type { CertifiedKey } from '../../../../server/documents/sign/index.ts'

const { digitalSignature, nonRepudiation, keyCertSign } = x509.KeyUsageFlags

/** A certificate as a test wants it, right or wrong. */
export interface Wish {
  readonly name: string
  /** Who issues it; none: self-signed. */
  readonly by?: CertifiedKey
  readonly from?: string
  readonly to?: string
  readonly bits?: number
  readonly hash?: 'SHA-1' | 'SHA-256'
  readonly curve?: 'P-256' | 'P-384'
  readonly authority?: boolean
  readonly pathLength?: number
  readonly usage?: number
  readonly purposes?: readonly string[]
}

export async function certify(wish: Wish): Promise<CertifiedKey> {
  const hash = wish.hash ?? 'SHA-256'
  const rsa = { name: 'RSASSA-PKCS1-v1_5', hash, publicExponent: new Uint8Array([1, 0, 1]) }
  const own =
    wish.curve === undefined
      ? { ...rsa, modulusLength: wish.bits ?? 2048 }
      : { name: 'ECDSA', namedCurve: wish.curve, hash }
  const keys = await crypto.subtle.generateKey(own, true, ['sign', 'verify'])
  const authority = wish.authority ?? false
  const parameters = {
    serialNumber: crypto.randomUUID().replaceAll('-', '').replace(/^./u, '1'),
    notBefore: new Date(wish.from ?? '2016-01-01T00:00:00Z'),
    notAfter: new Date(wish.to ?? '2036-01-01T00:00:00Z'),
    extensions: [
      new x509.BasicConstraintsExtension(authority, wish.pathLength, true),
      new x509.KeyUsagesExtension(wish.usage ?? (authority ? keyCertSign : digitalSignature | nonRepudiation), true),
      ...(wish.purposes === undefined ? [] : [new x509.ExtendedKeyUsageExtension([...wish.purposes])]),
    ],
  }
  const name = new x509.Name([{ CN: [{ utf8String: wish.name }] }])
  const certificate =
    wish.by === undefined
      ? await x509.X509CertificateGenerator.createSelfSigned({ ...parameters, name, keys, signingAlgorithm: own })
      : await x509.X509CertificateGenerator.create({
          ...parameters,
          subject: name,
          issuer: new x509.X509Certificate(wish.by.certificate).subjectName,
          publicKey: keys.publicKey,
          signingKey: await importKey(wish.by, rsa),
          signingAlgorithm: rsa,
        })
  return {
    certificate: certificate.toString('pem'),
    privateKey: x509.PemConverter.encode(await crypto.subtle.exportKey('pkcs8', keys.privateKey), 'PRIVATE KEY'),
  }
}

const importKey = ({ privateKey }: CertifiedKey, algorithm: { name: string; hash: string }) =>
  crypto.subtle.importKey('pkcs8', x509.PemConverter.decodeFirst(privateKey), algorithm, false, ['sign'])
