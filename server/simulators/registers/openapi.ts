/** The registers' own description, made from the same table that they answer by. */
import { modes } from './faults.ts'
import type { Needs, SimulatedEffect, SimulatedLookup } from './register.ts'
import { simulatedRegisters } from './table.ts'

const text = { type: 'string' } as const
const jsonBody = (schema: object) => ({ required: true, content: { 'application/json': { schema } } })
const jsonAnswer = (description: string, schema: object) => ({
  description,
  content: { 'application/json': { schema } },
})
const fault = jsonAnswer('Refused', { type: 'object', required: ['error'], properties: { error: text } })
const idempotencyKey = { name: 'Idempotency-Key', in: 'header', schema: text }

const number = { type: 'number' } as const
/** Fields that are no text. */
const kinds: { readonly [field: string]: object } = {
  lat: number,
  lng: number,
  roomArea: number,
  machines: number,
  usedArea: number,
  copies: number,
  past: { type: 'boolean' },
}

function schemaOf(needs: Needs) {
  const fields = Object.entries(needs)
  return {
    type: 'object',
    required: fields.filter(([, need]) => need === 'required').map(([field]) => field),
    properties: Object.fromEntries(fields.map(([field]) => [field, kinds[field] ?? text])),
  }
}

function effectSchema(effect: SimulatedEffect) {
  const acts = Object.entries(effect.acts ?? {})
  const line = schemaOf(effect.entry)
  const byAct = acts.map(([act, required]) => ({ properties: { act: { const: act } }, required: ['act', ...required] }))
  return {
    type: 'object',
    required: ['effect', 'dossier', 'issue', 'direction', 'data'],
    properties: {
      effect: text,
      dossier: text,
      issue: { type: 'integer', minimum: 1 },
      direction: { enum: ['apply', 'reverse'] },
      data: {
        description: 'What the line says, when it is applied; a reversal says nothing',
        anyOf: [byAct.length === 0 ? line : { ...line, anyOf: byAct }, { type: 'object', maxProperties: 0 }],
      },
    },
  }
}

function lookupPath(register: string, { key, holds }: SimulatedLookup) {
  const entry = { type: 'object', properties: Object.fromEntries(holds.map((field) => [field, {}])) }
  const answer = {
    type: 'object',
    required: ['register', 'asOf', 'entries', 'more'],
    properties: {
      register: { const: register },
      asOf: { type: 'string', format: 'date-time' },
      entries: { type: 'array', items: entry },
      more: { type: 'boolean' },
    },
  }
  const operation = {
    operationId: `lookup-${register}`,
    parameters: [idempotencyKey],
    requestBody: jsonBody({ type: 'object', required: ['key'], properties: { key: schemaOf(key) } }),
    responses: { 200: jsonAnswer('The entries found, none when there are none', answer), 400: fault },
  }
  return [`/registers/${register}/lookup`, { post: operation }] as const
}

function effectPath(register: string, effect: SimulatedEffect) {
  const line = effectSchema(effect)
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
    properties: { effects: { type: 'array', items: line } },
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
        requestBody: jsonBody(line),
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
    ...Object.fromEntries(
      Object.entries(simulatedRegisters).flatMap(([register, { lookup, effect }]) => [
        ...(lookup ? [lookupPath(register, lookup)] : []),
        ...(effect ? [effectPath(register, effect)] : []),
      ]),
    ),
    '/faults': faultsPath,
  },
}
