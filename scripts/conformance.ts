/**
 * `npm run conformance -- --address HOST:PORT [--only WORD]`: replays the conversations of test/engine/conformance at a
 * gateway of Zeebe 8.5 (or at ours) and says which go otherwise. It deploys and starts things there: take a broker for
 * trial. Ends with 1 if any went otherwise.
 */
import { parseArgs } from 'node:util'
import { readBlocks } from '../test/engine/conformance/conversation.ts'
import { Replay } from '../test/engine/conformance/replay.ts'

const { values } = parseArgs({ options: { address: { type: 'string' }, only: { type: 'string', default: '' } } })
if (values.address === undefined) {
  console.error('npm run conformance -- --address HOST:PORT [--only WORD in the name of a block, line or conversation]')
  process.exit(2)
}

const replay = new Replay(values.address)
const run = `r${Date.now().toString(36)}`
let [held, failed] = [0, 0]
for (const { block, lines } of readBlocks())
  for (const { line, conversations } of lines)
    for (const [index, conversation] of conversations.entries()) {
      const name = `${block} > ${line} > ${conversation.name}`
      if (!name.toLowerCase().includes(values.only.toLowerCase())) continue
      const faults = await replay.play(conversation, `${run}-${held + failed}-${index}`)
      if (faults.length === 0) held += 1
      else {
        failed += 1
        console.log(`✗ ${name}\n${faults.map((fault) => `    ${fault}`).join('\n')}`)
      }
    }
replay.close()
console.log(`${held} conversations as expected, ${failed} otherwise`)
process.exitCode = failed === 0 ? 0 : 1
