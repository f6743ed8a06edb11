import { clockTime, useText } from '../../i18n/index.ts'
import type { Saving } from './draft-saver.ts'
import { filingTexts } from './filing-texts.ts'

/** "Đã lưu lúc 10:42", or why not. */
export function SavedLine({ saving, onRetry }: { saving: Saving; onRetry(): void }) {
  const { t, pick } = useText(filingTexts)
  if (saving.state === 'failed') {
    return (
      <span className="small not-saved" role="alert">
        {t('notSaved', { why: `${pick(saving.problem.title)} ${pick(saving.problem.remedy)}` })}{' '}
        <button type="button" className="link" onClick={onRetry}>
          {t('saveAgain')}
        </button>
      </span>
    )
  }
  return (
    <span className="small soft" role="status">
      {saving.state === 'saved' && t('saved', { time: clockTime(saving.at) })}
      {saving.state === 'saving' && t('saving')}
    </span>
  )
}
