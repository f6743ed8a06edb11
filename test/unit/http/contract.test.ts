import { once } from 'node:events'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { describe, expect, jest, test } from '@jest/globals'
import express from 'express'
import * as validator from 'express-openapi-validator'

const contract = join(resolve(import.meta.dirname, '../../..'), 'server/http/openapi.yaml')

describe('the contract', () => {
  test('is a whole OpenAPI document: at its start the app takes that for granted', async () => {
    expect(await answerUnder(contract)).toEqual({ status: 404, message: 'not found' })
  })

  test('would be refused if it were not', async () => {
    // The library says on the console what it found.
    jest.spyOn(console, 'error').mockImplementation(() => undefined)
    const folder = await mkdtemp(join(tmpdir(), 'motcua-contract-'))
    const broken = join(folder, 'openapi.json')
    await writeFile(broken, JSON.stringify({ openapi: '3.1.0', info: { title: 'no version' }, paths: {} }))
    expect(await answerUnder(broken)).toMatchObject({ status: 500 })
    await rm(folder, { recursive: true })
  })
})

/** What a request for an unknown path is answered where requests are held against the document in the file `apiSpec`. */
async function answerUnder(apiSpec: string): Promise<{ status: number; message: string }> {
  const app = express()
  app.use(validator.middleware({ apiSpec, validateApiSpec: true, validateSecurity: false, fileUploader: false }))
  app.use((error: { status?: number; message: string }, _: unknown, response: express.Response, next: () => void) => {
    if (response.headersSent) next()
    else response.status(error.status ?? 500).json({ message: error.message })
  })
  const server = createServer(app).listen(0, '127.0.0.1')
  await once(server, 'listening')
  try {
    const { port }: AddressInfo = Object(server.address())
    const answer = await fetch(`http://127.0.0.1:${port}/api/nothing-of-this-name`)
    const body: { message: string } = await answer.json()
    return { status: answer.status, message: body.message }
  } finally {
    server.close()
  }
}
