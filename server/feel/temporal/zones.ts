/** A place on the clock: a fixed distance from UTC in seconds, or a region whose distance the time zone data tells. */
export type Zone = { offset: number } | { region: string }

/** The city's zone: now() and today() are reckoned in it, whatever the machine's is. */
export const cityZone: Zone = { region: 'Asia/Ho_Chi_Minh' }

/** Viet Nam's clocks have stood at +07:00 since 13 June 1975; the time zone data is asked for earlier instants only. */
const cityOffset = 7 * 3600
const cityOffsetSince = Date.UTC(1975, 5, 14) / 1000

/** Formats per region; names come from expressions, so the table is emptied before it can grow without end. */
const formats = new Map<string, Intl.DateTimeFormat>()
const formatsKept = 64

function formatOf(region: string): Intl.DateTimeFormat | undefined {
  const known = formats.get(region)
  if (known) return known
  if (!/^[A-Za-z][A-Za-z0-9_+\-/]{0,60}$/.test(region)) return undefined
  try {
    const format = new Intl.DateTimeFormat('en-US', {
      timeZone: region,
      hourCycle: 'h23',
      era: 'short',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
      second: 'numeric',
    })
    if (formats.size >= formatsKept) formats.clear()
    formats.set(region, format)
    return format
  } catch {
    return undefined
  }
}

/** `+07:00`, `Z`, `UTC`, or a region such as `Asia/Ho_Chi_Minh`; undefined if there is no such zone. */
export function parseZone(text: string): Zone | undefined {
  if (text === 'Z') return { offset: 0 }
  const parts = /^([+-])(\d{2}):?(\d{2})$/.exec(text)
  if (parts) {
    const seconds = Number(parts[2]) * 3600 + Number(parts[3]) * 60
    if (Number(parts[3]) > 59 || seconds > 18 * 3600) return undefined
    return { offset: seconds === 0 ? 0 : parts[1] === '-' ? -seconds : seconds }
  }
  return formatOf(text) ? { region: text } : undefined
}

/** Seconds that the zone's clocks are ahead of UTC at an instant (seconds since 1970). */
export function offsetAt(zone: Zone, instant: number): number {
  if ('offset' in zone) return zone.offset
  if (zone.region === 'Asia/Ho_Chi_Minh' && instant >= cityOffsetSince) return cityOffset
  const format = formatOf(zone.region)
  const milliseconds = instant * 1000
  // Beyond what a Date can hold no zone data exists; the nearest end stands for it.
  const held = Math.max(-8.64e15, Math.min(8.64e15, milliseconds))
  if (!format) return 0
  const at: { [part: string]: number } = {}
  let era = 1
  for (const { type, value } of format.formatToParts(held)) {
    if (type === 'era') era = value.startsWith('B') ? -1 : 1
    else at[type] = Number(value)
  }
  const year = era < 0 ? 1 - (at.year ?? 1) : (at.year ?? 1970)
  const shown = new Date(0)
  shown.setUTCFullYear(year, (at.month ?? 1) - 1, at.day ?? 1)
  shown.setUTCHours(at.hour ?? 0, at.minute ?? 0, at.second ?? 0)
  const offset = shown.getTime() / 1000 - Math.floor(held / 1000)
  return Number.isFinite(offset) ? offset : 0
}

/**
 * The instant of a local time (both in seconds since 1970). A time that occurs twice is taken as the earlier instant,
 * one that is skipped moves on by the gap, as Java's ZonedDateTime does.
 */
export function instantOfLocal(zone: Zone, local: number): number {
  if ('offset' in zone) return local - zone.offset
  const before = offsetAt(zone, local - 86_400)
  const after = offsetAt(zone, local + 86_400)
  if (before === after || offsetAt(zone, local - before) === before) return local - before
  return offsetAt(zone, local - after) === after ? local - after : local - before
}

/** `+07:00`, `Z` for none; seconds only where the zone has them. */
export function offsetText(offset: number): string {
  if (offset === 0) return 'Z'
  const two = (n: number): string => String(n).padStart(2, '0')
  const size = Math.abs(offset)
  const seconds = size % 60
  const text = `${offset < 0 ? '-' : '+'}${two(Math.floor(size / 3600))}:${two(Math.floor(size / 60) % 60)}`
  return seconds === 0 ? text : `${text}:${two(seconds)}`
}
