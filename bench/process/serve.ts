/** A process of the bench: answers what its parent asks over the channel, and ends with it. */

/** By name what can be asked; arguments and answers are JSON. */
export type Asks = { [name: string]: (argument: never) => unknown }

interface Asked {
  id: number
  name: string
  argument: never
}

export function serve(asks: Asks): void {
  process.on('disconnect', () => process.exit(0))
  process.on('message', ({ id, name, argument }: Asked) => {
    void (async () => asks[name]?.(argument))().then(
      (answer) => process.send?.({ id, answer }),
      (error: unknown) => process.send?.({ id, error: error instanceof Error ? error.stack : String(error) }),
    )
  })
  process.send?.({ ready: true })
}
