import { useText } from '../../i18n/index.ts'
import { addresses } from '../addresses.ts'
import { homeTexts } from './home-texts.ts'

/** Leads to `/theo-doi?ma=…`, which asks for the phone number too. */
export function TrackingBox() {
  const { t } = useText(homeTexts)
  return (
    <form className="panel" action={addresses.tracking}>
      <h2 className="panel-title">{t('trackTitle')}</h2>
      <div className="field gap-small">
        <label htmlFor="ma">{t('code')}</label>
        <input
          className="in"
          id="ma"
          name="ma"
          inputMode="numeric"
          maxLength={40}
          autoComplete="off"
          aria-describedby="ma-hint"
        />
        <p className="hint" id="ma-hint">
          {t('codeHint')}
        </p>
      </div>
      <div className="acts gap-small">
        <button className="btn second" type="submit">
          {t('track')}
        </button>
      </div>
    </form>
  )
}
