const NAME = 'don-vi'
const CODE = /^\d{2,5}$/

/** Code of the unit that the address names; undefined if it names none. */
export function unitInAddress(): string | undefined {
  const named = new URLSearchParams(location.search).get(NAME) ?? ''
  return CODE.test(named) ? named : undefined
}

export function unitToAddress(code: string | undefined): void {
  const address = new URL(location.href)
  if (code === undefined) address.searchParams.delete(NAME)
  else address.searchParams.set(NAME, code)
  if (address.href !== location.href) history.replaceState(history.state, '', address)
}
