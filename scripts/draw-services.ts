/** `npm run pictures`: the picture of each service's diagram, for its page in docs/services. */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { drawDiagram } from '../server/engine/diagram/draw.ts'
import { readLayouts } from '../server/engine/diagram/layout.ts'
import { readCard } from '../server/services/card.ts'

const root = join(import.meta.dirname, '..')
const processes = join(root, 'processes')
const cards = readdirSync(processes, { recursive: true, encoding: 'utf8' }).filter((path) =>
  path.endsWith('.service.json'),
)
for (const path of cards.sort()) {
  const { code, files } = readCard(readFileSync(join(processes, path)), path)
  const [whole] = await readLayouts(readFileSync(join(root, files.diagram), 'utf8'))
  if (!whole) throw new Error(`${files.diagram} has no picture`)
  const picture = `docs/services/${code}.svg`
  writeFileSync(join(root, picture), `${drawDiagram([whole], () => undefined)}\n`)
  console.log(picture)
}
