import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import {
  createRenderer,
  type JsonValue,
  type PaperRenderer,
  qrRows,
  type RenderLimits,
} from '../../../../server/documents/render/index.ts'

const folder = fileURLToPath(new URL('../../../../processes/documents/', import.meta.url))
export const fontFolder = `${folder}fonts`

export const templateNames = readdirSync(folder)
  .filter((name) => name.endsWith('.typ'))
  .map((name) => name.slice(0, -'.typ'.length))
export const templateOf = (name: string): string => readFileSync(`${folder}${name}.typ`, 'utf8')
export const modules: Record<string, string> = Object.fromEntries(
  readdirSync(`${folder}shared`).map((name) => [`shared/${name}`, readFileSync(`${folder}shared/${name}`, 'utf8')]),
)

export type PaperData = { [key: string]: JsonValue }

/** The example of a template with a QR code, and with what the test changes. */
export function example(name: string, changes: PaperData = {}): PaperData {
  const data: PaperData = JSON.parse(readFileSync(`${folder}${name}.data.json`, 'utf8'))
  const check = { ...objectOf(data.check), qr: qrRows('https://motcua.example/kt/284') }
  return { ...data, check, ...changes }
}

export function objectOf(value: JsonValue | undefined): PaperData {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw new TypeError('not an object')
  return value
}

export const renderer = (limits: Partial<RenderLimits> = {}): PaperRenderer => createRenderer({ fontFolder, limits })

/** A template of one line on a page of its own, for what needs no letterhead. */
export const bare = (body: string): string => `#set text(font: "Tinos", lang: "vi", fallback: false)\n${body}`
