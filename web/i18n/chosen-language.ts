import type { Language } from '#calendar'

/** Name of the cookie and of the parameter in the address. */
const NAME = 'lang'
const YEAR_IN_SECONDS = 31_536_000

/** What the address asks for, else what was chosen last, else Vietnamese. */
export function chosenLanguage(): Language {
  return (
    asLanguage(new URLSearchParams(location.search).get(NAME)) ??
    asLanguage(/(?:^|;\s*)lang=(\w+)/.exec(document.cookie)?.[1]) ??
    'vi'
  )
}

/** Kept for the next visit, and in the address, so that a link passed on is read in the same language. */
export function rememberLanguage(language: Language): void {
  // The only way that Firefox and Safari know; nothing secret is in it.
  const attributes = `path=/; max-age=${YEAR_IN_SECONDS}; SameSite=Lax`
  Reflect.set(document, 'cookie', `${NAME}=${language}; ${attributes}`)
  const address = new URL(location.href)
  if (language === 'vi') address.searchParams.delete(NAME)
  else address.searchParams.set(NAME, language)
  if (address.href !== location.href) history.replaceState(history.state, '', address)
}

function asLanguage(text: string | null | undefined): Language | undefined {
  return text === 'vi' || text === 'en' ? text : undefined
}
