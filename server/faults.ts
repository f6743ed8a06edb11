/**
 * Named points before and after each commit and outside call, at which a test may end the process (MOTCUA_FAULTS).
 * In production they do nothing: config.ts refuses the variable there.
 */
export interface FaultPoints {
  /** Ends the process with SIGKILL when the point is armed and its count is reached. */
  hit(point: string): void
}

export const noFaults: FaultPoints = { hit: () => undefined }

/**
 * `outbox.create.before=3,open-dossier.committed=1`: the third hit of the first point and the first of the second kill.
 */
export function armedFaults(spec: string, kill: (point: string) => void = killSelf): FaultPoints {
  const left = new Map(
    spec
      .split(',')
      .map((part) => part.trim().split('='))
      .filter(([point]) => point)
      .map(([point, count]) => [String(point), Number(count ?? 1)]),
  )
  return {
    hit(point) {
      const count = left.get(point)
      if (count === undefined) return
      if (count > 1) left.set(point, count - 1)
      else {
        left.delete(point)
        kill(point)
      }
    },
  }
}

function killSelf(point: string): void {
  process.stderr.write(`fault point ${point}\n`)
  process.kill(process.pid, 'SIGKILL')
}
