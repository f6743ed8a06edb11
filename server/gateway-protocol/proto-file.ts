import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

/**
 * Where gateway.proto lies, seen from this module: beside it in the sources and beside a bundle (`dist/server/main.js`),
 * one folder up from a chunk of a bundle. The build copies the file to `dist/server/gateway.proto`.
 */
const places = ['./gateway.proto', '../gateway.proto']

/** Path of gateway.proto. Throws when an incomplete build left it out. */
export function gatewayProtoPath(): string {
  const paths = places.map((place) => fileURLToPath(new URL(place, import.meta.url)))
  const found = paths.find((path) => existsSync(path))
  if (found === undefined) throw new Error(`gateway.proto is missing; looked for it at ${paths.join(' and ')}`)
  return found
}
