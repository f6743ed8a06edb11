/** Who signs and what the signature says. PEM texts; keys are kept by the caller. */
export interface Signer {
  /** The signer's certificate. */
  readonly certificate: string
  /** Certificates between the signer's and the root's, nearest first; none by default. */
  readonly chain?: readonly string[]
  /** Its private key, PKCS#8: RSA of at least 2048 bits or an EC key on P-256, P-384 or P-521. */
  readonly privateKey: string
  readonly name: string
  readonly reason: string
  readonly location: string
  /** Claimed time of signing. A PAdES-B-B signature proves no time. */
  readonly at: Date
}

/**
 * Why a file was not signed. `pdf-structure`: not a file as our renderer writes it; `already-signed`;
 * `key-mismatch`: the key is not the certificate's; `not-yet-or-no-longer-valid`: the certificate at the time of signing.
 */
export type SignFaultCode =
  | 'pdf-structure'
  | 'already-signed'
  | 'key-mismatch'
  | 'weak-key'
  | 'not-yet-or-no-longer-valid'

export class SignFault extends Error {
  readonly code: SignFaultCode

  constructor(code: SignFaultCode, detail = '') {
    super(`sign.${code}${detail === '' ? '' : `: ${detail}`}`)
    this.name = 'SignFault'
    this.code = code
  }
}

/** What is wrong with a signed file. */
export type SignatureFault =
  /** More than one signature: ours carry one. */
  | 'several-signatures'
  /** The signed range leaves a gap, overlaps, or does not fit the file. */
  | 'byte-range'
  /** Bytes follow the signed range: the file was changed after signing. */
  | 'changed-after-signing'
  | 'sub-filter'
  /** The signature's content is no CMS SignedData, or has none or several signers. */
  | 'cms'
  /** An attribute that PAdES-B-B needs is missing or doubled, or one that it forbids is there. */
  | 'signed-attributes'
  /** The digest of the file is not the signed one. */
  | 'digest'
  /** A digest or signature algorithm below the floor: SHA-1, MD5, RSA below 2048 bits, other curves. */
  | 'weak-algorithm'
  /** The signature was not made with the certificate's key. */
  | 'signature'
  /** The signed attributes bind another certificate. */
  | 'other-certificate'
  /** No path to a trusted root. */
  | 'untrusted'
  /** A certificate of the path was not valid at the time in question. */
  | 'expired'
  | 'revoked'
  /** A certificate is used for what it was not issued for. */
  | 'usage'

export interface SignerIdentity {
  /** Common name in the certificate. */
  readonly name: string
  readonly organisation: string | null
  /** Serial number of the certificate, upper-case hex. */
  readonly serial: string
}

export type Verification =
  | { readonly state: 'unsigned' }
  | {
      readonly state: 'valid'
      readonly signer: SignerIdentity
      /** Name, reason and time as the signer claimed them. */
      readonly claimed: ClaimedSignature
    }
  | { readonly state: 'invalid'; readonly reasons: readonly SignatureFault[] }

export interface ClaimedSignature {
  readonly name: string | null
  readonly reason: string | null
  readonly location: string | null
  readonly at: Date | null
}
