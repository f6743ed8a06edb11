import 'reflect-metadata'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import * as x509 from '@peculiar/x509'

/** Files of a certificate that speaks for this machine, signed by itself. */
export interface CertificateFiles {
  certFile: string
  keyFile: string
  /** The certificate, PEM: what clients trust. */
  pem: string
}

const algorithm = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' }
const day = 86_400_000

/** Makes a certificate for localhost and 127.0.0.1 and writes it with its key into the folder. */
export async function certificateFiles(folder: string, name = 'engine'): Promise<CertificateFiles> {
  const keys = await crypto.subtle.generateKey(algorithm, true, ['sign', 'verify'])
  const certificate = await x509.X509CertificateGenerator.createSelfSigned({
    name: 'CN=localhost',
    notBefore: new Date(Date.now() - day),
    notAfter: new Date(Date.now() + day),
    keys,
    signingAlgorithm: algorithm,
    extensions: [
      new x509.BasicConstraintsExtension(true, undefined, true),
      new x509.SubjectAlternativeNameExtension([
        { type: 'dns', value: 'localhost' },
        { type: 'ip', value: '127.0.0.1' },
      ]),
    ],
  })
  const pem = certificate.toString('pem')
  const key = x509.PemConverter.encode(await crypto.subtle.exportKey('pkcs8', keys.privateKey), 'PRIVATE KEY')
  const files = { certFile: join(folder, `${name}.crt`), keyFile: join(folder, `${name}.key`), pem }
  await writeFile(files.certFile, pem)
  await writeFile(files.keyFile, key, { mode: 0o600 })
  return files
}
