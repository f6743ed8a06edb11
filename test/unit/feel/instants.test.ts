import { describe, expect, test } from '@jest/globals'
import { addDuration, asInstant, durationOf, type FeelValue } from '#feel'
import { evaluation } from './evaluating.ts'

function feelValue(source: string): FeelValue {
  const evaluated = evaluation(source)
  return evaluated.ok ? evaluated.value : null
}

describe('An instant', () => {
  test.each([
    ['@"2024-01-31T10:00:00+07:00"', '2024-01-31T03:00:00.000Z'],
    ['@"2024-01-31T10:00:00Z"', '2024-01-31T10:00:00.000Z'],
    ['@"2024-01-31T10:00:00"', '2024-01-31T03:00:00.000Z'],
    ['now()', '2026-03-05T02:30:00.000Z'],
    ['"2024-01-31T10:00:00+07:00"', '2024-01-31T03:00:00.000Z'],
    ['"2024-01-31T10:00+07:00[Asia/Ho_Chi_Minh]"', '2024-01-31T03:00:00.000Z'],
    ['"2024-01-31T10:00:00@Asia/Ho_Chi_Minh"', '2024-01-31T03:00:00.000Z'],
    ['"2024-01-31T10:00:00.123456Z"', '2024-01-31T10:00:00.123Z'],
    ['"2024-01-31T10:00:00"', '2024-01-31T03:00:00.000Z'],
    ['"1960-01-01T00:00:00+08:00"', '1959-12-31T16:00:00.000Z'],
  ])('%s is %s', (source, expected) => {
    expect(asInstant(feelValue(source))?.toISOString()).toBe(expected)
  })

  test.each([
    '"2024-02-30T10:00:00Z"',
    '"tomorrow"',
    '"2024-01-31"',
    '@"2024-01-31"',
    '1',
    'null',
    '[1]',
    '@"300000-01-01T00:00:00Z"',
  ])('%s is none', (source) => {
    expect(asInstant(feelValue(source))).toBeUndefined()
  })

  test('in the city before 1975 follows the time zone data', () => {
    // Saigon kept +08:00 from 1960 to 13 June 1975.
    expect(asInstant('1970-01-01T00:00:00@Asia/Ho_Chi_Minh')?.toISOString()).toBe('1969-12-31T16:00:00.000Z')
    expect(asInstant('1976-01-01T00:00:00@Asia/Ho_Chi_Minh')?.toISOString()).toBe('1975-12-31T17:00:00.000Z')
  })
})

describe('A duration', () => {
  const hour = 3_600_000
  test.each([
    ['@"P1Y2M"', 14, 0],
    ['@"PT1.5S"', 0, 1500],
    ['"P1Y2M3DT4H"', 14, 76 * hour],
    ['"P2W"', 0, 14 * 24 * hour],
    ['"-PT1H"', 0, -hour],
    ['"PT-1H"', 0, -hour],
    ['"PT0S"', 0, 0],
    ['"PT0.25S"', 0, 250],
  ])('%s is %d months and %d ms', (source, months, milliseconds) => {
    expect(durationOf(feelValue(source))).toEqual({ months, milliseconds })
  })

  test.each(['"P"', '"PT"', '"P1DT"', '"1 day"', '"R3/PT1H"', '5', 'null', '""'])('%s is none', (source) => {
    expect(durationOf(feelValue(source))).toBeUndefined()
  })

  test.each([
    ['2024-01-31T03:00:00.500Z', 'P1M', '2024-02-29T03:00:00.500Z'],
    ['2024-01-31T20:00:00.000Z', 'P1M', '2024-02-29T20:00:00.000Z'],
    ['2024-01-30T17:30:00.000Z', 'P1M', '2024-02-28T17:30:00.000Z'],
    ['2024-01-31T03:00:00.000Z', 'P1M1D', '2024-03-01T03:00:00.000Z'],
    ['2024-03-31T03:00:00.000Z', '-P1M', '2024-02-29T03:00:00.000Z'],
    ['2024-02-28T03:00:00.000Z', 'PT36H', '2024-02-29T15:00:00.000Z'],
  ])('from %s, %s leads to %s on the city’s calendar', (from, duration, expected) => {
    const length = durationOf(duration)
    expect(length && addDuration(new Date(from), length).toISOString()).toBe(expected)
  })

  test('that leads out of the calendar gives no valid date', () => {
    expect(Number.isNaN(addDuration(new Date(), { months: 12_000_000_000, milliseconds: 0 }).getTime())).toBe(true)
  })
})
