import { useCallback, useEffect, useState } from 'react'

/** Where in the form one is, as the address has it. */
export interface StepPlace {
  /** `?buoc=`; undefined: wherever one goes on. */
  step: string | undefined
  /** `sua=1`: one answer is mended, then back to the check. */
  mending: boolean
  /** Id of the control that was asked for. */
  control: string | undefined
}

export function stepAddress(step: string, more: { mending?: boolean; control?: string } = {}): string {
  const query = new URLSearchParams({ buoc: step, ...(more.mending ? { sua: '1' } : {}) })
  const language = new URLSearchParams(location.search).get('lang')
  if (language !== null) query.set('lang', language)
  return `${location.pathname}?${query}${more.control === undefined ? '' : `#${more.control}`}`
}

/** The place in the address, and the way to another; going back goes back one step. */
export function useStepAddress(): { place: StepPlace; go: (address: string, how?: 'replace') => void } {
  const [place, setPlace] = useState(readPlace)

  const go = useCallback((address: string, how?: 'replace') => {
    if (how === 'replace') history.replaceState(null, '', address)
    else history.pushState(null, '', address)
    setPlace(readPlace())
  }, [])

  useEffect(() => {
    const moved = () => setPlace(readPlace())
    // Links to other steps of this draft need no new page.
    const clicked = (event: MouseEvent) => {
      const link = event.target instanceof Element ? event.target.closest('a') : null
      if (!link || event.defaultPrevented || event.button !== 0 || event.ctrlKey || event.metaKey || event.shiftKey)
        return
      if (link.origin !== location.origin || link.pathname !== location.pathname || !link.search.includes('buoc='))
        return
      event.preventDefault()
      go(link.pathname + link.search + link.hash)
    }
    addEventListener('popstate', moved)
    document.addEventListener('click', clicked)
    return () => {
      removeEventListener('popstate', moved)
      document.removeEventListener('click', clicked)
    }
  }, [go])

  return { place, go }
}

function readPlace(): StepPlace {
  const query = new URLSearchParams(location.search)
  return {
    step: query.get('buoc') ?? undefined,
    mending: query.get('sua') === '1',
    control: location.hash === '' ? undefined : location.hash.slice(1),
  }
}
