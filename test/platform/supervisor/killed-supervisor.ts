/** A supervisor over fakes in a process of its own, for tests that kill it. Arguments: data folder, habits as JSON. */
import { ownFolder } from '../../../server/supervisor/data-folder.ts'
import { aFakePlatform } from './fake-parts.ts'

const [folder = '', habits = '{}'] = process.argv.slice(2)
try {
  ownFolder(folder)
} catch (error) {
  console.error(error instanceof Error ? error.message : error)
  process.exit(1)
}
const { supervisor } = await aFakePlatform(JSON.parse(habits), folder)
await supervisor.ready
console.log('ready')
