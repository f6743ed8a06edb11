import type { DemoUnit } from './demo-authority.ts'
import type { UnitKeys } from './demo-keys.ts'
import { signPdf } from './sign-pdf.ts'

/** One paper to be sealed for a unit. */
export interface Sealing {
  readonly unitCode: string
  /** "Uỷ ban nhân dân xã Đông Mỹ". */
  readonly unitName: string
  /** Name of the person who approved. */
  readonly signer: string
  readonly at: Date
}

export interface UnitSigner {
  /** Seals a PDF of the renderer with the unit's certificate (PAdES-B-B); rejects with `SignFault`. */
  readonly sign: (pdf: Uint8Array, by: Sealing) => Promise<Uint8Array>
  /** Roots (PEM) that `verifyPdf` trusts for what this signer made. */
  readonly roots: readonly string[]
}

/** Signs with the keys that `keys` finds for a unit. */
export function createUnitSigner(keys: UnitKeys): UnitSigner {
  return {
    roots: keys.roots,
    sign: async (pdf, { unitCode, unitName, signer, at }) => {
      const unit: DemoUnit = { code: unitCode, name: unitName, at }
      const { certificate, privateKey } = await keys.keyOf(unit)
      return signPdf(pdf, {
        certificate,
        privateKey,
        name: signer,
        reason: `Ký số văn bản của ${unitName}`,
        location: 'Hà Nội',
        at,
      })
    },
  }
}
