/** Card numbers: twelve digits that agree with sex and year of birth, and the older nine. Each is given once. */
import type { Sex } from './names.ts'
import type { Chance } from './random.ts'

export interface IdNumbers {
  citizen(chance: Chance, sex: Sex, birthYear: number): string
  former(chance: Chance): string
  /** Keeps a number from being given. */
  reserve(number: string): void
}

const hanoi = '001'

export function createIdNumbers(): IdNumbers {
  const given = new Set<string>()
  const once = (draw: () => string): string => {
    let number = draw()
    while (given.has(number)) number = draw()
    given.add(number)
    return number
  }
  return {
    citizen: (chance, sex, birthYear) => once(() => `${citizenPrefix(sex, birthYear)}${digits(chance, 6)}`),
    former: (chance) => once(() => `01${digits(chance, 7)}`),
    reserve: (number) => void given.add(number),
  }
}

/** Province, century and sex, year of birth: 3 + 1 + 2 digits (Decree 137/2015, article 13). */
export function citizenPrefix(sex: Sex, birthYear: number): string {
  const century = birthYear < 2000 ? 0 : 2
  return `${hanoi}${century + (sex === 'nu' ? 1 : 0)}${String(birthYear % 100).padStart(2, '0')}`
}

function digits(chance: Chance, count: number): string {
  return String(chance.between(0, 10 ** count - 1)).padStart(count, '0')
}
