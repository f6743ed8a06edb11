/**
 * Numbers are doubles. After each arithmetic step a result that is not whole is rounded to 15 significant digits, which
 * is what a double holds of any decimal; sums and differences are first rounded to the decimal places of their operands.
 * So 0.1 + 0.2 is 0.3 and 8762.77 - 7763.03 is 999.74. Whole results stay as they are, exact up to 2^53; a literal with
 * more digits is read as the nearest double (12345678901234567890 = 12345678901234567891 is true). Feel-scala reckons
 * with 34 digits; the difference shows only beyond the 15th digit.
 */
export function decimal(value: number): number {
  if (Number.isInteger(value)) return value === 0 ? 0 : value
  return Number.isFinite(value) ? Number(value.toPrecision(15)) : value
}

/** The sum as decimals have it: no digit behind the last one of the operands. Not finite if it is too big. */
export function plus(a: number, b: number): number {
  const sum = a + b
  if (Number.isInteger(a) && Number.isInteger(b)) return decimal(sum)
  const places = Math.max(decimalPlaces(a), decimalPlaces(b))
  return decimal(places <= 100 && Math.abs(sum) < 1e21 ? Number(sum.toFixed(places)) : sum)
}

function decimalPlaces(value: number): number {
  if (Number.isInteger(value)) return 0
  const [mantissa = '', exponent = '0'] = String(value).split('e')
  const point = mantissa.indexOf('.')
  return Math.max(0, (point < 0 ? 0 : mantissa.length - point - 1) - Number(exponent))
}

/** Decimal digits without an exponent, as string() shows them. */
export function digits(value: number): string {
  const text = String(value)
  const parts = /^(-?)(\d)(?:\.(\d+))?e([+-]\d+)$/.exec(text)
  if (!parts) return text
  const [, sign = '', first = '', rest = '', power = '0'] = parts
  const exponent = Number(power)
  const all = first + rest
  if (exponent < 0) return `${sign}0.${'0'.repeat(-exponent - 1)}${all}`
  return sign + all.padEnd(exponent + 1, '0')
}

export type RoundingMode = (quotient: number) => number

const awayFromZero = (x: number): number => (x < 0 ? Math.floor(x) : Math.ceil(x))
const isHalf = (x: number): boolean => Math.abs(x - Math.trunc(x)) === 0.5

/** By the names that decimal(n, scale, mode) takes. */
export const roundingModes: { readonly [mode: string]: RoundingMode } = {
  UP: awayFromZero,
  DOWN: Math.trunc,
  CEILING: Math.ceil,
  FLOOR: Math.floor,
  HALF_UP: (x) => (isHalf(x) ? awayFromZero(x) : Math.round(x)),
  HALF_DOWN: (x) => (isHalf(x) ? Math.trunc(x) : Math.round(x)),
  HALF_EVEN: (x) => (isHalf(x) ? 2 * Math.round(x / 2) : Math.round(x)),
  UNNECESSARY: (x) => (Number.isInteger(x) ? x : Number.NaN),
}

/** Rounds to `scale` digits behind the point (negative: before it); NaN where the mode forbids it. */
export function round(value: number, scale: number, mode: RoundingMode): number {
  const places = Math.trunc(scale)
  if (!Number.isFinite(value) || places > 300 || (places >= 0 && Number.isInteger(value))) return value
  if (places < -300) return 0
  // Shifting the decimal text keeps 2.675 what it reads as, where a multiplication would not.
  return decimal(shift(mode(shift(value, places)), -places))
}

function shift(value: number, places: number): number {
  const [mantissa = '0', exponent = '0'] = String(value).split('e')
  return Number(`${mantissa}e${Number(exponent) + places}`)
}
