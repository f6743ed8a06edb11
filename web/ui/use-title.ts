import { useEffect } from 'react'

/** The title of the window: what is on the page, then whose page it is. Undefined while it is not known. */
export function useTitle(title: string | undefined, house: string): void {
  useEffect(() => {
    document.title = title === undefined ? house : `${title} – ${house}`
  }, [title, house])
}
