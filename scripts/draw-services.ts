/**
 * `npm run pictures`: the picture of each service's diagram, for its page in docs/services; with `-- --folder DIR` those
 * of a further folder of services, into that folder.
 */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join, relative, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { drawDiagram } from '../server/engine/diagram/draw.ts'
import { readLayouts } from '../server/engine/diagram/layout.ts'
import { readCard } from '../server/services/card.ts'

const house = join(import.meta.dirname, '..')
const { values } = parseArgs({ options: { folder: { type: 'string' } } })
const root = values.folder === undefined ? house : resolve(values.folder)
const pictures = values.folder === undefined ? join(house, 'docs/services') : root
const processes = join(root, 'processes')
const cards = readdirSync(processes, { recursive: true, encoding: 'utf8' }).filter((path) =>
  path.endsWith('.service.json'),
)
for (const path of cards.sort()) {
  const { code, files } = readCard(readFileSync(join(processes, path)), path)
  const [whole] = await readLayouts(readFileSync(join(root, files.diagram), 'utf8'))
  if (!whole) throw new Error(`${files.diagram} has no picture`)
  const picture = join(pictures, `${code}.svg`)
  writeFileSync(picture, `${drawDiagram([whole], () => undefined)}\n`)
  console.log(relative(house, picture))
}
