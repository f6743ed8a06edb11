/** The registers' own description, made from the same table that they answer by. */
import { effectRegisters, lookupRegisters } from '../../registers/index.ts'
import { modes } from './faults.ts'

const text = { type: 'string' } as const
const jsonBody = (schema: object) => ({ required: true, content: { 'application/json': { schema } } })
const jsonAnswer = (description: string, schema: object) => ({
  description,
  content: { 'application/json': { schema } },
})
const fault = jsonAnswer('Refused', { type: 'object', required: ['error'], properties: { error: text } })
const idempotencyKey = { name: 'Idempotency-Key', in: 'header', schema: text }

const effectSchema = {
  type: 'object',
  required: ['effect', 'dossier', 'issue', 'direction', 'data'],
  properties: {
    effect: text,
    dossier: text,
    issue: { type: 'integer', minimum: 1 },
    direction: { enum: ['apply', 'reverse'] },
    data: { type: 'object' },
  },
} as const

function lookupPath([register, { key }]: [string, { key: object }]) {
  const needs: [string, string][] = Object.entries(key)
  const keySchema = {
    type: 'object',
    required: needs.filter(([, need]) => need === 'required').map(([field]) => field),
    properties: Object.fromEntries(needs.map(([field]) => [field, text])),
  }
  const answer = {
    type: 'object',
    required: ['register', 'asOf', 'entries', 'more'],
    properties: {
      register: { const: register },
      asOf: { type: 'string', format: 'date-time' },
      entries: { type: 'array', items: { type: 'object' } },
      more: { type: 'boolean' },
    },
  }
  const operation = {
    operationId: `lookup-${register}`,
    parameters: [idempotencyKey],
    requestBody: jsonBody({ type: 'object', required: ['key'], properties: { key: keySchema } }),
    responses: { 200: jsonAnswer('The entries found, none when there are none', answer), 400: fault },
  }
  return [`/registers/${register}/lookup`, { post: operation }] as const
}

function effectPath(register: string) {
  const done = {
    type: 'object',
    required: ['status', 'key', 'at', 'repeated'],
    properties: {
      status: { const: 'done' },
      key: text,
      at: { type: 'string', format: 'date-time' },
      repeated: { type: 'boolean' },
    },
  }
  const list = {
    type: 'object',
    required: ['effects'],
    properties: { effects: { type: 'array', items: effectSchema } },
  }
  return [
    `/registers/${register}/effects`,
    {
      get: {
        operationId: `effects-${register}`,
        parameters: [{ name: 'dossier', in: 'query', schema: text }],
        responses: { 200: jsonAnswer('Effects in the order of writing', list) },
      },
      post: {
        operationId: `write-${register}`,
        description: 'The key is dossier:effect:issue:direction. Written once; the same again answers the same.',
        parameters: [{ ...idempotencyKey, required: true }],
        requestBody: jsonBody(effectSchema),
        responses: { 200: jsonAnswer('Written, now or before', done), 400: fault, 409: fault },
      },
    },
  ] as const
}

const faultsPath = {
  get: { operationId: 'faults', responses: { 200: { description: 'Switched faults by register' } } },
  delete: { operationId: 'clear-faults', responses: { 200: { description: 'All registers answer again' } } },
  post: {
    operationId: 'switch-fault',
    requestBody: jsonBody({
      type: 'object',
      required: ['mode'],
      properties: { register: text, mode: { enum: modes }, delayMs: { type: 'integer', minimum: 0 } },
    }),
    responses: { 200: { description: 'Switched faults by register' }, 400: fault },
  },
}

export const openApiDocument = {
  openapi: '3.1.0',
  info: {
    title: 'Registers of the city (simulation)',
    version: '1.0.0',
    description: 'Synthetic people only. Look-ups are POST, so that no personal data stands in a url.',
  },
  paths: {
    ...Object.fromEntries(Object.entries(lookupRegisters).map(lookupPath)),
    ...Object.fromEntries(Object.keys(effectRegisters).map(effectPath)),
    '/faults': faultsPath,
  },
}
