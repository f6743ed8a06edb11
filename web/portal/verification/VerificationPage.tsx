import './verification.css'
import { type FormEvent, useState } from 'react'
import { answer, api, useLoaded } from '../../api/index.ts'
import { useText } from '../../i18n/index.ts'
import { Shown, TextField } from '../../ui/index.ts'
import { addresses, subjectOfPage } from '../addresses.ts'
import { PortalPage } from '../frame/PortalPage.tsx'
import { PaperFacts, UnknownPaper } from './PaperFacts.tsx'
import { verificationTexts } from './verification-texts.ts'

/** `/kiem-tra/<code>`: what stands behind the QR code of a paper; without a code, asks for it. */
export function VerificationPage() {
  const { t } = useText(verificationTexts)
  const code = subjectOfPage()
  return (
    <PortalPage title={t('title')}>
      <div className="prose">
        {code === '' ? (
          <Question />
        ) : (
          <>
            <Paper code={code} />
            <p>
              <a href={addresses.verification}>{t('another')}</a>
            </p>
          </>
        )}
      </div>
    </PortalPage>
  )
}

function Paper({ code }: { code: string }) {
  const paper = useLoaded(code, (signal) =>
    answer(api.GET('/api/verification/{verifyCode}', { params: { path: { verifyCode: code } }, signal })),
  )
  // A code of the wrong shape is refused as malformed: there is no such paper either.
  if (paper.state === 'failed' && (paper.problem.status === 404 || paper.problem.status === 400))
    return <UnknownPaper />
  return (
    <Shown whole of={paper} skeleton={['title', 'wide', 'wide', 'wide']}>
      {(found) => <PaperFacts paper={found} />}
    </Shown>
  )
}

function Question() {
  const { t } = useText(verificationTexts)
  const [code, setCode] = useState('')
  const [wrong, setWrong] = useState(false)
  const verify = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const read = code.replace(/\s/g, '')
    const fits = /^[A-Za-z0-9_-]{16,40}$/.test(read)
    setWrong(!fits)
    if (fits) location.assign(`${addresses.verification}/${read}`)
    else event.currentTarget.querySelector('input')?.focus()
  }
  return (
    <>
      <h1>{t('title')}</h1>
      <p>{t('how')}</p>
      <form onSubmit={verify} noValidate>
        <TextField
          label={t('code')}
          hint={t('codeHint')}
          error={wrong ? t('codeWrong') : undefined}
          className="in w30"
          autoComplete="off"
          autoCapitalize="off"
          spellCheck={false}
          value={code}
          onValue={setCode}
        />
        <div className="acts">
          <button type="submit" className="btn">
            {t('verify')}
          </button>
        </div>
      </form>
    </>
  )
}
