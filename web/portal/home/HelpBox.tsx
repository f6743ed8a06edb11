import { useText } from '../../i18n/index.ts'
import { addresses } from '../addresses.ts'
import { homeTexts } from './home-texts.ts'

export function HelpBox() {
  const { t } = useText(homeTexts)
  return (
    <section className="help-box" aria-labelledby="help-box">
      <h2 className="panel-title" id="help-box">
        {t('helpTitle')}
      </h2>
      <p className="small">{t('helpWhere')}</p>
      <p className="small">
        {t('helpHours')} <a href={addresses.help}>{t('helpMore')}</a>
      </p>
    </section>
  )
}
