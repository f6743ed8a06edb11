import { mkdtemp, readFile } from 'node:fs/promises'
import { request } from 'node:http'
import { tmpdir } from 'node:os'
import { resolve } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { type InspectionServer, serveInspection } from '../../../server/engine/inspection/http/index.ts'
import { end, file, path, service, start } from '../bpmn.ts'
import { EngineUnderTest } from '../harness.ts'

const EXTRACT = resolve(import.meta.dirname, '../../../processes/commune/commune-civil-status-extract.bpmn')
let engine: EngineUnderTest
let server: InspectionServer
const extra: InspectionServer[] = []
beforeAll(async () => {
  engine = new EngineUnderTest(await mkdtemp(resolve(tmpdir(), 'motcua-engine-')), { historyDays: 1 })
  await engine.open()
  server = await serveInspection(engine.engine.inspect.lists, { port: 0 })
  await engine.deploy(file('p', start(), service('work'), end(), path('start', 'work', 'end')))
  await engine.deployNamed({ 'extract.bpmn': await readFile(EXTRACT, 'utf8') })
})
afterAll(async () => {
  for (const one of [server, ...extra]) await one.stop()
  await engine.dispose()
})

const at = (where: string, port = server.port) => `http://127.0.0.1:${port}${where}`
async function read(where: string) {
  const response = await fetch(at(where))
  return { status: response.status, body: await response.json() }
}

describe('the state over HTTP', () => {
  test('lists its routes', async () => {
    const { status, body } = await read('/')
    expect(status).toBe(200)
    expect(body).toMatchObject({
      routes: expect.arrayContaining([{ path: '/incidents', parameters: expect.anything() }]),
    })
  })

  test('shows processes, instances, what is within them, jobs and variables', async () => {
    const instance = await engine.create('p', { a: 1 })
    const { key } = instance.job('work')
    expect((await read('/processes')).body).toMatchObject({ items: [{ bpmnProcessId: 'p', version: 1 }, {}] })
    expect((await read('/process-instances?state=ACTIVE&limit=1')).body).toMatchObject({
      items: [{ key: instance.key }],
    })
    expect((await read(`/process-instances/${instance.key}`)).body).toMatchObject({ state: 'ACTIVE' })
    expect((await read(`/process-instances/${instance.key}/element-instances`)).body).toMatchObject({
      items: [
        { elementId: 'start', state: 'COMPLETED' },
        { elementId: 'work', jobKey: key },
      ],
    })
    expect((await read(`/scopes/${instance.key}/variables`)).body).toEqual({ a: 1 })
    expect((await read(`/jobs?processInstanceKey=${instance.key}`)).body).toMatchObject({
      items: [{ key, type: 'work' }],
    })
    await instance.complete('work')
    expect((await read(`/process-instances/${instance.key}`)).body).toMatchObject({ state: 'COMPLETED' })
    for (const list of ['incidents', 'timers', 'message-subscriptions', 'messages'])
      expect(await read(`/${list}`)).toEqual({ status: 200, body: { items: [] } })
  })

  test('draws the heat map of a diagram that has a layout', async () => {
    const extract = engine.engine.inspect.lists.processes().items.find(({ bpmnProcessId }) => bpmnProcessId !== 'p')
    const response = await fetch(at(`/processes/${extract?.key}/heat-map.svg`))
    expect(response.headers.get('content-type')).toBe('image/svg+xml; charset=utf-8')
    expect(await response.text()).toMatch(/^<svg [\s\S]*data-element="check-completeness"[\s\S]*<\/svg>$/)
    const counts = await read(`/processes/${extract?.key}/element-counts`)
    expect(counts).toEqual({ status: 200, body: { items: [] } })
    const diagram = await fetch(at(`/processes/${extract?.key}/diagram.bpmn`))
    expect(await diagram.text()).toBe(await readFile(EXTRACT, 'utf8'))
  })

  test.each([
    ['/nothing', 404, 'There is nothing at /nothing'],
    ['/process-instances/2251799813685999', 404, 'There is nothing at /process-instances/2251799813685999'],
    ['/jobs?color=red', 400, "Unknown parameter 'color'; known are: type, state, processInstanceKey, after, limit"],
    ['/jobs?state=DONE', 400, "state takes one of ACTIVATABLE, ACTIVATED, FAILED, ERROR_THROWN, not 'DONE'"],
    ['/jobs?limit=0', 400, "limit takes a whole number from 1 to 1000, not '0'"],
    ['/jobs?after=x', 400, "after takes an engine key, not 'x'"],
  ])('answers %s with %d and words', async (where, status, error) => {
    expect(await read(where)).toEqual({ status, body: { error } })
  })

  test('only reads', async () => {
    const response = await fetch(at('/jobs'), { method: 'POST' })
    expect([response.status, await response.json()]).toEqual([405, { error: 'There is only reading here' }])
  })

  test('is closed to pages of another name', async () => {
    const status = await new Promise((settle) =>
      request(
        { port: server.port, host: '127.0.0.1', path: '/jobs', headers: { host: 'evil.example' } },
        (response) => {
          response.resume()
          settle(response.statusCode)
        },
      ).end(),
    )
    expect(status).toBe(403)
  })

  test("asks for the gateway's token where there is one", async () => {
    const guarded = await serveInspection(engine.engine.inspect.lists, { port: 0, token: 'secret' })
    extra.push(guarded)
    const status = async (headers: { [name: string]: string }) =>
      (await fetch(at('/jobs', guarded.port), { headers })).status
    expect(await status({})).toBe(401)
    expect(await status({ authorization: 'Bearer wrong' })).toBe(401)
    expect(await status({ authorization: 'Bearer secret' })).toBe(200)
  })
})
