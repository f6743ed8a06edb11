import { useEffect } from 'react'
import { useText } from '../../i18n/index.ts'
import { PortalPage } from '../frame/PortalPage.tsx'
import { helpSections, helpTexts } from './help-texts.ts'

/** `/tro-giup#question`. */
export function HelpPage() {
  const { t, pick } = useText(helpTexts)
  // The browser looked for the anchor before the page was drawn.
  useEffect(() => {
    if (location.hash !== '') document.getElementById(location.hash.slice(1))?.scrollIntoView()
  }, [])
  return (
    <PortalPage title={t('title')}>
      <div className="prose">
        <h1>{t('title')}</h1>
        <nav aria-label={t('contents')}>
          <ul>
            {helpSections.map(({ id, title }) => (
              <li key={id}>
                <a href={`#${id}`}>{pick(title)}</a>
              </li>
            ))}
          </ul>
        </nav>
        {helpSections.map(({ id, title, paragraphs }) => (
          <section className="gap" aria-labelledby={id} key={id}>
            <h2 id={id}>{pick(title)}</h2>
            {paragraphs.map((paragraph) => (
              <p className="gap-small" key={paragraph.vi}>
                {pick(paragraph)}
              </p>
            ))}
          </section>
        ))}
      </div>
    </PortalPage>
  )
}
