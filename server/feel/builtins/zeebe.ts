import { type BuiltIns, overload } from './overload.ts'

/** Zeebe's own: the text of a timer cycle. */
export const zeebe: BuiltIns = {
  cycle: [
    overload(
      [
        ['repetitions', 'number', 'null'],
        ['interval', 'months', 'seconds'],
      ],
      ([repetitions, interval]) => `R${repetitions === null ? '' : Math.trunc(repetitions)}/${interval.text}`,
    ),
    overload([['interval', 'months', 'seconds']], ([interval]) => `R/${interval.text}`),
  ],
}
