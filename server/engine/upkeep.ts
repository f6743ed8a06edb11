import { parseArgs } from 'node:util'
import { backUp, restore } from './index.ts'

/** Commands on a data folder besides running its engine: each takes its flags and says what it did. */
export const upkeep: Readonly<Record<string, (args: string[]) => Promise<string>>> = {
  async backup(args) {
    const { values } = parseArgs({ args, options: { data, to: { type: 'string' } } })
    if (!values.to) throw new Error('backup needs --to FOLDER')
    const { takenAt, bytes } = await backUp(values.data, values.to, new Date())
    return `backup of ${takenAt} in ${values.to} (${bytes} bytes)`
  },
  async restore(args) {
    const replace = { type: 'boolean', default: false } as const
    const { values } = parseArgs({ args, options: { data, from: { type: 'string' }, replace } })
    if (!values.from) throw new Error('restore needs --from FOLDER')
    const done = await restore(values.from, values.data, { replace: values.replace, now: new Date() })
    const former = done.aside ? `; what it held before lies in ${done.aside}` : ''
    return `backup of ${done.backup.takenAt} restored into ${values.data} (epoch ${done.epoch})${former}`
  },
}

const data = { type: 'string', default: '.data/engine' } as const
