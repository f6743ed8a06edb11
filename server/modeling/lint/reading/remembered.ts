/**
 * A reader that remembers what it made of the newest texts: services share most of their files, and who edits one lints
 * all of them again. What it gives must not be changed.
 * @param most texts; beyond it the one that was asked for longest ago is forgotten
 */
export function remembered<Read>(read: (text: string) => Promise<Read>, most = 300): (text: string) => Promise<Read> {
  const known = new Map<string, Promise<Read>>()
  return (text) => {
    const reading = known.get(text) ?? read(text)
    known.delete(text)
    known.set(text, reading)
    for (const oldest of known.keys()) {
      if (known.size <= most) break
      known.delete(oldest)
    }
    return reading
  }
}
