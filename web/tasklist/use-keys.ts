import { useEffect, useRef } from 'react'

export type Keys = { readonly [key: string]: (() => void) | undefined }

/** Keys of the desk; not while somebody types, nor while a dialog stands before the page. `escape` and `mod+k` always. Names in small letters. */
export function useKeys(keys: Keys): void {
  const latest = useRef(keys)
  latest.current = keys
  useEffect(() => {
    const pressed = (event: KeyboardEvent) => {
      const act = latest.current[nameOf(event)]
      if (!act || event.defaultPrevented) return
      event.preventDefault()
      act()
    }
    window.addEventListener('keydown', pressed)
    return () => window.removeEventListener('keydown', pressed)
  }, [])
}

function nameOf(event: KeyboardEvent): string {
  if (document.querySelector('dialog[open]')) return ''
  if (event.ctrlKey || event.metaKey) return event.key.toLowerCase() === 'k' ? 'mod+k' : ''
  if (event.altKey) return ''
  if (event.key !== 'Escape' && isTyping(event.target)) return ''
  // Enter on a link or a button is theirs.
  if (event.key === 'Enter' && event.target instanceof Element && event.target.closest('a, button, summary')) return ''
  return event.key.toLowerCase()
}

function isTyping(target: EventTarget | null): boolean {
  return target instanceof Element && target.closest('input, textarea, select, [contenteditable]') !== null
}
