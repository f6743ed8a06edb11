import { request } from 'node:http'
import { afterEach, describe, expect, test } from '@jest/globals'
import { startInbox } from '../../../server/simulators/switchboard/index.ts'
import { aBoundClient, anSms, aSmsc, cleanUp, to, until } from '../messaging/smpp/set-up.ts'

const inboxes: { close(): Promise<void> }[] = []
afterEach(async () => {
  for (const inbox of inboxes.splice(0)) await inbox.close()
  await cleanUp()
})

async function anInbox() {
  const smsc = await aSmsc()
  const { switchboard } = await aBoundClient(smsc.url)
  const inbox = await startInbox(0, smsc)
  inboxes.push(inbox)
  const url = `http://127.0.0.1:${inbox.port}`
  const page = async (path: string) => (await fetch(`${url}${path}`)).text()
  return { smsc, switchboard, url, port: inbox.port, page }
}

const postJson = (body: unknown, headers = {}) => ({
  method: 'POST',
  headers: { 'content-type': 'application/json', ...headers },
  body: JSON.stringify(body),
})

/** A request whose Host header is another site's, as a rebound name would send it. */
function statusForHost(port: number, host: string): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    request({ port, host: '127.0.0.1', path: '/messages', headers: { host } }, (answer) => {
      answer.resume()
      resolve(answer.statusCode)
    })
      .on('error', reject)
      .end()
  })
}

describe('the page of the simulated phones', () => {
  test('shows the newest message of each phone first, with its one-time code marked', async () => {
    const { switchboard, page } = await anInbox()
    await switchboard.submit(anSms('Mot cua: ma xac nhan cua ban la 482913. Khong dua ma nay cho ai.'))
    await switchboard.submit({ ...anSms('Ho so 00685-0006-171214-00012-2 da duoc tiep nhan.'), to: '0387654321' })
    const html = await page('/')
    expect(html).toContain('<strong class="code">482913</strong>')
    expect(html).toContain('0912 345 678')
    expect(html.indexOf('0387 654 321')).toBeLessThan(html.indexOf('0912 345 678'))
    expect(html).not.toContain('<strong class="code">171214</strong>')
  })

  test('finds by number however written, and by words with and without marks', async () => {
    const { switchboard, page } = await anInbox()
    await switchboard.submit({ to, text: 'Hồ sơ đã có kết quả', encoding: 'ucs2', reference: 1 })
    await switchboard.submit({ ...anSms('chuyen khac'), to: '0387654321' })
    for (const search of ['0912 345', '%2B84912345678', 'ket qua', 'KẾT QUẢ']) {
      const html = await page(`/?q=${search}`)
      expect([search, html.includes('có kết quả'), html.includes('chuyen khac')]).toEqual([search, true, false])
    }
    expect(await page('/?q=khongcogi')).toContain('Không có tin nào khớp với')
  })

  test('says what is missing when nothing was sent', async () => {
    expect(await (await anInbox()).page('/')).toContain('Chưa có tin nhắn')
  })

  test('family 53: shows a hostile message and a hostile search as the text that they are', async () => {
    const { switchboard, page } = await anInbox()
    await switchboard.submit(anSms('<script>alert(1)</script> "><img src=x onerror=alert(1)>'))
    const html = await page(`/?q=${encodeURIComponent('"><script>alert(2)</script>')}`)
    expect(html + (await page('/'))).not.toMatch(/<script>alert|<img/)
    expect(await page('/')).toContain('&lt;script&gt;alert(1)&lt;/script&gt;')
  })

  test('runs no script but its own and may be framed by nobody', async () => {
    const { url } = await anInbox()
    const policy = (await fetch(`${url}/`)).headers.get('content-security-policy')
    expect(policy).toContain("default-src 'none'")
    expect(policy).toContain("frame-ancestors 'none'")
    expect((await fetch(`${url}/inbox.css`)).headers.get('content-type')).toContain('text/css')
    expect((await fetch(`${url}/inbox.js`)).headers.get('content-type')).toContain('text/javascript')
  })

  test('gives the messages of a phone as JSON, the code taken out', async () => {
    const { switchboard, url } = await anInbox()
    await switchboard.submit(anSms('Ma xac nhan: 048291', 77))
    await switchboard.submit({ ...anSms('chuyen khac'), to: '0387654321' })
    for (const number of [to, '84912345678', '%2B84912345678']) {
      const answer = await (await fetch(`${url}/messages?to=${number}`)).json()
      expect(answer).toMatchObject({
        messages: [{ to, text: 'Ma xac nhan: 048291', codes: ['048291'], reference: 77 }],
      })
    }
    expect(await (await fetch(`${url}/messages?limit=1`)).json()).toMatchObject({ messages: [{ text: 'chuyen khac' }] })
  })
})

describe('the switch for faults', () => {
  test('changes what is told and puts everything right again', async () => {
    const { smsc, url } = await anInbox()
    expect((await fetch(`${url}/faults`, postJson({ throttle: 2, receipts: 'none' }))).status).toBe(200)
    expect(smsc.faults()).toMatchObject({ throttle: 2, receipts: 'none', delayMs: 0 })
    await fetch(`${url}/faults`, { method: 'DELETE' })
    expect(await (await fetch(`${url}/faults`)).json()).toMatchObject({ throttle: 0, receipts: 'delivered' })
  })

  test.each([
    [{ throttle: -1 }],
    [{ throttle: 1.5 }],
    [{ refuseStatus: 'toString' }],
    [{ receipts: 'maybe' }],
    [{ down: 'yes' }],
    [{ explode: 1 }],
    [[]],
    [null],
    ['x'],
  ])('does not take %j', async (change) => {
    const { smsc, url } = await anInbox()
    const before = smsc.faults()
    expect((await fetch(`${url}/faults`, postJson(change))).status).toBe(400)
    expect(smsc.faults()).toEqual(before)
  })

  test('family 58: is not reached by another site, whose form or name leads here', async () => {
    const { smsc, url, port } = await anInbox()
    const form = { method: 'POST', headers: { 'content-type': 'text/plain' }, body: '{"down":true}' }
    expect((await fetch(`${url}/faults`, form)).status).toBe(415)
    expect(smsc.faults().down).toBe(false)
    expect(await statusForHost(port, 'evil.example')).toBe(421)
    expect(await statusForHost(port, `localhost:${port}`)).toBe(200)
  })

  test('takes no body without end', async () => {
    const { url } = await anInbox()
    const sent = await fetch(`${url}/faults`, postJson({ filler: 'x'.repeat(300_000) })).then(
      (answer) => answer.status,
      () => 'cut off',
    )
    expect([413, 'cut off']).toContain(sent)
  })

  test('cuts every connection while the switchboard is down', async () => {
    const { switchboard, url } = await anInbox()
    await fetch(`${url}/faults`, postJson({ down: true }))
    expect((await switchboard.submit(anSms('x'))).state).not.toBe('accepted')
    await until('the loss is seen', () => switchboard.state().state !== 'bound')
    await fetch(`${url}/faults`, postJson({ down: false }))
    await until('it is bound again', () => switchboard.state().state === 'bound')
    expect((await switchboard.submit(anSms('x'))).state).toBe('accepted')
  })
})
