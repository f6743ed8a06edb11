import { SpecialValue } from '../values/special-value.ts'
import { offsetAt, offsetText, type Zone } from './zones.ts'

export const secondsOfDay = 86_400

/** The offset that a time of day without a date takes in a region: that of 1 January 2024, like a standard time. */
const standardInstant = Date.UTC(2024, 0, 1) / 1000

export class FeelTime extends SpecialValue {
  readonly feelType = 'time'
  /** 0 to 86,399. */
  readonly second: number
  /** 0 to 999,999,999. */
  readonly nanos: number
  /** Undefined for a local time. */
  readonly zone: Zone | undefined

  constructor(second: number, nanos: number, zone?: Zone) {
    super()
    this.second = second
    this.nanos = nanos
    this.zone = zone
  }

  get offset(): number {
    return this.zone ? offsetAt(this.zone, standardInstant) : 0
  }

  /** Seconds since midnight UTC, which orders times of different zones; may be negative. */
  get utcSecond(): number {
    return this.second - this.offset
  }

  /** Turns past midnight as a clock does. */
  plus(seconds: number, nanos: number): FeelTime {
    const sum = this.nanos + nanos
    const carry = Math.floor(sum / 1e9)
    const total = (this.second + seconds + carry) % secondsOfDay
    return new FeelTime(total < 0 ? total + secondsOfDay : total, sum - carry * 1e9, this.zone)
  }

  override get text(): string {
    const clock = clockText(this.second, this.nanos)
    if (!this.zone) return clock
    return 'region' in this.zone ? `${clock}@${this.zone.region}` : clock + offsetText(this.zone.offset)
  }

  toString(): string {
    return clockText(this.second, this.nanos) + (this.zone ? offsetText(this.offset) : '')
  }
}

/** `10:20:30`, with a fraction of up to nine digits if there is one. */
export function clockText(second: number, nanos: number): string {
  const two = (n: number): string => String(n).padStart(2, '0')
  const fraction = nanos ? `.${String(nanos).padStart(9, '0').replace(/0+$/, '')}` : ''
  return `${two(Math.floor(second / 3600))}:${two(Math.floor(second / 60) % 60)}:${two(second % 60)}${fraction}`
}
