import { SpecialValue } from '../values/special-value.ts'

/** Java's int: feel-scala's years and months; more months than this end as "out of range". */
const mostMonths = 12 * 999_999_999
/** Seconds that keep sums of durations and instants within exact doubles. */
const mostSeconds = 1e14

export class YearsMonthsDuration extends SpecialValue {
  readonly feelType = 'years and months duration'
  /** Whole months; negative backwards. */
  readonly months: number

  constructor(months: number) {
    super()
    this.months = months === 0 ? 0 : months
  }

  /** Undefined if there are too many months. */
  static of(months: number): YearsMonthsDuration | undefined {
    const whole = Math.trunc(months)
    return Math.abs(whole) <= mostMonths ? new YearsMonthsDuration(whole) : undefined
  }

  toString(): string {
    const size = Math.abs(this.months)
    if (size === 0) return 'P0Y'
    const years = Math.floor(size / 12)
    const months = size % 12
    return `${this.months < 0 ? '-' : ''}P${years ? `${years}Y` : ''}${months ? `${months}M` : ''}`
  }
}

/** Whole seconds and the nanoseconds (0 to 999,999,999) after them, also for negative durations. */
export interface SecondsNanos {
  seconds: number
  nanos: number
}

export class DaysTimeDuration extends SpecialValue implements SecondsNanos {
  readonly feelType = 'days and time duration'
  readonly seconds: number
  readonly nanos: number

  constructor(seconds: number, nanos = 0) {
    super()
    this.seconds = seconds === 0 ? 0 : seconds
    this.nanos = nanos === 0 ? 0 : nanos
  }

  /** Undefined if it is too long; nanos may be any whole number. */
  static of(seconds: number, nanos = 0): DaysTimeDuration | undefined {
    const carry = Math.floor(nanos / 1e9)
    const whole = seconds + carry
    return Math.abs(whole) <= mostSeconds ? new DaysTimeDuration(whole, nanos - carry * 1e9) : undefined
  }

  /** Seconds with their fraction, exact to what a double holds. */
  get total(): number {
    return this.seconds + this.nanos / 1e9
  }

  negated(): DaysTimeDuration {
    return this.nanos === 0
      ? new DaysTimeDuration(-this.seconds)
      : new DaysTimeDuration(-this.seconds - 1, 1e9 - this.nanos)
  }

  toString(): string {
    if (this.seconds < 0) return `-${this.negated().toString()}`
    const days = Math.floor(this.seconds / 86_400)
    const hours = Math.floor(this.seconds / 3600) % 24
    const minutes = Math.floor(this.seconds / 60) % 60
    const fraction = this.nanos ? `.${String(this.nanos).padStart(9, '0').replace(/0+$/, '')}` : ''
    const seconds = `${this.seconds % 60}${fraction}`
    const time = `${hours ? `${hours}H` : ''}${minutes ? `${minutes}M` : ''}${seconds === '0' ? '' : `${seconds}S`}`
    if (!days && !time) return 'P0D'
    return `P${days ? `${days}D` : ''}${time ? `T${time}` : ''}`
  }
}
