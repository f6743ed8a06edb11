import './dossier.css'
import type { ReactNode } from 'react'
import { answer, api, type DossierView, platformNow, useLoaded } from '../../api/index.ts'
import { clockTime, unitWithParent, useText } from '../../i18n/index.ts'
import { Shown, type SkeletonLine } from '../../ui/index.ts'
import { addresses } from '../addresses.ts'
import { ForCitizen } from '../frame/ForCitizen.tsx'
import { PortalPage } from '../frame/PortalPage.tsx'
import { Dossier } from './Dossier.tsx'
import { dossierTexts } from './dossier-texts.ts'
import { isOnItsWay, useNews } from './use-news.ts'

const SKELETON: readonly SkeletonLine[] = ['title', 'short', 'half', 'wide', 'wide', 'half', 'wide', 'wide', 'wide']

/** `/ho-so/<code>`: what is asked first, then where it stands, papers, and the way it came. */
export function DossierPage({ code }: { code: string }) {
  return (
    <ForCitizen
      frame={(content) => <Framed code={code}>{content}</Framed>}
      skeleton={SKELETON}
      heading={<SignInHeading code={code} />}
    >
      {() => <LoadedDossier code={code} />}
    </ForCitizen>
  )
}

function LoadedDossier({ code }: { code: string }) {
  const { t, pick } = useText(dossierTexts)
  const dossier = useLoaded(code, async (signal) => {
    const value = await answer(api.GET('/api/dossiers/{code}', { params: { path: { code } }, signal }))
    return { value, at: platformNow() }
  })
  const view = dossier.state === 'ready' ? dossier.value.value : undefined
  const open = view?.requests.some(({ state }) => state === 'open') ?? false
  const reload = dossier.state === 'ready' ? dossier.reload : undefined

  useNews({ reload, hold: open, soon: view !== undefined && isOnItsWay(view) })

  return (
    <Framed
      code={code}
      view={view}
      right={dossier.state === 'ready' ? t('updatedAt', { time: clockTime(dossier.value.at) }) : undefined}
      title={view && t('title', { status: pick(view.statusText), code })}
    >
      <Shown whole of={dossier} skeleton={SKELETON}>
        {({ value }) => (
          <Dossier
            dossier={value}
            onChanged={(next) => dossier.state === 'ready' && dossier.replace({ value: next, at: platformNow() })}
            onStale={() => reload?.()}
          />
        )}
      </Shown>
    </Framed>
  )
}

interface FramedProps {
  code: string
  view?: DossierView | undefined
  title?: string | undefined
  right?: string | undefined
  children: ReactNode
}

function Framed({ code, view, title, right, children }: FramedProps) {
  const { t } = useText(dossierTexts)
  return (
    <PortalPage
      title={title ?? t('titleBefore', { code })}
      place={view && unitWithParent(view.unit)}
      bar={{ back: { href: addresses.myDossiers, label: t('mine') }, right }}
    >
      {children}
    </PortalPage>
  )
}

function SignInHeading({ code }: { code: string }) {
  const { t } = useText(dossierTexts)
  return (
    <>
      <h1>{t('signInFirst')}</h1>
      <p>
        {t('code')} <span className="code">{code}</span>. {t('orTrack')}{' '}
        <a href={`${addresses.tracking}?ma=${encodeURIComponent(code)}`}>{t('track')}</a>
      </p>
    </>
  )
}
