import { sharedTexts, useText } from '../i18n/index.ts'

/** The gate and the name; `place` is the unit or the city. */
export function Brand({ href, place, here = false }: { href: string; place: string; here?: boolean }) {
  const { t } = useText(sharedTexts)
  return (
    <a className="brand" href={href} aria-current={here ? 'page' : undefined}>
      <svg viewBox="0 0 28 28" aria-hidden="true">
        <path fill="currentColor" d="M4 2h20a2 2 0 0 1 2 2v22h-7V15a5 5 0 0 0-10 0v11H2V4a2 2 0 0 1 2-2z" />
      </svg>
      <b>{t('brand')}</b> <span>{place}</span>
    </a>
  )
}
