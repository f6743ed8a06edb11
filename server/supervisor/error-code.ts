/** The system's code of an error (`ENOENT`), told by shape: a test's realm has an Error of its own. */
export function errorCode(error: unknown): string | undefined {
  return typeof error === 'object' && error !== null && 'code' in error && typeof error.code === 'string'
    ? error.code
    : undefined
}
