import { type ReactNode, type Ref, useState } from 'react'
import { Link, useLocation } from 'react-router'
import { api, askAgain, done } from '../api/index.ts'
import { sharedTexts, useText } from '../i18n/index.ts'
import { Brand, Icon } from '../ui/index.ts'
import { givesOut } from './assignment-queries.ts'
import { deskTexts } from './desk-texts.ts'
import type { Person } from './StaffOnly.tsx'
import { chooseTheme, themeNow } from './theme.ts'

interface DeskFrameProps {
  person: Person
  /** The search of the list; pages without one leave it out. */
  search?: { value: string; onSearch(value: string): void; ref: Ref<HTMLInputElement> }
  children: ReactNode
}

/** The top bar of every page of the desk. */
export function DeskFrame({ person, search, children }: DeskFrameProps) {
  const { t } = useText(deskTexts)
  const { t: shared } = useText(sharedTexts)
  const { pathname } = useLocation()
  const files = person.roles.includes('oneStopOfficer') || person.roles.includes('volunteer')
  const operates = person.roles.includes('departmentOperator')
  const place = (path: string, name: string) => (
    <li>
      <Link to={path} aria-current={pathname === path ? 'page' : undefined}>
        {name}
      </Link>
    </li>
  )
  return (
    <>
      <a className="skip" href="#main">
        {shared('skip')}
      </a>
      <header className="top">
        <Brand href="/can-bo/hop-viec" place={person.unit.name} />
        <nav aria-label={shared('mainNavigation')}>
          <ul>
            {place('/hop-viec', t('tasks'))}
            {givesOut(person.roles) && place('/phan-cong', t('assignments'))}
            {files && place('/nhan-ho-so', t('counter'))}
            {operates && place('/van-hanh', t('operations'))}
          </ul>
        </nav>
        {search && (
          <label className="seek">
            <Icon name="search" />
            <span className="sr">{t('search')}</span>
            <input
              type="search"
              ref={search.ref}
              value={search.value}
              placeholder={t('search')}
              maxLength={80}
              onChange={(event) => search.onSearch(event.target.value)}
            />
            <kbd>Ctrl K</kbd>
          </label>
        )}
        <span className={search ? 'who' : 'who right'}>
          <b>{person.fullName}</b> <span>{person.title}</span>
        </span>
        <ThemeButton />
        <button
          type="button"
          className="btn bare"
          onClick={() => void done(api.DELETE('/api/session')).finally(() => void askAgain().catch(() => undefined))}
        >
          {shared('signOut')}
        </button>
      </header>
      {children}
    </>
  )
}

function ThemeButton() {
  const { t } = useText(deskTexts)
  const [theme, setTheme] = useState(themeNow)
  const other = theme === 'dark' ? 'light' : 'dark'
  return (
    <button
      type="button"
      className="btn bare hide-phone"
      onClick={() => {
        chooseTheme(other)
        setTheme(other)
      }}
    >
      {t(other)}
    </button>
  )
}
