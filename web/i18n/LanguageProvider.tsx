import { createContext, type ReactNode, useContext, useEffect, useMemo, useState } from 'react'
import type { Language } from '#calendar'
import { chosenLanguage, rememberLanguage } from './chosen-language.ts'
import { type Say, sayIn, type Texts, type TextTable } from './table.ts'

interface Chosen {
  language: Language
  setLanguage(language: Language): void
}

const Context = createContext<Chosen | undefined>(undefined)

/** Stands around each page; sets the language of the document too. */
export function LanguageProvider({ children }: { children: ReactNode }) {
  const [language, setLanguage] = useState(chosenLanguage)

  useEffect(() => {
    document.documentElement.lang = language
    rememberLanguage(language)
  }, [language])

  const chosen = useMemo(() => ({ language, setLanguage }), [language])
  return <Context value={chosen}>{children}</Context>
}

export function useLanguage(): Chosen {
  const chosen = useContext(Context)
  if (!chosen) throw new Error('a page stands in a LanguageProvider')
  return chosen
}

export interface Speech<Table extends TextTable> {
  language: Language
  /** Says a text of the table. */
  t: Say<Table>
  /** Says a text that came from the API or a form. */
  pick(texts: Texts): string
}

/** The words of a component: `const { t } = useText(homeTexts)`. */
export function useText<Table extends TextTable>(table: Table): Speech<Table> {
  const { language } = useLanguage()
  return useMemo(
    () => ({ language, t: sayIn(table, language), pick: (texts: Texts) => texts[language] }),
    [table, language],
  )
}
