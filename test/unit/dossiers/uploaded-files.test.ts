import { describe, expect, test } from '@jest/globals'
import { judgeContent } from '../../../server/uploads/content.ts'
import { safeFileName } from '../../../server/uploads/file-name.ts'
import fc from '../../support/properties.ts'

const png = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPj/HwADAgH/p0mhXwAAAABJRU5ErkJggg==',
  'base64',
)
const pdf = (inner: string): Buffer => Buffer.from(`%PDF-1.7\n1 0 obj\n<< ${inner} >>\nendobj\n%%EOF\n`, 'latin1')

describe('the content of a file', () => {
  test('that is a plain PDF or PNG is taken', async () => {
    expect(await judgeContent(pdf('/Type /Catalog'))).toEqual({ mediaType: 'application/pdf' })
    expect(await judgeContent(png)).toEqual({ mediaType: 'image/png' })
  })

  test.each([
    '/JS (x)',
    '/J#53 (x)',
    '/JavaScript',
    '/Launch',
    '/EmbeddedFile',
    '/XFA',
    '/Encrypt 9 0 R',
    '/RichMedia',
  ])('with %s is active', async (name) => {
    expect(await judgeContent(pdf(name))).toEqual({ fault: 'active-content' })
  })

  test.each([
    ['nothing', Buffer.alloc(0)],
    ['HTML', Buffer.from('<html></html>')],
    ['PNG with more behind it', Buffer.concat([png, Buffer.from('<script>')])],
    ['PDF without an end', Buffer.from('%PDF-1.7\n')],
    ['PDF not at the beginning', Buffer.concat([Buffer.from('GIF89a'), pdf('')])],
  ])('that is %s is no paper', async (_what, bytes) => {
    expect(await judgeContent(bytes)).toEqual({ fault: 'type' })
  })
})

describe('the name of a file', () => {
  test.each([
    ['../../etc/passwd', 'passwd.pdf'],
    ['C:\\Users\\hoa\\don.PDF', 'don.pdf'],
    ['anh\u202egnp.exe', 'anhgnp.pdf'],
    ['a\r\nb\0c.pdf', 'abc.pdf'],
    ['...', 'tep.pdf'],
    ['', 'tep.pdf'],
    ['Đơn xin.pdf'.normalize('NFD'), 'Đơn xin.pdf'],
    ['a"<>|?*b.pdf', 'a______b.pdf'],
  ])('%j becomes %j', (given, safe) => {
    expect(safeFileName(given, 'application/pdf')).toBe(safe)
  })

  test('has no path, no control and no more than 105 letters, whatever comes', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 400 }), (given) => {
        const name = safeFileName(given, 'image/png')
        expect(name).toMatch(/\.png$/)
        expect(name).not.toMatch(/[\\/\p{Cc}\p{Cf}"<>|:*?]/u)
        expect([...name].length).toBeLessThanOrEqual(104)
        expect(name.startsWith('.')).toBe(false)
      }),
    )
  })
})
