/** The value of a flag that takes a whole number from 0. Throws with words for anything else. */
export function wholeNumber(flag: string, text: string): number {
  const value = Number(text)
  if (text.trim() === '' || !Number.isSafeInteger(value) || value < 0)
    throw new RangeError(`--${flag} ${text} is no number`)
  return value
}
