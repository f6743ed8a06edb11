import { type CalendarDefinition, createCalendar, dayOf, formatTime } from '#calendar'

/** The office hours of the city with the days off that the tests meet. */
export const definition: CalendarDefinition = {
  hours: [
    ['08:00', '11:30'],
    ['13:00', '16:30'],
  ],
  weekdays: [1, 2, 3, 4, 5],
  days: [
    { date: '2018-01-01', kind: 'public' },
    { date: '2018-02-14', kind: 'public' },
    { date: '2018-02-15', kind: 'public' },
    { date: '2018-02-16', kind: 'public' },
    { date: '2018-02-17', kind: 'public' },
    { date: '2018-02-18', kind: 'public' },
    { date: '2018-02-19', kind: 'substitute' },
    { date: '2018-02-20', kind: 'substitute' },
    { date: '2018-12-31', kind: 'swapped-off' },
    { date: '2019-01-01', kind: 'public' },
    { date: '2019-01-05', kind: 'swapped-working' },
  ],
}

export const hanoi = createCalendar(definition)

/** `at('2017-12-14 14:59:00')` in the city's zone; seconds may be left out. */
export function at(text: string): Date {
  const [day, time = '00:00'] = text.split(' ')
  return new Date(`${day}T${time.length === 5 ? `${time}:00` : time}+07:00`)
}

/** `2017-12-14 16:30` in the city's zone; failures print like this. */
export function told(instant: Date): string {
  const seconds = Math.floor((instant.getTime() / 1000) % 60)
  return `${dayOf(instant)} ${formatTime(instant)}${seconds === 0 ? '' : `:${String(seconds).padStart(2, '0')}`}`
}
