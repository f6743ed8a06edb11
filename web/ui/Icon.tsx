/** Names of the shapes in icons.css. */
export type IconName =
  | 'alert'
  | 'check'
  | 'clock'
  | 'dot'
  | 'down'
  | 'down-line'
  | 'file'
  | 'left'
  | 'lock'
  | 'phone'
  | 'plus'
  | 'print'
  | 'right'
  | 'search'
  | 'star'
  | 'turn'
  | 'wait'
  | 'x'

/** A shape beside a word; it is never the only thing that says something. */
export function Icon({ name, tone }: { name: IconName; tone?: string }) {
  return <i className={`i i-${name}${tone === undefined ? '' : ` ${tone}`}`} aria-hidden="true" />
}
