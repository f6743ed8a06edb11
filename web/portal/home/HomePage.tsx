import './home.css'
import { answer, api, type ServiceCard, useLoaded } from '../../api/index.ts'
import { useText } from '../../i18n/index.ts'
import { Shown } from '../../ui/index.ts'
import { addresses } from '../addresses.ts'
import { PortalPage } from '../frame/PortalPage.tsx'
import { findServices } from './find-services.ts'
import { HelpBox } from './HelpBox.tsx'
import { homeTexts } from './home-texts.ts'
import { ServiceGroups } from './ServiceGroups.tsx'
import { TrackingBox } from './TrackingBox.tsx'

/** `/`, `/?q=words`: what can be done, where, how long; tracking beside. */
export function HomePage() {
  const { t } = useText(homeTexts)
  const services = useLoaded('services', async (signal) => (await answer(api.GET('/api/services', { signal }))).items)
  const words = (new URLSearchParams(location.search).get('q') ?? '').trim()
  return (
    <PortalPage title={words === '' ? undefined : words} home>
      {/* The server answers an address that nobody made with this page. */}
      {location.pathname !== addresses.home && (
        <p className="note lost" role="alert">
          {t('noSuchPage')}
        </p>
      )}
      <h1>{t('question')}</h1>
      <Search words={words} />
      <div className="split gap">
        <div>
          <Shown of={services} skeleton={['title', 'half', 'wide', 'wide', 'wide', 'half', 'wide', 'wide']}>
            {(all) => <Found all={all} words={words} />}
          </Shown>
        </div>
        <aside className="aside" aria-label={t('side')}>
          <TrackingBox />
          <HelpBox />
        </aside>
      </div>
    </PortalPage>
  )
}

/** A plain form: the address holds what is sought, so going back and links work. */
function Search({ words }: { words: string }) {
  const { t } = useText(homeTexts)
  return (
    <search>
      <form action={addresses.home}>
        <label className="sr" htmlFor="q">
          {t('searchLabel')}
        </label>
        <div className="find">
          <input
            className="in"
            id="q"
            name="q"
            type="search"
            maxLength={80}
            placeholder={t('searchExample')}
            autoComplete="off"
            defaultValue={words}
            aria-describedby="q-hint"
          />
          <button className="btn" type="submit">
            {t('search')}
          </button>
        </div>
        <p className="hint" id="q-hint">
          {t('searchHint')}
        </p>
      </form>
    </search>
  )
}

function Found({ all, words }: { all: readonly ServiceCard[]; words: string }) {
  const { t } = useText(homeTexts)
  if (all.length === 0) return <Nothing title={t('none')} remedy={t('noneRemedy')} />
  const found = findServices(all, words)
  if (found.length === 0) return <Nothing title={t('nothing', { words })} remedy={t('nothingRemedy')} all />
  return (
    <>
      {words !== '' && (
        <p className="result" role="status">
          {t('found', { count: found.length, words })} <a href={addresses.home}>{t('all')}</a>
        </p>
      )}
      <ServiceGroups services={found} />
    </>
  )
}

function Nothing({ title, remedy, all = false }: { title: string; remedy: string; all?: boolean }) {
  const { t } = useText(homeTexts)
  return (
    <div className="prose" role="status">
      <h2>{title}</h2>
      <p>{remedy}</p>
      {all && (
        <p>
          <a href={addresses.home}>{t('all')}</a>
        </p>
      )}
    </div>
  )
}
