import { readdir } from 'node:fs/promises'
/** Families 23 to 31 of the catalogue: what comes as a file. */
import { request as httpRequest } from 'node:http'
import { join } from 'node:path'
import { deflateRawSync, deflateSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { until } from '../../support/players.ts'
import { type Ask, aSiege, changesNothing, multipart, type Part, refuses, type Siege } from './siege.ts'

let siege: Siege
beforeAll(async () => {
  siege = await aSiege()
}, 120_000)
afterAll(() => siege.stop(), 60_000)

const png = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPj/HwADAgH/p0mhXwAAAABJRU5ErkJggg==',
  'base64',
)
const pdf = (inner = '', end = '%%EOF\n'): Buffer =>
  Buffer.from(
    `%PDF-1.7\n1 0 obj\n<< /Type /Catalog /Pages 2 0 R ${inner} >>\nendobj\n2 0 obj\n<< /Type /Pages /Kids [] /Count 0 >>\nendobj\ntrailer\n<< /Root 1 0 R >>\nstartxref\n9\n${end}`,
    'latin1',
  )
const place = (): string => `/api/uploads?draft=${siege.draft}&field=identityScan`
const sending = (content: Buffer | string, filename = 'giay.pdf', type = 'application/pdf'): Ask => ({
  method: 'POST',
  path: place(),
  as: siege.citizen,
  ...multipart([{ name: 'file', filename, type, content }]),
})
const parts = (...all: Part[]): Ask => ({ method: 'POST', path: place(), as: siege.citizen, ...multipart(all) })

/** A ZIP with one entry, stored names as given. */
function zip(name: string, content: Buffer): Buffer {
  const packed = deflateRawSync(content)
  const head = Buffer.alloc(30)
  head.writeUInt32LE(0x04034b50, 0)
  head.writeUInt16LE(20, 4)
  head.writeUInt16LE(8, 8)
  head.writeUInt32LE(packed.length, 18)
  head.writeUInt32LE(content.length, 22)
  head.writeUInt16LE(Buffer.byteLength(name), 26)
  const end = Buffer.alloc(22)
  end.writeUInt32LE(0x06054b50, 0)
  return Buffer.concat([head, Buffer.from(name), packed, end])
}

/** Begins an upload and dies after some of it. */
function dying(share: number): Promise<void> {
  const { body, headers } = multipart([
    { name: 'file', filename: 'a.png', content: Buffer.concat([png, Buffer.alloc(200_000)]) },
  ])
  return new Promise((gone) => {
    const { port } = new URL(siege.stack.base)
    const request = httpRequest({
      host: 'localhost',
      port,
      method: 'POST',
      path: place(),
      headers: {
        ...headers,
        cookie: siege.citizen.cookie,
        'x-csrf-token': siege.citizen.csrf,
        'content-length': body.length,
      },
    })
    request.on('error', () => gone())
    request.write(body.subarray(0, Math.max(1, Math.floor(body.length * share))), () =>
      setTimeout(() => {
        request.destroy()
        setTimeout(gone, 500)
      }, 100),
    )
  })
}

describe('family 23: a client that dies', () => {
  test.each([
    ['at the first byte', 0],
    ['half-way', 0.5],
    ['just before its end', 0.999],
  ])('%s leaves nothing', async (_where, share) => {
    await changesNothing(siege, async () => {
      await dying(share)
      await until('the health page', async () => (await siege.send({ path: '/api/health' })).status === 200)
      // What had come is taken away a moment after the connection is seen to be gone.
      await until(
        'an empty tray',
        async () => (await readdir(join(siege.stack.dataFolder, 'files/incoming'))).length === 0,
      )
    })
  })
  test('a body that ends before its boundary is refused', async () => {
    const { body, headers } = multipart([{ name: 'file', filename: 'a.png', content: png }])
    const ask = { method: 'POST', path: place(), as: siege.citizen, body: body.subarray(0, body.length - 20), headers }
    await refuses(siege, ask, { status: 400, code: 'upload.interrupted' })
  })
})

