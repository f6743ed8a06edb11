/** The ports that the simulators listened on last: whoever was told their addresses finds them again after a restart. */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { isObject, parseBoundedJson } from '../registers/index.ts'

export type PortName = 'smsc' | 'registers' | 'inbox'
export type Ports = { [name in PortName]?: number }

export function rememberedPorts(dataFolder: string): Ports {
  try {
    const read = parseBoundedJson(readFileSync(join(dataFolder, 'ports.json'), 'utf8'))
    if (!isObject(read)) return {}
    const ports: Ports = {}
    for (const name of ['smsc', 'registers', 'inbox'] as const) {
      const port = read[name]
      if (typeof port === 'number' && Number.isInteger(port) && port > 0 && port < 65_536) ports[name] = port
    }
    return ports
  } catch {
    // A first start, or a file that was not written to its end: any port will do.
    return {}
  }
}

export function rememberPorts(dataFolder: string, ports: Ports): void {
  mkdirSync(dataFolder, { recursive: true, mode: 0o700 })
  writeFileSync(join(dataFolder, 'ports.json'), JSON.stringify(ports), { mode: 0o600 })
}

/**
 * Starts a listener on the port asked for; without one on the port it had, unless somebody else has taken it, else on any
 * free one.
 */
export async function startOn<Part>(
  asked: number | undefined,
  last: number | undefined,
  start: (port: number) => Promise<Part>,
): Promise<Part> {
  if (asked) return start(asked)
  if (last === undefined) return start(0)
  try {
    return await start(last)
  } catch (error) {
    const isTaken = typeof error === 'object' && error !== null && 'code' in error && error.code === 'EADDRINUSE'
    if (!isTaken) throw error
    return start(0)
  }
}
