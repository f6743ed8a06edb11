import { useEffect, useRef } from 'react'

/** The heading of a step; takes the focus when the step is new on the page, or gives it to what was asked for. */
export function StepHeading({ title, control }: { title: string; control: string | undefined }) {
  const heading = useRef<HTMLHeadingElement>(null)
  useEffect(() => {
    const wanted = control === undefined ? null : document.getElementById(control)
    const target = wanted ?? heading.current
    target?.focus({ preventScroll: true })
    if (wanted) wanted.scrollIntoView({ block: 'center' })
    else scrollTo(0, 0)
  }, [control])
  return (
    <h1 tabIndex={-1} ref={heading}>
      {title}
    </h1>
  )
}
