export {
  type ClaimedSignature,
  type SignatureFault,
  type Signer,
  type SignerIdentity,
  SignFault,
  type SignFaultCode,
  type Verification,
} from './contract.ts'
export {
  type CertifiedKey,
  createDemoAuthority,
  type DemoAuthority,
  type DemoUnit,
  openDemoAuthority,
} from './demo-authority.ts'
export { signPdf } from './sign-pdf.ts'
export { type VerifyOptions, verifyPdf } from './verify-pdf.ts'
