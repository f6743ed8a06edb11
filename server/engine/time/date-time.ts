import { instantOf } from './zone.ts'

const PATTERN =
  /^([+-]?\d{4,9})-(\d\d)-(\d\d)T(\d\d):(\d\d)(?::(\d\d)(?:\.(\d{1,9}))?)?(Z|[+-]\d\d:\d\d)?(?:\[([A-Za-z_]+(?:\/[A-Za-z_+-]+\d*)*)\])?$/

/**
 * Reads an ISO 8601 date and time; one without an offset is reckoned in the engine's zone. Undefined if it is none or a
 * day or hour that does not exist. Milliseconds since the epoch.
 */
export function parseDateTime(text: string, { zoneRequired = false } = {}): number | undefined {
  const match = PATTERN.exec(text)
  if (!match) return undefined
  const [year, month, day, hour, minute, second] = match.slice(1, 7).map((part) => Number(part ?? 0))
  const milliseconds = Number((match[7] ?? '0').padEnd(3, '0').slice(0, 3))
  const fields = [year ?? 0, (month ?? 0) - 1, day ?? 0, hour ?? 0, minute ?? 0, second ?? 0] as const
  const wall = new Date(Date.UTC(...fields, milliseconds))
  if (fields[0] >= 0 && fields[0] < 100) wall.setUTCFullYear(fields[0])
  const exists = wall.getUTCMonth() === fields[1] && wall.getUTCDate() === fields[2] && wall.getUTCHours() === fields[3]
  if (!exists || fields[4] > 59 || fields[5] > 59) return undefined
  const [, , , , , , , , offset, zone] = match
  if (offset === undefined && zone === undefined) return zoneRequired ? undefined : instantOf(wall)
  if (offset === undefined) return zone === undefined ? undefined : inZone(wall, zone)
  return wall.getTime() - offsetMilliseconds(offset)
}

function offsetMilliseconds(offset: string): number {
  if (offset === 'Z') return 0
  const [hours, minutes] = offset.slice(1).split(':').map(Number)
  return (offset.startsWith('-') ? -1 : 1) * ((hours ?? 0) * 3_600_000 + (minutes ?? 0) * 60_000)
}

/** The instant at which the clocks of a named zone show these fields. */
function inZone(wall: Date, zone: string): number | undefined {
  try {
    const format = new Intl.DateTimeFormat('en-US', { timeZone: zone, timeZoneName: 'longOffset' })
    const offsetAt = (instant: number) => {
      const name = format.formatToParts(instant).find(({ type }) => type === 'timeZoneName')?.value ?? 'GMT'
      return name === 'GMT' ? 0 : offsetMilliseconds(name.slice(3))
    }
    const first = wall.getTime() - offsetAt(wall.getTime())
    return wall.getTime() - offsetAt(first)
  } catch {
    return undefined
  }
}
