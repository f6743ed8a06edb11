import { once } from 'node:events'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import { type AddressInfo, connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Client, credentials, Metadata } from '@grpc/grpc-js'
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { ZBClient } from 'zeebe-node'
import { gatewayMethod } from '../../../server/gateway-protocol/index.ts'
import { type CertificateFiles, certificateFiles } from './support/certificate.ts'
import { type EngineProcess, engineProcess, firstLine } from './support/engine-process.ts'
import { sequenceOf } from './support/models.ts'
import { refusal } from './support/raw-client.ts'

const TOKEN = 'a-token.for_the~city/1=='
const quiet = { debug: () => {}, info: () => {}, error: () => {} }

let folder: string
let certificate: CertificateFiles
let tokenFile: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'motcua-engine-'))
  certificate = await certificateFiles(folder)
  tokenFile = join(folder, 'token')
  await writeFile(tokenFile, `${TOKEN}\n`)
})
afterAll(() => rm(folder, { recursive: true, force: true }))

const tls = () => ['--tls-cert', certificate.certFile, '--tls-key', certificate.keyFile]

async function ready(engine: EngineProcess): Promise<number> {
  return (JSON.parse(await firstLine(engine)) as { port: number }).port
}
async function ended(engine: EngineProcess): Promise<void> {
  engine.child.kill('SIGTERM')
  expect(await engine.exited).toBe(0)
  expect(engine.errors()).toBe('')
}

/** Calls Topology and gives the status, with a header or without. */
async function topology(port: number, secure: boolean, authorization?: string): Promise<string> {
  const client = new Client(
    `localhost:${port}`,
    secure ? credentials.createSsl(Buffer.from(certificate.pem)) : credentials.createInsecure(),
  )
  const metadata = new Metadata()
  if (authorization !== undefined) metadata.set('authorization', authorization)
  const { path, requestSerialize, responseDeserialize } = gatewayMethod('Topology')
  try {
    return await refusal(
      new Promise((resolve, reject) => {
        const deadline = { deadline: Date.now() + 5_000 }
        client.makeUnaryRequest(path, requestSerialize, responseDeserialize, {}, metadata, deadline, (error, answer) =>
          error ? reject(error) : resolve(answer),
        )
      }),
    )
  } finally {
    client.close()
  }
}

describe('npm run engine with TLS and a bearer token', () => {
  let engine: EngineProcess
  let port: number
  beforeAll(async () => {
    engine = engineProcess([
      ...tls(),
      '--token-file',
      tokenFile,
      '--json',
      '--port',
      '0',
      '--data',
      join(folder, 'data'),
    ])
    port = await ready(engine)
  })
  afterAll(() => ended(engine))

  test('serves zeebe-node, which trusts the certificate and brings the token', async () => {
    // zeebe-node takes tokens from an authorization server only.
    const authority = createServer((_, response) => {
      response.end(JSON.stringify({ access_token: TOKEN, expires_in: 3600, token_type: 'Bearer' }))
    }).listen(0, '127.0.0.1')
    await once(authority, 'listening')
    const client = new ZBClient(`localhost:${port}`, {
      loglevel: 'NONE',
      stdout: quiet,
      retry: false,
      useTLS: true,
      customSSL: { rootCerts: Buffer.from(certificate.pem) },
      oAuth: {
        url: `http://127.0.0.1:${(authority.address() as AddressInfo).port}/token`,
        audience: 'engine',
        clientId: 'city',
        clientSecret: 'secret',
        cacheOnDisk: false,
      },
    })
    expect(await client.topology()).toMatchObject({ gatewayVersion: '8.5.4' })
    await client.deployResource({ name: 'p.bpmn', process: Buffer.from(sequenceOf('p', ['a'])) })
    client.createWorker({ taskType: 'a', taskHandler: async (job) => job.complete({ done: true }) })
    const result = await client.createProcessInstanceWithResult({ bpmnProcessId: 'p', variables: {} })
    expect(result.variables).toEqual({ done: true })
    await client.close()
    authority.close()
    await once(authority, 'close')
  })

  test('refuses calls without token or with another as UNAUTHENTICATED', async () => {
    expect(await topology(port, true, `Bearer ${TOKEN}`)).toBe('OK')
    expect(await topology(port, true, `bearer ${TOKEN}`)).toBe('OK')
    expect(await topology(port, true)).toBe(
      'UNAUTHENTICATED: Expected bearer token at header with key [authorization], but found nothing',
    )
    for (const other of [`Bearer ${TOKEN}x`, `Bearer ${TOKEN.slice(1)}`])
      expect(await topology(port, true, other)).toMatch(/^UNAUTHENTICATED: Expected a valid bearer token/)
    expect(await topology(port, true, `Basic ${TOKEN}`)).toMatch(/^UNAUTHENTICATED/)
  })

  test('refuses plain text, and goes on serving', async () => {
    expect(await topology(port, false, `Bearer ${TOKEN}`)).toMatch(/^(UNAVAILABLE|DEADLINE_EXCEEDED)/)
    const socket = connect(port, '127.0.0.1')
    socket.on('error', () => {})
    await once(socket, 'connect')
    socket.end('GET / HTTP/1.1\r\n\r\n')
    await once(socket.resume(), 'close')
    expect(await topology(port, true, `Bearer ${TOKEN}`)).toBe('OK')
  })
})

describe('npm run engine', () => {
  test('takes TLS and token from the environment, an empty one being none', async () => {
    const environment = {
      ENGINE_TLS_CERT: certificate.certFile,
      ENGINE_TLS_KEY: certificate.keyFile,
      ENGINE_TOKEN: TOKEN,
      ENGINE_TOKEN_FILE: '',
    }
    const secured = engineProcess(['--json', '--port', '0', '--data', join(folder, 'env')], environment)
    const port = await ready(secured)
    expect(await topology(port, true, `Bearer ${TOKEN}`)).toBe('OK')
    expect(await topology(port, true)).toMatch(/^UNAUTHENTICATED/)
    await ended(secured)
  })

  test('asks for a token without TLS, too: behind a proxy', async () => {
    const engine = engineProcess(['--json', '--port', '0', '--data', join(folder, 'plain'), '--token-file', tokenFile])
    const port = await ready(engine)
    expect(await topology(port, false, `Bearer ${TOKEN}`)).toBe('OK')
    expect(await topology(port, false)).toMatch(/^UNAUTHENTICATED/)
    await ended(engine)
  })

  test.each<[string, () => Promise<string[]>, RegExp]>([
    [
      'a certificate without key',
      async () => ['--tls-cert', certificate.certFile],
      /both a certificate .* and its key/,
    ],
    [
      'a file that is not there',
      async () => ['--tls-cert', join(folder, 'none'), '--tls-key', certificate.keyFile],
      /certificate's file '.*none' can't be read/,
    ],
    [
      'the key of another certificate',
      async () => ['--tls-cert', certificate.certFile, '--tls-key', (await certificateFiles(folder, 'other')).keyFile],
      /is not that of the certificate/,
    ],
    ['files without certificate', async () => ['--tls-cert', tokenFile, '--tls-key', tokenFile], /are no PEM/],
    [
      'an empty token',
      async () => {
        await writeFile(join(folder, 'empty'), ' \n')
        return ['--token-file', join(folder, 'empty')]
      },
      /token's file '.*empty' is empty/,
    ],
  ])('ends with words for %s', async (_, flags, words) => {
    const engine = engineProcess([...(await flags()), '--data', join(folder, 'never')])
    expect(await engine.exited).toBe(1)
    expect(engine.errors()).toMatch(words)
  })
})
