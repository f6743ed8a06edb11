import { readdir, readFile } from 'node:fs/promises'
import { join, sep } from 'node:path'
import type { ProjectFiles } from './service.ts'

const PARTS = ['processes', 'forms']
const TEXT = /\.(bpmn|dmn|form|json|typ)$/

/** The text of every file that makes a service, by its path from its folder; a later folder wins. */
export async function readProject(folders: readonly string[]): Promise<ProjectFiles> {
  const files = new Map<string, string>()
  for (const folder of folders)
    for (const part of PARTS)
      for (const path of await pathsIn(folder, part))
        if (TEXT.test(path)) files.set(path, await readFile(join(folder, path), 'utf8'))
  return files
}

async function pathsIn(folder: string, part: string): Promise<string[]> {
  const entries = await readdir(join(folder, part), { recursive: true, withFileTypes: true }).catch(() => [])
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) =>
      join(entry.parentPath, entry.name)
        .slice(folder.length + 1)
        .split(sep)
        .join('/'),
    )
    .sort()
}
