/** Light or dark, as the computer says, unless somebody chose here. */
export type Theme = 'light' | 'dark'

const NAME = 'theme'
const ATTRIBUTE = 'data-mantine-color-scheme'
const dark = window.matchMedia('(prefers-color-scheme: dark)')

/** Sets the theme of the document and follows the computer's. */
export function startTheme(): void {
  show()
  dark.addEventListener('change', show)
}

export function themeNow(): Theme {
  return document.documentElement.getAttribute(ATTRIBUTE) === 'dark' ? 'dark' : 'light'
}

/** Chosen by hand; kept in this browser. */
export function chooseTheme(theme: Theme): void {
  try {
    localStorage.setItem(NAME, theme)
  } catch {
    // Storage is switched off in this browser; the choice holds for this page.
  }
  document.documentElement.setAttribute(ATTRIBUTE, theme)
}

function show(): void {
  document.documentElement.setAttribute(ATTRIBUTE, kept() ?? (dark.matches ? 'dark' : 'light'))
}

function kept(): Theme | undefined {
  try {
    const theme = localStorage.getItem(NAME)
    return theme === 'light' || theme === 'dark' ? theme : undefined
  } catch {
    return undefined
  }
}