describe('family 24: multipart that is wrong', () => {
  const content = png
  const cases: [string, () => Ask, number, 'request.unsupported-type' | 'request.malformed' | 'upload.interrupted'][] =
    [
      [
        'without a boundary',
        () => ({
          ...parts({ name: 'file', filename: 'a.png', content }),
          headers: { 'content-type': 'multipart/form-data' },
        }),
        415,
        'request.unsupported-type',
      ],
      [
        'with another boundary than it says',
        () => ({
          ...parts({ name: 'file', filename: 'a.png', content }),
          headers: { 'content-type': 'multipart/form-data; boundary=khac' },
        }),
        400,
        'upload.interrupted',
      ],
      [
        'with a thousand parts',
        () => parts(...Array.from({ length: 1000 }, (_, index) => ({ name: `a[b][${index}]`, content: 'x' }))),
        400,
        'request.malformed',
      ],
      ['with a text in place of a file', () => parts({ name: 'file', content: 'x' }), 400, 'request.malformed'],
      ['with no part at all', () => parts(), 400, 'request.malformed'],
    ]
  test.each(cases)('%s it is refused', async (_what, ask, status, code) => {
    await refuses(siege, ask(), { status, code: [code, 'request.malformed', 'upload.interrupted'] })
  })
  const names: [string, string, string][] = [
    ['a path', '../../../etc/passwd', 'passwd.png'],
    ['a Windows path', 'C:\\\\tmp\\\\con.png', 'con.png'],
    ['turned letters', 'anh\u202egnp.exe', 'anhgnp.png'],
    ['300 letters', 'ả'.repeat(300), `${'ả'.repeat(100)}.png`],
    ['decomposed Vietnamese', 'Căn cước.png'.normalize('NFD'), 'Căn cước.png'],
    ['nothing but dots', '...', 'tep.png'],
  ]
  test.each(names)('a name that is %s is made safe', async (_what, filename, safe) => {
    const answer = await siege.send(
      sending(Buffer.concat([png.subarray(0, -12), png.subarray(-12)]), filename, 'image/png'),
    )
    expect(answer.status).toBe(201)
    const { id, name }: { id: string; name: string } = JSON.parse(answer.body)
    await siege.send({ method: 'DELETE', path: `/api/uploads/${id}`, as: siege.citizen })
    expect(name).toBe(safe)
  })
})

describe('family 25: content that is not what the ending says', () => {
  const cases: [string, () => Buffer, string, 'upload.type' | 'upload.empty'][] = [
    ['HTML as PDF', () => Buffer.from('<html><script>alert(1)</script></html>'), 'a.pdf', 'upload.type'],
    [
      'a program as PDF',
      () => Buffer.concat([Buffer.from('MZ\x90\0', 'latin1'), Buffer.alloc(500)]),
      'a.pdf',
      'upload.type',
    ],
    ['ZIP as PDF', () => zip('a.txt', Buffer.from('a')), 'a.pdf.', 'upload.type'],
    [
      'PNG with HTML behind it',
      () => Buffer.concat([png, Buffer.from('<script>alert(1)</script>')]),
      'a.PNG',
      'upload.type',
    ],
    [
      'PDF with a ZIP behind it',
      () => Buffer.concat([pdf(), zip('a', Buffer.alloc(2000, 7)), Buffer.alloc(2000, 1)]),
      'a.pdf',
      'upload.type',
    ],
    [
      'JPEG with HTML behind it',
      () =>
        Buffer.concat([
          Buffer.from([0xff, 0xd8, 0xff, 0xe0, 0, 16]),
          Buffer.from('JFIF\0'),
          Buffer.from([0xff, 0xd9]),
          Buffer.from('<html>'.repeat(50)),
        ]),
      'a.jpg',
      'upload.type',
    ],
    ['GIF89a in front of a script', () => Buffer.from('GIF89a=1;alert(1)'), 'a.png ', 'upload.type'],
    ['no bytes', () => Buffer.alloc(0), 'a.pdf', 'upload.empty'],
  ]
  test.each(cases)('%s is refused', async (_what, content, filename, code) => {
    await refuses(siege, sending(content(), filename), { status: 422, code })
  })
})

describe('family 26: files that a browser would run', () => {
  test.each([
    ['SVG with script', '<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>', 'a.svg'],
    ['XHTML', '<?xml version="1.0"?><html xmlns="http://www.w3.org/1999/xhtml"><body onload="x()"/></html>', 'a.pdf'],
    ['MHTML', 'From: x\r\nContent-Type: multipart/related; boundary="b"\r\n\r\n--b\r\n', 'a.mht'],
    ['XML with a style sheet', '<?xml version="1.0"?><?xml-stylesheet href="x.xsl"?><a/>', 'a.png'],
    ['an internet short-cut', '[InternetShortcut]\r\nURL=file:///c:/windows/system32/calc.exe', 'a.url'],
  ])('%s is refused', async (_what, content, filename) => {
    await refuses(siege, sending(content, filename), { status: 422, code: 'upload.type' })
  })
})

