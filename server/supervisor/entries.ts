import { join, resolve } from 'node:path'
import type { Part, PartName } from './part.ts'

/** A part's program in the sources; the build makes `dist/server/<part>.js` of it. */
export const entries: Readonly<Record<PartName, string>> = {
  postgres: 'server/postgres/main.ts',
  engine: 'server/engine/main.ts',
  simulators: 'server/simulators/main.ts',
  app: 'server/app.ts',
}

const root = resolve(import.meta.dirname, '../..')

/** How a part is run: from the build, or straight from the sources. */
export function programOf(from: 'build' | 'sources'): (part: Part) => readonly string[] {
  return ({ name, heapMb }) => {
    // Half of the young generation at once: a start would collect garbage thirty times until it had grown.
    const young = ['--min-semi-space-size=8', '--max-semi-space-size=16']
    const node = [process.execPath, `--max-old-space-size=${heapMb}`, ...young]
    return from === 'build'
      ? [...node, join(root, 'dist/server', `${name}.js`)]
      : [...node, '--import', 'tsx', join(root, entries[name])]
  }
}
