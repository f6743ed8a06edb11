import { signCms } from './cms.ts'
import type { Signer } from './contract.ts'
import { appendSignatureField, fillContents, signedParts } from './signature-revision.ts'

/**
 * Signs a paper of the renderer: PAdES-B-B (ETSI EN 319 142-1), one invisible signature over the whole file.
 * Rejects with `SignFault`.
 */
export async function signPdf(pdf: Uint8Array, signer: Signer): Promise<Uint8Array> {
  const prepared = appendSignatureField(pdf, signer)
  return new Uint8Array(fillContents(prepared, signCms(signedParts(prepared), signer)))
}
