import { sharedTexts, useText } from '../i18n/index.ts'

/** Widths of the grey lines, as classes of ground.css. */
export type SkeletonLine = 'title' | 'wide' | 'half' | 'short' | 'field' | 'button'

/** Lines in the shape of what is coming; read aloud once as "loading". */
export function Skeleton({ lines }: { lines: readonly SkeletonLine[] }) {
  const { t } = useText(sharedTexts)
  return (
    <div className="skeletons" role="status">
      <span className="sr">{t('loading')}</span>
      {lines.map((line, index) => (
        <span className={`skeleton line-${line}`} aria-hidden="true" key={`${line}${String(index)}`} />
      ))}
    </div>
  )
}
