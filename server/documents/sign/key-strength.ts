import type { KeyObject } from 'node:crypto'

const minRsaBits = 2048
const curves = ['prime256v1', 'secp384r1', 'secp521r1']

/** Whether a key is one that we sign with and accept: RSA from 2048 bits, or the three NIST curves. */
export function isStrongKey(key: KeyObject): boolean {
  const details = key.asymmetricKeyDetails
  if (key.asymmetricKeyType === 'rsa') return (details?.modulusLength ?? 0) >= minRsaBits
  return key.asymmetricKeyType === 'ec' && curves.includes(details?.namedCurve ?? '')
}
