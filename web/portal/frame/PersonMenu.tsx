import type { ReactNode } from 'react'
import { api, done, useSession } from '../../api/index.ts'
import { phoneNumber, rememberLanguage, useText } from '../../i18n/index.ts'
import { addresses, here } from '../addresses.ts'
import { frameTexts } from './frame-texts.ts'

/** The links of the head: for who is signed in, and for who is not. */
export function PersonMenu({ language }: { language: ReactNode }) {
  const known = useSession()
  const { t } = useText(frameTexts)
  const session = known.state === 'ready' ? known.session : undefined
  const signedIn = session !== undefined && session.kind !== 'nobody'
  return (
    <>
      <li>
        {session?.kind === 'citizen' ? (
          <a href={addresses.myDossiers}>{t('mine')}</a>
        ) : (
          <a href={addresses.tracking}>{t('track')}</a>
        )}
      </li>
      <li className="hide-phone">
        <a href={addresses.help}>{t('help')}</a>
      </li>
      <li>{language}</li>
      {session?.phone !== undefined && (
        <li className="hide-phone soft">
          <span>{phoneNumber(session.phone)}</span>
        </li>
      )}
      <li>
        {signedIn ? (
          <SignOut />
        ) : (
          <a className="strong" href={addresses.signIn(here())}>
            {t('signIn')}
          </a>
        )}
      </li>
    </>
  )
}

function SignOut() {
  const { t, language } = useText(frameTexts)
  const signOut = async () => {
    // Whatever the server says, the next page asks it who is signed in.
    await done(api.DELETE('/api/session')).catch(() => undefined)
    // The server has the browser forget what was stored.
    rememberLanguage(language)
    location.assign(addresses.home)
  }
  return (
    <button type="button" className="link" onClick={signOut}>
      {t('signOut')}
    </button>
  )
}
