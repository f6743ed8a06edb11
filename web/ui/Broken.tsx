import { Component, type ReactNode } from 'react'
import { sharedTexts, useText } from '../i18n/index.ts'
import { Icon } from './Icon.tsx'

/** Shows words instead of an empty page when a component of ours has a bug. */
export class Broken extends Component<{ children: ReactNode }, { broken: boolean }> {
  override state = { broken: false }

  static getDerivedStateFromError(): { broken: boolean } {
    return { broken: true }
  }

  override render() {
    return this.state.broken ? <BrokenPage /> : this.props.children
  }
}

function BrokenPage() {
  const { t } = useText(sharedTexts)
  return (
    <main className="wrap failure" role="alert">
      <h1 className="err">
        <Icon name="alert" />
        {t('brokenTitle')}
      </h1>
      <p>{t('brokenRemedy')}</p>
      <p>
        <button type="button" className="btn" onClick={() => location.reload()}>
          {t('reload')}
        </button>
      </p>
    </main>
  )
}
