import { SpecialValue } from '../values/special-value.ts'
import { dayNumber, isDay, lastYear, plusMonths, type YearMonthDay, yearMonthDay } from './days.ts'

const firstDay = dayNumber({ year: -lastYear, month: 1, day: 1 })
const lastDay = dayNumber({ year: lastYear, month: 12, day: 31 })

export class FeelDate extends SpecialValue {
  readonly feelType = 'date'
  /** Days since 1970-01-01. */
  readonly day: number

  constructor(day: number) {
    super()
    this.day = day
  }

  /** Undefined if the day is no number or beyond the years that dates have. */
  static ofDay(day: number): FeelDate | undefined {
    return day >= firstDay && day <= lastDay ? new FeelDate(day) : undefined
  }

  /** Undefined if the calendar has no such day. */
  static of(parts: YearMonthDay): FeelDate | undefined {
    return isDay(parts) ? new FeelDate(dayNumber(parts)) : undefined
  }

  get parts(): YearMonthDay {
    return yearMonthDay(this.day)
  }

  plusMonths(months: number): FeelDate | undefined {
    return FeelDate.ofDay(plusMonths(this.day, months))
  }

  toString(): string {
    return dateText(this.parts)
  }
}

export function dateText({ year, month, day }: YearMonthDay): string {
  const two = (n: number): string => String(n).padStart(2, '0')
  return `${year < 0 ? '-' : ''}${String(Math.abs(year)).padStart(4, '0')}-${two(month)}-${two(day)}`
}
