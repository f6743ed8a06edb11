import { useSession } from '../../api/index.ts'
import { phoneNumber, useText } from '../../i18n/index.ts'
import { ownAddress } from '../addresses.ts'
import { PortalPage } from '../frame/PortalPage.tsx'
import { SignIn } from './SignIn.tsx'
import { signInTexts } from './sign-in-texts.ts'

/** `/dang-nhap?ve=…`: signs in and goes back to where one was. */
export function SignInPage() {
  const { t } = useText(signInTexts)
  const known = useSession()
  const back = ownAddress(new URLSearchParams(location.search).get('ve'))
  const session = known.state === 'ready' ? known.session : undefined
  return (
    <PortalPage title={t('title')}>
      <div className="prose">
        <h1>{t('title')}</h1>
        {session?.kind === 'citizen' ? (
          <>
            <p>{t('signedIn', { phone: phoneNumber(session.phone ?? '') })}</p>
            <p className="acts">
              <a className="btn" href={back}>
                {t('goOn')}
              </a>
            </p>
          </>
        ) : (
          <SignIn onSignedIn={() => location.replace(back)} />
        )}
      </div>
    </PortalPage>
  )
}
