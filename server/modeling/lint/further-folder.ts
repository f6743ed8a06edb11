/** A further folder of services beside the house's: what both together hold, and where their cards are in each other's way. */
import type { Finding } from './finding.ts'
import { isCardPath } from './reading/card.ts'
import { parseJson, textAt } from './reading/json.ts'
import type { ProjectFiles } from './service.ts'

const NAMES: readonly [key: string, words: string][] = [
  ['code', 'code'],
  ['serviceNumber', 'service number'],
]

/**
 * The files by which a further folder's services are judged: its own, else the house's, without the house's cards. With
 * findings where the folder holds no service, or a code or number that the house or another of its cards has.
 */
export function besideTheHouse(house: ProjectFiles, own: ProjectFiles): { files: ProjectFiles; findings: Finding[] } {
  const shared = [...house].filter(([path]) => !isCardPath(path))
  return { files: new Map([...shared, ...own]), findings: [...whereNone(own), ...whereTaken(house, own)] }
}

function whereNone(own: ProjectFiles): Finding[] {
  if ([...own.keys()].some(isCardPath)) return []
  const message = 'no service is here: a card is named processes/<level>/<code>.service.json'
  return [{ rule: 'folder', file: 'processes', message }]
}

function whereTaken(house: ProjectFiles, own: ProjectFiles): Finding[] {
  const taken = new Map<string, string>()
  const findings: Finding[] = []
  for (const files of [house, own])
    for (const [file, text] of files) {
      if (!isCardPath(file)) continue
      const json = parseJson(text) ?? null
      for (const [key, words] of NAMES) {
        const value = textAt(json, key)
        if (value === '') continue
        const holder = taken.get(`${key} ${value}`)
        taken.set(`${key} ${value}`, file)
        if (holder !== undefined && files === own)
          findings.push({ rule: 'folder', file, at: key, message: `the ${words} ${value} is that of ${holder}` })
      }
    }
  return findings
}
