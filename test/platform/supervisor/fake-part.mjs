// A part that does nothing but what a part must do towards its supervisor, and on request what it must not.
// --name N, --diary FILE (a line per event), --exit CODE (ends at once), --stubborn (ignores pipe and SIGTERM),
// --slow-stop MS. What the environment says under FAKE_ECHO goes into the diary.
import { appendFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { parseArgs } from 'node:util'

const { values } = parseArgs({
  // The real parts' flags come too.
  strict: false,
  options: {
    name: { type: 'string', default: '' },
    diary: { type: 'string', default: '' },
    port: { type: 'string', default: '0' },
    'smsc-port': { type: 'string' },
    exit: { type: 'string' },
    'slow-stop': { type: 'string', default: '0' },
    stubborn: { type: 'boolean', default: false },
    'watch-stdin': { type: 'boolean', default: false },
    json: { type: 'boolean', default: false },
  },
})
/** @param {string} event */
const write = (event) => appendFileSync(String(values.diary), `${values.name} ${event}\n`)

if (values.exit !== undefined) {
  write('exits')
  console.error(`${values.name} can't go on`)
  process.exit(Number(values.exit))
}
const server = createServer()
server.listen(Number(values['smsc-port'] ?? values.port), '127.0.0.1', () => {
  const address = server.address()
  const port = typeof address === 'object' ? address?.port : 0
  write(`ready ${process.pid} ${port} ${process.env.FAKE_ECHO ?? ''}`.trim())
  console.log(JSON.stringify({ port, epoch: 'e1', smsc: `smpp://127.0.0.1:${port}`, registers: 'http://127.0.0.1:2' }))
})
process.on('SIGTERM', () => {
  write('terminated')
  if (!values.stubborn) process.exit(0)
})
process.stdin.resume().on('end', () => {
  if (values.stubborn) return
  setTimeout(() => {
    write('stopped')
    process.exit(0)
  }, Number(values['slow-stop']))
})
