export {
  type Diagnostic,
  defaultLimits,
  type JsonValue,
  PaperFault,
  type PaperFaultCode,
  type RenderLimits,
  type RenderRequest,
} from './contract.ts'
export type { Unprintable } from './printable.ts'
export { qrRows } from './qr.ts'
export { createRenderer, type PaperRenderer, type RendererOptions } from './renderer.ts'
export { templateProblems } from './template-rules.ts'
