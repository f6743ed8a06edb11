import { statSync } from 'node:fs'
import { isIP } from 'node:net'
import { resolve } from 'node:path'

/** Reads variables and gathers faults, so that one start tells them all. */
export interface Reader {
  readonly faults: readonly string[]
  fault(sentence: string): void
  /** The trimmed value; undefined when absent or empty. */
  value(name: string): string | undefined
  port(name: string): number | undefined
  /** A URL with one of the schemes (`http:`). */
  url(name: string, schemes: readonly string[]): string | undefined
  /** A comma-separated list of known names. */
  names<Name extends string>(name: string, known: readonly Name[]): readonly Name[] | undefined
  /** A comma-separated list of IP addresses, each with or without the length of a prefix. */
  subnets(name: string): readonly string[]
  /** Absolute path of a folder that must exist. */
  folder(name: string): string | undefined
  /** Variables with the prefix that are not among the known ones: most likely misspelt. */
  unknown(prefix: string, known: readonly string[]): readonly string[]
}

/** Makes a reader of an environment. */
export function reader(env: Readonly<Record<string, string | undefined>>): Reader {
  const faults: string[] = []
  const fault = (sentence: string): void => {
    faults.push(sentence)
  }
  const value = (name: string): string | undefined => {
    const text = env[name]?.trim()
    return text === '' ? undefined : text
  }
  return {
    faults,
    fault,
    value,
    port(name) {
      const text = value(name)
      if (text === undefined) return undefined
      const port = Number(text)
      if (!/^\d+$/.test(text) || port > 65_535) {
        fault(`${name} must be a port from 0 to 65535, not "${text}".`)
        return undefined
      }
      return port
    },
    url(name, schemes) {
      const text = value(name)
      if (text === undefined) return undefined
      const scheme = URL.canParse(text) ? new URL(text).protocol : ''
      if (!schemes.includes(scheme)) {
        // Its value may hold a password: name the variable only.
        fault(`${name} must be a URL that begins with ${schemes.map((each) => `${each}//`).join(' or ')}.`)
        return undefined
      }
      return text
    },
    names(name, known) {
      const text = value(name)
      if (text === undefined) return undefined
      const given = text.split(',').map((each) => each.trim())
      const strange = given.filter((each) => !known.some((one) => one === each))
      if (strange.length > 0) {
        fault(`${name} lists ${strange.map((each) => `"${each}"`).join(', ')}; it may list ${known.join(', ')}.`)
      }
      return known.filter((each) => given.includes(each))
    },
    subnets(name) {
      const given = (value(name) ?? '').split(',').flatMap((each) => each.trim() || [])
      const strange = given.filter((each) => !isSubnet(each))
      if (strange.length > 0) {
        fault(
          `${name} lists ${strange.map((each) => `"${each}"`).join(', ')}; it may list addresses such as 10.0.0.5 and subnets such as 10.0.0.0/24.`,
        )
      }
      return given.filter(isSubnet)
    },
    folder(name) {
      const text = value(name)
      if (text === undefined) return undefined
      const path = resolve(text)
      if (!statSync(path, { throwIfNoEntry: false })?.isDirectory())
        fault(`${name} must name a folder; ${path} is none.`)
      return path
    },
    unknown(prefix, known) {
      return Object.keys(env).filter((name) => name.startsWith(prefix) && !known.includes(name))
    },
  }
}

function isSubnet(text: string): boolean {
  const [address = '', prefix, ...more] = text.split('/')
  const bits = isIP(address) === 6 ? 128 : 32
  return (
    isIP(address) !== 0 && more.length === 0 && (prefix === undefined || (/^\d{1,3}$/.test(prefix) && +prefix <= bits))
  )
}
