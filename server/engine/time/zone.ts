/** The engine's zone, whatever TZ says: Asia/Ho_Chi_Minh, which has kept +07:00 since 1975. */
const OFFSET = 7 * 3_600_000

/** Wall-clock fields of an instant, as a Date whose UTC getters give them. */
export function wallClock(instant: number): Date {
  return new Date(instant + OFFSET)
}

/** The instant of a wall clock made with UTC fields. */
export function instantOf(wall: Date): number {
  return wall.getTime() - OFFSET
}
