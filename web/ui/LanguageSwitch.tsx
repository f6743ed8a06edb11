import { sharedTexts, useLanguage, useText } from '../i18n/index.ts'

/** Changes the language where one is; named in the other language. */
export function LanguageSwitch() {
  const { language, setLanguage } = useLanguage()
  const { t } = useText(sharedTexts)
  const other = language === 'vi' ? 'en' : 'vi'
  return (
    <button type="button" className="link" lang={other} onClick={() => setLanguage(other)}>
      {t('otherLanguage')}
    </button>
  )
}
