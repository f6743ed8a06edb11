/**
 * Makes calls at a steady pace whether earlier ones have been answered or not; milliseconds from the instant at which
 * each was due to its answer, so that a stall counts for all that it holds up.
 */
export async function atPace(
  perSecond: number,
  calls: number,
  call: (index: number) => Promise<unknown>,
): Promise<number[]> {
  const taken: number[] = []
  const under: Promise<void>[] = []
  const from = performance.now()
  for (let index = 0; index < calls; ) {
    const now = performance.now()
    for (; index < calls && from + (index * 1000) / perSecond <= now; index++) {
      const due = from + (index * 1000) / perSecond
      under.push(call(index).then(() => void taken.push(performance.now() - due)))
    }
    await new Promise((resolve) => setTimeout(resolve, 1))
  }
  await Promise.all(under)
  return taken
}
