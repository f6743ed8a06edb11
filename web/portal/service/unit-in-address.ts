const NAME = 'don-vi'

/** Code of the unit that the address names; undefined if none. */
export function unitInAddress(): string | undefined {
  return new URLSearchParams(location.search).get(NAME) ?? undefined
}

export function unitToAddress(code: string | undefined): void {
  const address = new URL(location.href)
  if (code === undefined) address.searchParams.delete(NAME)
  else address.searchParams.set(NAME, code)
  if (address.href !== location.href) history.replaceState(history.state, '', address)
}
