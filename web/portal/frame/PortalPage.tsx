import '../../ui/portal.css'
import './portal-frame.css'
import type { ReactNode } from 'react'
import { sharedTexts, useText } from '../../i18n/index.ts'
import { Brand, Icon, LanguageSwitch, useTitle } from '../../ui/index.ts'
import { addresses } from '../addresses.ts'
import { frameTexts } from './frame-texts.ts'
import { PersonMenu } from './PersonMenu.tsx'

interface PortalPageProps {
  /** Of the window; undefined while it is not known. */
  title: string | undefined
  /** Beside the name of the house: the unit; absent: the city. */
  place?: string | undefined
  /** One step back, and where one is. */
  bar?: { back: { href: string; label: string; onClick?: () => void }; right?: ReactNode }
  /** The home page itself. */
  home?: boolean
  children: ReactNode
}

/** Head, content and foot of each page of the portal. */
export function PortalPage({ title, place, bar, home = false, children }: PortalPageProps) {
  const { t } = useText(frameTexts)
  const { t: shared } = useText(sharedTexts)
  useTitle(title, t('house'))
  return (
    <>
      <a className="skip" href="#main">
        {shared('skip')}
      </a>
      <header className="top">
        <div className="wrap">
          <Brand href={addresses.home} place={place ?? t('city')} here={home} />
          <nav aria-label={shared('mainNavigation')}>
            <ul className="bare">
              <PersonMenu language={<LanguageSwitch />} />
            </ul>
          </nav>
        </div>
      </header>
      <main id="main" className={bar ? 'wrap with-bar' : 'wrap'} tabIndex={-1}>
        {bar && (
          <div className="bar">
            <a
              href={bar.back.href}
              onClick={(event) => {
                if (!bar.back.onClick) return
                event.preventDefault()
                bar.back.onClick()
              }}
            >
              <Icon name="left" />
              {bar.back.label}
            </a>
            <span className="soft">{bar.right}</span>
          </div>
        )}
        {children}
      </main>
      <Foot />
    </>
  )
}

function Foot() {
  const { t } = useText(frameTexts)
  return (
    <footer className="foot">
      <div className="wrap">
        <nav aria-label={t('footLinks')}>
          <ul className="bare">
            <li>
              <a href={addresses.help}>{t('help')}</a>
            </li>
            <li>
              <a href={addresses.privacy}>{t('privacy')}</a>
            </li>
            <li>
              <a href={addresses.complaints}>{t('complaints')}</a>
            </li>
            <li>
              <a href={addresses.accessibility}>{t('accessibility')}</a>
            </li>
          </ul>
        </nav>
        <p className="soft">{t('runBy')}</p>
      </div>
    </footer>
  )
}
