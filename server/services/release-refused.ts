/** Services that cannot be imported as they lie on disk; the sentence names card and file. No other try mends it. */
export class ReleaseRefused extends Error {
  override readonly name = 'ReleaseRefused'
}
