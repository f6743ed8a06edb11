/** What to do when a part has ended by itself. */
export type RestartDecision =
  | { readonly act: 'restart'; readonly afterMs: number }
  /** It ends again and again; more tries would only hide why. */
  | { readonly act: 'give-up'; readonly deaths: number }

const windowMs = 60_000
const deathsAllowed = 3
/** The first restart comes at once nearly: most deaths are single. */
const backOffMs = [100, 1000, 4000] as const

/**
 * Decides by the times at which a part ended, the last one now: three restarts in a minute, then an end in words.
 * @param deaths milliseconds of one clock, oldest first
 */
export function decideRestart(deaths: readonly number[]): RestartDecision {
  const now = deaths.at(-1) ?? 0
  const recent = deaths.filter((at) => now - at < windowMs).length
  if (recent > deathsAllowed) return { act: 'give-up', deaths: recent }
  return { act: 'restart', afterMs: backOffMs[Math.max(0, recent - 1)] ?? backOffMs[2] }
}
