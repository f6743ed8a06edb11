import { type ReactNode, StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { LanguageProvider } from '../i18n/index.ts'
import { Broken } from './Broken.tsx'

/** Puts a page into `#app` of its HTML, with language and a net below. */
export function mount(page: ReactNode): void {
  const place = document.getElementById('app')
  if (!place) throw new Error('the HTML of a page has an element #app')
  createRoot(place).render(
    <StrictMode>
      <LanguageProvider>
        <Broken>{page}</Broken>
      </LanguageProvider>
    </StrictMode>,
  )
}
