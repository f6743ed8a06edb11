import { readFileSync } from 'node:fs'
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js'
import { parse } from 'yaml'

/** Holds calls and answers against the contract, so that a stub can't drift from it. */
export interface Contract {
  /** What an answer of this call has against the contract; empty if it fits. */
  answerFaults(call: { method: string; path: string }, status: number, body: unknown): string[]
  /** The same for what the page sends. */
  requestFaults(call: { method: string; path: string }, body: unknown): string[]
}

interface Operation {
  template: string
  pattern: RegExp
  method: string
}

export function readContract(): Contract {
  const document: { paths: { [path: string]: { [method: string]: unknown } } } = parse(
    readFileSync('server/http/openapi.yaml', 'utf8'),
  )
  const ajv = new Ajv2020({ strict: false, validateFormats: false, allErrors: true })
  ajv.addSchema({ $id: 'contract', ...document })
  const operations: Operation[] = Object.entries(document.paths).flatMap(([template, methods]) =>
    Object.keys(methods)
      .filter((method) => ['get', 'put', 'post', 'delete'].includes(method))
      .map((method) => ({
        template,
        method,
        pattern: new RegExp(`^${template.replace(/\{\w+\}/g, '[^/]+')}$`),
      })),
  )
  const compiled = new Map<string, ValidateFunction | undefined>()
  const schemaAt = (pointer: readonly string[]): ValidateFunction | undefined => {
    const at = pointer
      .map((part) => part.replaceAll('~', '~0').replaceAll('/', '~1'))
      .map(encodeURIComponent)
      .join('/')
    if (!compiled.has(at)) {
      const there = pointer.reduce<unknown>((value, part) => child(value, part), document)
      compiled.set(at, there === undefined ? undefined : ajv.compile({ $ref: `contract#/${at}` }))
    }
    return compiled.get(at)
  }
  const operationOf = ({ method, path }: { method: string; path: string }) =>
    operations.find((each) => each.method === method.toLowerCase() && each.pattern.test(path))

  return {
    answerFaults: (call, status, body) => {
      const operation = operationOf(call)
      if (!operation) return [`${call.method} ${call.path} is not in the contract`]
      const problem = ['components', 'schemas', 'Problem']
      const own = ['paths', operation.template, operation.method, 'responses', String(status)]
      const there = own.reduce<unknown>((value, part) => child(value, part), document)
      if (status >= 400 && there === undefined) return faultsOf(schemaAt(problem), body, call)
      if (there === undefined) return [`${call.method} ${call.path} answers no ${status}`]
      return faultsOf(schemaAt([...own, 'content', 'application/json', 'schema']), body, call)
    },
    requestFaults: (call, body) => {
      const operation = operationOf(call)
      if (!operation) return [`${call.method} ${call.path} is not in the contract`]
      const own = [
        'paths',
        operation.template,
        operation.method,
        'requestBody',
        'content',
        'application/json',
        'schema',
      ]
      return faultsOf(schemaAt(own), body, call)
    },
  }
}

function faultsOf(
  validate: ValidateFunction | undefined,
  body: unknown,
  call: { method: string; path: string },
): string[] {
  if (!validate || validate(body)) return []
  return (validate.errors ?? []).map(
    ({ instancePath, message }) => `${call.method} ${call.path} ${instancePath} ${message}`,
  )
}

function child(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? Object.getOwnPropertyDescriptor(value, name)?.value : undefined
}