describe('family 27: bombs', () => {
  test.each([
    ['a ZIP of a megabyte of nought', () => zip('0', Buffer.alloc(1_048_576)), 422, 'upload.type'],
    ['an OOXML bomb', () => zip('[Content_Types].xml', Buffer.alloc(500_000, 32)), 422, 'upload.type'],
    [
      'gzip in gzip',
      () => Buffer.concat([Buffer.from([0x1f, 0x8b, 8, 0]), deflateSync(deflateSync(Buffer.alloc(1_000_000)))]),
      422,
      'upload.type',
    ],
    ['a file beyond the form’s 5 MB', () => Buffer.concat([png, Buffer.alloc(5_300_000)]), 413, 'upload.too-large'],
  ] as const)('%s is refused', async (_what, content, status, code) => {
    await refuses(siege, sending(content()), { status, code })
  })
})

describe('family 28: paths in archives', () => {
  test.each([
    ['climbing out', '../../etc/cron.d/x'],
    ['absolute', '/etc/passwd'],
    ['a device', 'CON'],
  ])('an archive with a name %s is no paper', async (_what, name) => {
    await refuses(siege, sending(zip(name, Buffer.from('x')), 'giay.zip'), { status: 422, code: 'upload.type' })
  })
})

describe('family 29: content types that lie', () => {
  const refused = ['request.unsupported-type', 'request.malformed'] as const
  test('JSON that names a path where a file is expected', async () => {
    const ask = { method: 'POST', path: place(), as: siege.citizen, body: { files: [{ path: '/etc/passwd' }] } }
    await refuses(siege, ask, { status: 415, code: refused })
  })
  test('a form sent as text/plain', async () => {
    const ask = { ...sending(png), headers: { 'content-type': 'text/plain' } }
    await refuses(siege, ask, { status: 415, code: refused })
  })
  test('no content type', async () => {
    const ask: Ask = { method: 'POST', path: place(), as: siege.citizen, body: png }
    await refuses(siege, ask, { status: 415, code: refused })
  })
  test('JSON in a character set of its own', async () => {
    const ask = {
      method: 'POST',
      path: '/api/drafts',
      as: siege.citizen,
      body: '{"service":"x","unit":"y"}',
      headers: { 'content-type': 'application/json; charset=iso-2022-kr' },
    }
    await refuses(siege, ask, { status: 415, code: refused })
  })
})

describe('family 30: PDFs that do things', () => {
  test.each([
    ['scripts', '/OpenAction << /S /JavaScript /JS (app.alert(1)) >>'],
    ['scripts behind an escape', '/OpenAction << /S /J#61vaScript /JS (x) >>'],
    ['a launch', '/OpenAction << /S /Launch /F (calc.exe) >>'],
    ['an embedded file', '/Names << /EmbeddedFiles << >> >>'],
    ['a password', '/Encrypt 9 0 R'],
    ['XFA', '/AcroForm << /XFA [] >>'],
    ['a form that sends', '/A << /S /SubmitForm /F (http://x) >>'],
  ])('a PDF with %s is refused', async (_what, inner) => {
    await refuses(siege, sending(pdf(inner)), { status: 422, code: 'upload.active-content' })
  })
  test('a PDF that does not end is refused', async () => {
    await refuses(siege, sending(pdf('', '')), { status: 422, code: 'upload.type' })
  })
})

describe('family 31: what is sent back of a name', () => {
  test.each([
    ['quotes', 'a";evil="b.png'],
    ['line ends', 'a\r\nSet-Cookie: x=1.png'],
    ['percent signs', '100%%0d%0aX: 1.png'],
  ])('%s in a name never leave their header', async (_what, name) => {
    const filename = name.replaceAll('"', '%22').replaceAll('\r\n', '%0D%0A')
    const taken = await siege.send(sending(png, filename, 'image/png'))
    expect(taken.status).toBe(201)
    const { id }: { id: string } = JSON.parse(taken.body)
    const shown = await siege.send({ path: `/api/uploads/${id}`, as: siege.citizen })
    await siege.send({ method: 'DELETE', path: `/api/uploads/${id}`, as: siege.citizen })
    expect(shown.headers['set-cookie']).toBeUndefined()
    expect(String(shown.headers['content-disposition'])).toMatch(
      /^attachment; filename="[^"\r\n]*"; filename\*=UTF-8''\S+$/,
    )
    expect(shown.headers['x-content-type-options']).toBe('nosniff')
  })
})

test('family 36: a field that takes no file, or is none, takes none', async () => {
  for (const field of ['requesterFullName', 'constructor', 'toString']) {
    const ask = { ...sending(png), path: `/api/uploads?draft=${siege.draft}&field=${field}` }
    await refuses(siege, ask, { status: 422, code: 'upload.field' })
  }
})
