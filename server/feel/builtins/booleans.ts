import { type BuiltIns, overload } from './overload.ts'

export const booleans: BuiltIns = {
  not: [overload([['negand', 'any']], ([negand]) => (typeof negand === 'boolean' ? !negand : null))],
  'is defined': [overload([['value', 'any']], ([value]) => value !== null)],
  'get or else': [
    overload(
      [
        ['value', 'any'],
        ['default', 'any'],
      ],
      ([value, otherwise]) => value ?? otherwise,
    ),
  ],
  assert: [
    overload(
      [
        ['value', 'any'],
        ['condition', 'any'],
      ],
      ([value, condition], run) => {
        if (condition === true) return value
        throw run.assertion('The condition is not fulfilled')
      },
    ),
    overload(
      [
        ['value', 'any'],
        ['condition', 'any'],
        ['cause', 'string'],
      ],
      ([value, condition, cause], run) => {
        if (condition === true) return value
        throw run.assertion(cause)
      },
    ),
  ],
}
