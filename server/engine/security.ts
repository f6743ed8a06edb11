import { createPrivateKey, X509Certificate } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { ServerCredentials } from '@grpc/grpc-js'

/** How the gateway is to be secured, as flags or environment say it; an empty text is as good as none. */
export interface SecuritySettings {
  /** File with the certificate chain, PEM. */
  tlsCert?: string | undefined
  /** File with the certificate's private key, PEM. */
  tlsKey?: string | undefined
  /** What clients must bring as bearer token. */
  token?: string | undefined
  /** File that holds the token. */
  tokenFile?: string | undefined
}

/** The settings put to work; what is absent is not asked for. */
export interface Security {
  credentials?: ServerCredentials
  token?: string
}

/** Longest header value that all clients send. */
const longestToken = 4096

/** Reads certificate, key and token. Throws with words for the operator for what is missing or does not fit together. */
export function readSecurity({ tlsCert, tlsKey, token, tokenFile }: SecuritySettings): Security {
  if (Boolean(tlsCert) !== Boolean(tlsKey))
    throw new Error('TLS takes both a certificate (--tls-cert) and its key (--tls-key)')
  if (token && tokenFile) throw new Error('The token is given twice: as such and as a file')
  const given = tokenFile ? read(tokenFile, 'token').toString('utf8').trim() : token?.trim()
  if (tokenFile && !given) throw new Error(`The token's file '${tokenFile}' is empty`)
  if (given && (given.length > longestToken || !/^[\x21-\x7e]+$/.test(given)))
    throw new Error(`The token takes 1 to ${longestToken} visible ASCII characters without spaces`)
  return {
    ...(tlsCert && tlsKey && { credentials: tlsCredentials(tlsCert, tlsKey) }),
    ...(given && { token: given }),
  }
}

function tlsCredentials(certFile: string, keyFile: string): ServerCredentials {
  const certificates = read(certFile, 'certificate')
  const key = read(keyFile, 'key')
  const matches = understood(`The files '${certFile}' and '${keyFile}' are no PEM certificate and key`, () =>
    new X509Certificate(certificates).checkPrivateKey(createPrivateKey(key)),
  )
  if (!matches) throw new Error(`The key in '${keyFile}' is not that of the certificate in '${certFile}'`)
  return ServerCredentials.createSsl(null, [{ cert_chain: certificates, private_key: key }])
}

function read(file: string, what: string): Buffer {
  return understood(`The ${what}'s file '${file}' can't be read`, () => readFileSync(file))
}

function understood<Result>(words: string, work: () => Result): Result {
  try {
    return work()
  } catch (error) {
    throw new Error(`${words}: ${error instanceof Error ? error.message : error}`)
  }
}
