import { describe, expect, test } from '@jest/globals'
import { afterDuration, atDate, atLocalDate, byCycle, nextFiring } from '../../../server/engine/time/schedule.ts'

const at = (text: string) => new Date(text).getTime()
const now = at('2017-08-15T08:00:00+07:00')
const HOUR = 3_600_000

describe('a duration', () => {
  test.each([
    ['PT15S', '2017-08-15T08:00:15+07:00'],
    ['PT1.5S', '2017-08-15T08:00:01.5+07:00'],
    ['PT262.126S', '2017-08-15T08:04:22.126+07:00'],
    ['PT0.0019S', '2017-08-15T08:00:00.001+07:00'],
    ['P1DT2H', '2017-08-16T10:00:00+07:00'],
    ['P1W', '2017-08-22T08:00:00+07:00'],
    ['-PT1H', '2017-08-15T07:00:00+07:00'],
    ['P1M', '2017-09-15T08:00:00+07:00'],
    ['P1Y2M', '2018-10-15T08:00:00+07:00'],
  ])('%s from now is %s', (text, expected) => {
    expect(afterDuration(text, now)).toEqual({ dueDate: at(expected), repetition: { kind: 'once' } })
  })

  test('of a month ends on the last day of a shorter one, by the city’s calendar', () => {
    expect(afterDuration('P1M', at('2018-01-31T01:00:00+07:00'))?.dueDate).toBe(at('2018-02-28T01:00:00+07:00'))
  })

  test.each([
    ['P999999999Y', 8.64e15],
    ['-P999999999Y', -8.64e15],
    [`PT${'9'.repeat(400)}S`, 8.64e15],
    [`P-999999999YT${'9'.repeat(400)}S`, 8.64e15],
  ])('%s that leads beyond all dates ends at the last or first of them', (text, instant) => {
    expect(afterDuration(text, now)?.dueDate).toBe(instant)
  })

  test(`without end and without beginning is none`, () => {
    expect(afterDuration(`PT${'9'.repeat(400)}H-${'9'.repeat(400)}S`, now)).toBeUndefined()
  })

  test.each(['', 'P', 'PT', '1H', 'P1H', 'PT1D', 'P1DT', 'PT1', 'tomorrow'])('is not %j', (text) => {
    expect(afterDuration(text, now)).toBeUndefined()
  })
})

describe('a date', () => {
  test.each([
    ['2017-08-20T08:00:00+07:00', '2017-08-20T01:00:00Z'],
    ['2017-08-20T08:00Z', '2017-08-20T08:00:00Z'],
    ['2017-08-20T08:00:00.250Z', '2017-08-20T08:00:00.250Z'],
    ['2017-08-20T08:00:00[Europe/Berlin]', '2017-08-20T06:00:00Z'],
    ['2017-08-20T08:00:00+02:00[Europe/Berlin]', '2017-08-20T06:00:00Z'],
  ])('%s is %s', (text, expected) => {
    expect(atDate(text)?.dueDate).toBe(at(expected))
  })

  test.each([
    '2017-02-30T08:00:00Z',
    '2017-08-20T25:00:00Z',
    '2017-08-20T08:60:00Z',
    '2017-08-20',
    '2017-08-20T08:00:00',
    'x',
  ])('with zone is not %j', (text) => {
    expect(atDate(text)).toBeUndefined()
  })

  test('without zone is one of the city', () => {
    expect(atLocalDate('2017-08-20T08:00:00')?.dueDate).toBe(at('2017-08-20T08:00:00+07:00'))
  })
})

describe('a cycle', () => {
  const firings = (text: string, rounds = 5) => {
    const dates: number[] = []
    let schedule = byCycle(text, now)
    while (schedule && dates.length < rounds) {
      dates.push((schedule.dueDate - now) / HOUR)
      schedule = nextFiring(timer(schedule), schedule.dueDate)
    }
    return dates
  }
  const timer = (schedule: NonNullable<ReturnType<typeof byCycle>>) => ({
    key: '1' as never,
    elementId: 'e',
    processDefinitionKey: '1' as never,
    ...schedule,
  })

  test('fires as often as it says', () => {
    expect(firings('R3/PT1H')).toEqual([1, 2, 3])
    expect(firings('R1/PT1H')).toEqual([1])
  })

  test('R/ is endless', () => {
    expect(firings('R/PT1H')).toEqual([1, 2, 3, 4, 5])
  })

  test('begins at its start if that is in the future, else one interval from now', () => {
    expect(firings('R2/2017-08-15T10:30:00+07:00/PT1H')).toEqual([2.5, 3.5])
    expect(firings('R2/2017-08-15T01:00:00+07:00/PT1H')).toEqual([1, 2])
  })

  test('is cron where it does not begin with R', () => {
    expect(firings('0 0 9,12 * * *', 3)).toEqual([1, 4, 25])
  })

  test('missed rounds fire once, not in bursts', () => {
    const schedule = byCycle('R/PT1H', now)
    if (!schedule) throw new Error('no schedule')
    const late = now + 10 * HOUR + 5
    expect(nextFiring(timer(schedule), late)?.dueDate).toBe(late + HOUR)
  })

  test.each(['R/', 'R3', 'Rx/PT1H', 'R/1 hour', 'R/a/b/PT1H', '3/PT1H'])('is not %j', (text) => {
    expect(byCycle(text, now)).toBeUndefined()
  })
})
