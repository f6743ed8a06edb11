import { booleans } from './booleans.ts'
import { contexts } from './contexts.ts'
import { conversions } from './conversions.ts'
import { lists } from './lists.ts'
import { numbers } from './numbers.ts'
import type { BuiltIns, Overload } from './overload.ts'
import { ranges } from './ranges.ts'
import { strings } from './strings.ts'
import { temporal } from './temporal.ts'
import { zeebe } from './zeebe.ts'

/** All built-in functions of feel-scala 1.17 and Zeebe 8.5. */
export const builtIns: BuiltIns = {
  ...booleans,
  ...contexts,
  ...conversions,
  ...lists,
  ...numbers,
  ...ranges,
  ...strings,
  ...temporal,
  ...zeebe,
}

export function findBuiltIns(name: string): readonly Overload[] | undefined {
  return Object.hasOwn(builtIns, name) ? builtIns[name] : undefined
}
