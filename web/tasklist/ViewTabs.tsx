import { Link } from 'react-router'
import type { TaskList } from '../api/index.ts'
import { useText } from '../i18n/index.ts'
import { Icon } from '../ui/index.ts'
import { type Desk, views } from './address.ts'
import { deskTexts } from './desk-texts.ts'

/** The views of the list with their numbers, and the keys. */
export function ViewTabs({ desk, counts }: { desk: Desk; counts: TaskList['counts'] | undefined }) {
  const { t } = useText(deskTexts)
  return (
    <nav className="views" aria-label={t('tasks')}>
      {views.map((view) => {
        const count = counts?.[view]
        const here = desk.at.view === view
        return (
          <Link key={view} to={desk.href({ view, task: undefined })} aria-current={here ? 'page' : undefined}>
            {view === 'late' && count ? (
              <span className="st late">
                <Icon name="alert" />
                {t('late')} {count}
              </span>
            ) : (
              <>
                {t(view)} <span className="n">{count ?? ''}</span>
              </>
            )}
          </Link>
        )
      })}
      <span className="right keys soft small row">
        <span>
          <kbd>j</kbd> <kbd>k</kbd> {t('move')}
        </span>
        <span>
          <kbd>Enter</kbd> {t('open')}
        </span>
        <span>
          <kbd>c</kbd> {t('claimKey')}
        </span>
        <span>
          <kbd>?</kbd> {t('allKeys')}
        </span>
      </span>
    </nav>
  )
}
