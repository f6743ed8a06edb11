/** A promise whose outcome is decided elsewhere (`Promise.withResolvers`, which Node 20 lacks). */
export interface Deferred<T> {
  readonly promise: Promise<T>
  readonly resolve: (value: T) => void
  readonly reject: (error: Error) => void
}

/** Makes one. A rejection that nobody hears is no fault. */
export function deferred<T>(): Deferred<T> {
  const made: { resolve?: (value: T) => void; reject?: (error: Error) => void } = {}
  const promise = new Promise<T>((resolve, reject) => {
    made.resolve = resolve
    made.reject = reject
  })
  promise.catch(() => undefined)
  return { promise, resolve: (value) => made.resolve?.(value), reject: (error) => made.reject?.(error) }
}
