import { arithmetic } from './arithmetic.ts'
import { comparison } from './comparisons.ts'
import type { NodeKinds } from './compilation.ts'
import { control } from './control.ts'
import { filters } from './filters.ts'
import { functions } from './functions.ts'
import { literals } from './literals.ts'
import { logic } from './logic.ts'
import { names } from './names.ts'
import { typesOfValues } from './types-of-values.ts'
import { unaryTests } from './unary-tests.ts'

/** What each node of the grammar becomes. */
export const kinds: NodeKinds = {
  ...literals,
  ...names,
  ...arithmetic,
  ...comparison,
  ...logic,
  ...control,
  ...filters,
  ...functions,
  ...typesOfValues,
  ...unaryTests,
}
