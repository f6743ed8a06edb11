import './dossiers.css'
import { answer, api, useLoaded } from '../../api/index.ts'
import { useText } from '../../i18n/index.ts'
import { Shown } from '../../ui/index.ts'
import { addresses } from '../addresses.ts'
import { ForCitizen } from '../frame/ForCitizen.tsx'
import { PortalPage } from '../frame/PortalPage.tsx'
import { DossierList } from './DossierList.tsx'
import { DraftList } from './DraftList.tsx'
import { dossiersTexts } from './dossiers-texts.ts'

const SKELETON = ['half', 'wide', 'wide', 'wide', 'wide'] as const

/** Drafts and dossiers of the citizen. */
export function MyDossiers() {
  const { t } = useText(dossiersTexts)
  return (
    <PortalPage title={t('title')}>
      <ForCitizen skeleton={SKELETON} heading={<h1>{t('signInFirst')}</h1>}>
        {() => (
          <>
            <h1>{t('title')}</h1>
            <Lists />
          </>
        )}
      </ForCitizen>
    </PortalPage>
  )
}

function Lists() {
  const loaded = useLoaded('mine', async (signal) => {
    const [drafts, dossiers] = await Promise.all([
      answer(api.GET('/api/drafts', { signal })),
      answer(api.GET('/api/dossiers', { signal })),
    ])
    return { drafts: drafts.items, dossiers }
  })
  return (
    <Shown of={loaded} skeleton={SKELETON}>
      {({ drafts, dossiers }) =>
        drafts.length === 0 && dossiers.items.length === 0 ? (
          <Nothing />
        ) : (
          <>
            <DraftList drafts={drafts} onRemoved={loaded.state === 'ready' ? loaded.reload : () => undefined} />
            <DossierList first={dossiers} />
          </>
        )
      }
    </Shown>
  )
}

function Nothing() {
  const { t } = useText(dossiersTexts)
  return (
    <div className="prose gap-small">
      <p>{t('none')}</p>
      <p>{t('noneHow')}</p>
      <p className="acts">
        <a className="btn" href={addresses.home}>
          {t('choose')}
        </a>
      </p>
    </div>
  )
}
