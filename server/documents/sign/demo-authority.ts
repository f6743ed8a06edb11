import 'reflect-metadata'
import { randomBytes } from 'node:crypto'
import * as x509 from '@peculiar/x509'

/** A certificate with its private key (PKCS#8), both PEM. */
export interface CertifiedKey {
  readonly certificate: string
  readonly privateKey: string
}

export interface DemoAuthority {
  /** The root: what verification trusts, and its key for certificates issued later. */
  readonly root: CertifiedKey
  /** A signing certificate for a unit, valid from a day before `at` for five years. Serial numbers are random. */
  readonly issue: (unit: DemoUnit) => Promise<CertifiedKey>
}

export interface DemoUnit {
  /** As it shall be read in the signature: "Uỷ ban nhân dân xã Đông Mỹ". */
  readonly name: string
  /** Code of the unit, in the certificate's subject. */
  readonly code: string
  readonly at: Date
}

/** Parts of a subject by their X.500 abbreviations; the country is no text but two letters. */
interface NameParts {
  readonly country: string
  readonly [type: string]: string
}

// Both ways: a demonstration may set the platform's clock years back.
const rootYears = 20
const unitYears = 5
const dayMs = 24 * 60 * 60 * 1000
const rsa = {
  name: 'RSASSA-PKCS1-v1_5',
  hash: 'SHA-256',
  publicExponent: new Uint8Array([1, 0, 1]),
  modulusLength: 2048,
} as const
const issuedBy = 'Chứng thực số một cửa (bản dùng thử)'

/** The authority of the embedded set-up: its signatures show how papers work and bind nobody. The caller keeps the keys. */
export async function createDemoAuthority({ at }: { at: Date }): Promise<DemoAuthority> {
  const keys = await generate()
  const certificate = await x509.X509CertificateGenerator.createSelfSigned({
    serialNumber: serial(),
    name: name({ CN: issuedBy, O: 'Một cửa', country: 'VN' }),
    notBefore: at,
    notAfter: shifted(at, rootYears),
    keys,
    signingAlgorithm: rsa,
    extensions: [
      new x509.BasicConstraintsExtension(true, 0, true),
      new x509.KeyUsagesExtension(x509.KeyUsageFlags.keyCertSign | x509.KeyUsageFlags.cRLSign, true),
      await x509.SubjectKeyIdentifierExtension.create(keys.publicKey, false),
    ],
  })
  return openDemoAuthority({ certificate: certificate.toString('pem'), privateKey: await exportKey(keys.privateKey) })
}

/** The same authority again, from what the caller kept. */
export async function openDemoAuthority(root: CertifiedKey): Promise<DemoAuthority> {
  const rootCertificate = new x509.X509Certificate(root.certificate)
  const rootKey = await crypto.subtle.importKey('pkcs8', x509.PemConverter.decodeFirst(root.privateKey), rsa, false, [
    'sign',
  ])
  const issue = async ({ name: unitName, code, at }: DemoUnit): Promise<CertifiedKey> => {
    const keys = await generate()
    const certificate = await x509.X509CertificateGenerator.create({
      serialNumber: serial(),
      subject: name({ CN: unitName, O: unitName, OU: code, L: 'Hà Nội', country: 'VN' }),
      issuer: rootCertificate.subjectName,
      notBefore: new Date(at.getTime() - dayMs),
      notAfter: shifted(at, unitYears),
      publicKey: keys.publicKey,
      signingKey: rootKey,
      signingAlgorithm: rsa,
      extensions: [
        new x509.BasicConstraintsExtension(false, undefined, true),
        new x509.KeyUsagesExtension(x509.KeyUsageFlags.digitalSignature | x509.KeyUsageFlags.nonRepudiation, true),
        await x509.AuthorityKeyIdentifierExtension.create(rootCertificate, false),
        await x509.SubjectKeyIdentifierExtension.create(keys.publicKey, false),
      ],
    })
    return { certificate: certificate.toString('pem'), privateKey: await exportKey(keys.privateKey) }
  }
  return { root, issue }
}

const generate = () => crypto.subtle.generateKey(rsa, true, ['sign', 'verify'])

async function exportKey(key: CryptoKey): Promise<string> {
  return x509.PemConverter.encode(await crypto.subtle.exportKey('pkcs8', key), 'PRIVATE KEY')
}

// Positive, so the first bit is nought.
function serial(): string {
  const bytes = randomBytes(16)
  bytes[0] = (bytes[0] ?? 0) & 0x7f
  return bytes.toString('hex')
}

function name({ country, ...texts }: NameParts): x509.Name {
  const parts = Object.entries(texts).map(([type, value]) => ({ [type]: [{ utf8String: value }] }))
  return new x509.Name([{ C: [{ printableString: country }] }, ...parts])
}

function shifted(at: Date, years: number): Date {
  const moved = new Date(at)
  moved.setUTCFullYear(moved.getUTCFullYear() + years)
  return moved
}
