import type { Language } from '#calendar'

/** Name of the parameter in the address and of what is kept. */
const NAME = 'lang'

/** What the address asks for, else what was chosen last, else Vietnamese. */
export function chosenLanguage(): Language {
  return asLanguage(new URLSearchParams(location.search).get(NAME)) ?? asLanguage(kept()) ?? 'vi'
}

/** Kept for the next visit, and in the address, so that a link passed on is read in the same language. */
export function rememberLanguage(language: Language): void {
  try {
    localStorage.setItem(NAME, language)
  } catch {
    // Storage is switched off in this browser; the address still carries the language.
  }
  const address = new URL(location.href)
  if (language === 'vi') address.searchParams.delete(NAME)
  else address.searchParams.set(NAME, language)
  if (address.href !== location.href) history.replaceState(history.state, '', address)
}

function kept(): string | null {
  try {
    return localStorage.getItem(NAME)
  } catch {
    return null
  }
}

function asLanguage(text: string | null): Language | undefined {
  return text === 'vi' || text === 'en' ? text : undefined
}
