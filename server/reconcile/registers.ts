/** All registers that number papers: those of the services' results and those of letters. */
import { letters } from '../documents/letters/index.ts'
import type { Reconciling } from './cases.ts'

export async function registersInUse({ catalogue }: Pick<Reconciling, 'catalogue'>): Promise<string[]> {
  const results = (await catalogue.services()).map(({ result }) => result.register)
  const ofLetters = Object.values(letters).flatMap((letter) => letter.register ?? [])
  return [...new Set([...results, ...ofLetters])].sort()
}
