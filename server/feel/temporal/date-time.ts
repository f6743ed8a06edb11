import { SpecialValue } from '../values/special-value.ts'
import { dateText, FeelDate } from './date.ts'
import { plusMonths, yearMonthDay } from './days.ts'
import { clockText, FeelTime, secondsOfDay } from './time.ts'
import { instantOfLocal, offsetAt, offsetText, type Zone } from './zones.ts'

export class FeelDateTime extends SpecialValue {
  readonly feelType = 'date time'
  /** Seconds that the clocks of the zone show since 1970-01-01T00:00:00. */
  readonly local: number
  /** 0 to 999,999,999. */
  readonly nanos: number
  /** Undefined for a local date and time. */
  readonly zone: Zone | undefined
  /** Seconds ahead of UTC; 0 for a local one. */
  readonly offset: number

  private constructor(local: number, nanos: number, zone: Zone | undefined, offset: number) {
    super()
    this.local = local
    this.nanos = nanos
    this.zone = zone
    this.offset = offset
  }

  /** What the clocks show; undefined beyond the years that dates have. */
  static ofLocal(local: number, nanos: number, zone?: Zone): FeelDateTime | undefined {
    if (!FeelDate.ofDay(Math.floor(local / secondsOfDay))) return undefined
    return zone
      ? FeelDateTime.ofInstant(instantOfLocal(zone, local), nanos, zone)
      : new FeelDateTime(local, nanos, undefined, 0)
  }

  static ofInstant(seconds: number, nanos: number, zone: Zone): FeelDateTime | undefined {
    const offset = offsetAt(zone, seconds)
    const local = seconds + offset
    return FeelDate.ofDay(Math.floor(local / secondsOfDay)) ? new FeelDateTime(local, nanos, zone, offset) : undefined
  }

  static of(date: FeelDate, time: FeelTime): FeelDateTime | undefined {
    return FeelDateTime.ofLocal(date.day * secondsOfDay + time.second, time.nanos, time.zone)
  }

  /** Seconds since 1970 UTC. */
  get instant(): number {
    return this.local - this.offset
  }

  get date(): FeelDate {
    return new FeelDate(Math.floor(this.local / secondsOfDay))
  }

  get secondOfDay(): number {
    return this.local - Math.floor(this.local / secondsOfDay) * secondsOfDay
  }

  get time(): FeelTime {
    return new FeelTime(this.secondOfDay, this.nanos, this.zone)
  }

  /** Exact time: an hour is an hour, also where clocks change. */
  plus(seconds: number, nanos: number): FeelDateTime | undefined {
    const sum = this.nanos + nanos
    const carry = Math.floor(sum / 1e9)
    const rest = sum - carry * 1e9
    return this.zone
      ? FeelDateTime.ofInstant(this.instant + seconds + carry, rest, this.zone)
      : FeelDateTime.ofLocal(this.local + seconds + carry, rest)
  }

  /** The same time of day months later. */
  plusMonths(months: number): FeelDateTime | undefined {
    const day = Math.floor(this.local / secondsOfDay)
    return FeelDateTime.ofLocal(plusMonths(day, months) * secondsOfDay + this.secondOfDay, this.nanos, this.zone)
  }

  /** The same instant on other clocks; a local one is taken as shown there. */
  inZone(zone: Zone): FeelDateTime | undefined {
    return this.zone
      ? FeelDateTime.ofInstant(this.instant, this.nanos, zone)
      : FeelDateTime.ofLocal(this.local, this.nanos, zone)
  }

  override get text(): string {
    return this.zone && 'region' in this.zone ? `${this.localText}@${this.zone.region}` : this.toString()
  }

  /** ISO with the offset; the region is not written, so that every ISO parser reads it. */
  toString(): string {
    return this.localText + (this.zone ? offsetText(this.offset) : '')
  }

  private get localText(): string {
    const day = Math.floor(this.local / secondsOfDay)
    return `${dateText(yearMonthDay(day))}T${clockText(this.secondOfDay, this.nanos)}`
  }
}
