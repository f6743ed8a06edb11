import { X509Certificate } from 'node:crypto'
import { beforeAll, describe, expect, test } from '@jest/globals'
import {
  type CertifiedKey,
  type Signer,
  signPdf,
  type Verification,
  verifyPdf,
} from '../../../server/documents/sign/index.ts'
import { certify, type Wish } from './support/authority.ts'
import { type Forgery, forgePdf } from './support/forge.ts'
import { bare, renderer } from './support/papers.ts'

const at = new Date('2017-12-14T08:42:08Z')
let paper: Uint8Array
let ca: CertifiedKey
let unit: CertifiedKey
let signed: Uint8Array

beforeAll(async () => {
  const papers = renderer()
  paper = await papers.renderPaper({ template: bare('Trích lục'), modules: {}, data: {}, draft: false })
  papers.close()
  ca = await certify({ name: 'Gốc', authority: true })
  unit = await certify({ name: 'Uỷ ban nhân dân xã Đông Mỹ', by: ca })
  signed = await signPdf(paper, signer())
})

const signer = (key: CertifiedKey = unit, more: Partial<Signer> = {}): Signer => ({
  ...key,
  name: 'Phạm Đức Thắng',
  reason: 'Ký ban hành',
  location: 'Hà Nội',
  at,
  ...more,
})
const verify = (pdf: Uint8Array, roots = [ca.certificate]): Verification => verifyPdf(pdf, roots)
const invalid = (...reasons: string[]) => ({ state: 'invalid', reasons })
const latin1 = (pdf: Uint8Array) => Buffer.from(pdf).toString('latin1')
const bytes = (text: string) => new Uint8Array(Buffer.from(text, 'latin1'))

/** The signed file with a text replaced by another of the same length. */
function replaced(from: string | RegExp, to: (found: string) => string): Uint8Array {
  const text = latin1(signed)
  const changed = text.replace(from, to)
  expect(changed).not.toBe(text)
  expect(changed).toHaveLength(text.length)
  return bytes(changed)
}

/** The signed file with other numbers in its ByteRange; a difference for each. */
const rangeMoved = (start: number, end: number, rest: number) =>
  replaced(/\/ByteRange \[0 (\d+) (\d+) (\d+)\]/u, (found) => {
    const numbers = found.match(/\d{10}/gu)?.map(Number) ?? []
    const moved = [start, end, rest].map((by, i) => String((numbers[i] ?? 0) + by).padStart(10, '0'))
    return `/ByteRange [0 ${moved.join(' ')}]`
  })

describe('family 32: the range of a signature', () => {
  test('an unsigned paper is unsigned', () => {
    expect(verify(paper)).toEqual({ state: 'unsigned' })
    expect(verify(new Uint8Array())).toEqual({ state: 'unsigned' })
  })

  test('a sound one is valid', () => {
    expect(verify(signed)).toMatchObject({ state: 'valid' })
  })

  test.each([
    ['a gap before the content', -10, 0, 0],
    ['a gap after the content', 0, 10, -10],
    ['an overlap with the content', 10, 0, 0],
    ['parts that overlap each other', 0, -100_000, 100_000],
    ['an end beyond the file', 0, 0, 1],
  ])('%s is found', (_what, start, end, rest) => {
    expect(verify(rangeMoved(start, end, rest))).toEqual(invalid('byte-range'))
  })

  test('an end before the file’s is found', () => {
    expect(verify(rangeMoved(0, 0, -1))).toEqual(invalid('changed-after-signing'))
  })

  test.each(['[0 1 2]', '[]', '[0 -1 5 9]', '[0 99999999999 1 1]', '[1 2 3 4 5]', '5 0 R'])(
    '%s is no range',
    (range) => {
      const length = '[0 0000000000 0000000000 0000000000]'.length
      expect(verify(replaced(/(?<=\/ByteRange )\[0[^\]]+\]/u, () => range.padEnd(length)))).toEqual(
        invalid('byte-range'),
      )
    },
  )

  test('a content with anything but hexadecimal digits hides nothing', () => {
    expect(verify(replaced(/0000>>>/u, () => '00)(>>>'))).toEqual(invalid('byte-range'))
  })

  test('bytes behind the signature are not mistaken for padding', () => {
    expect(verify(forgePdf(paper, signer(), { padding: 0x41 }))).toEqual(invalid('cms'))
    expect(verify(forgePdf(paper, signer(), { padding: 0 }))).toMatchObject({ state: 'valid' })
  })
})

describe('family 32: changes after signing', () => {
  const revision = (object: string) => {
    const startxref = /startxref\n(\d+)\n%%EOF\n$/u.exec(latin1(signed))?.[1] ?? '0'
    const offset = signed.length
    const xref = offset + object.length
    return `${object}xref\n90 1\n${String(offset).padStart(10, '0')} 00000 n\r\ntrailer\n<</Size 99 /Root 90 0 R /Prev ${startxref}>>\nstartxref\n${xref}\n%%EOF\n`
  }
  test.each([
    ['hides the content behind another page tree', '90 0 obj\n<</Type /Catalog /Pages 91 0 R>>\nendobj\n'],
    ['adds an annotation', '90 0 obj\n<</Type /Annot /Subtype /FreeText /Contents (khác)>>\nendobj\n'],
    ['changes the appearance of a field', '90 0 obj\n<</Type /Annot /Subtype /Widget /AP <<>>>>\nendobj\n'],
  ])('a second revision that %s is found', (_what, object) => {
    expect(verify(Buffer.concat([signed, Buffer.from(revision(object), 'latin1')]))).toEqual(
      invalid('changed-after-signing'),
    )
  })

  test('a second signature is found', () => {
    const object = '90 0 obj\n<</Type /Sig /ByteRange [0 1 2 3] /Contents <00>>>\nendobj\n'
    expect(verify(Buffer.concat([signed, Buffer.from(revision(object), 'latin1')]))).toEqual(
      invalid('several-signatures'),
    )
  })

  test.each([
    ['the paper', /\/MediaBox \[0 0 595/u, '/MediaBox [0 0 594'],
    ['the field', /\/Rect \[0 0 0 0\]/u, '/Rect [0 0 9 9]'],
    ['the claimed name', /\/Name <FEFF0050/u, '/Name <FEFF0051'],
    ['the claimed time', /\/M \(D:2017/u, '/M (D:2018'],
    ['the trailer', /\/Prev \d/u, '/Prev 9'],
  ])('a change in %s is found', (_what, from, to) => {
    expect(verify(replaced(from, () => to))).toEqual(invalid('digest'))
  })

  test('another SubFilter is found', () => {
    const other = 'adbe.pkcs7.detached'
    expect(verify(replaced(/ETSI\.CAdES\.detached/u, () => other))).toEqual(invalid('sub-filter'))
  })

  test('the signature of another paper does not fit', async () => {
    const papers = renderer()
    const another = await papers.renderPaper({ template: bare('Trích khác'), modules: {}, data: {}, draft: false })
    papers.close()
    const hole = (pdf: Uint8Array) => /\/Contents (<[0-9a-f]{1000,}>)/u.exec(latin1(pdf))?.[1] ?? ''
    const foreign = hole(await signPdf(another, signer()))
    expect(verify(replaced(hole(signed), () => foreign))).toEqual(invalid('digest'))
  })
})

describe('family 32: the CMS', () => {
  const cases: [what: string, forgery: Forgery, reason: string][] = [
    ['no signer', { signers: 0 }, 'cms'],
    ['two signers', { signers: 2 }, 'cms'],
    ['content of its own', { embedded: true }, 'cms'],
    ['MD5', { digest: 'md5' }, 'weak-algorithm'],
    ['SHA-1', { digest: 'sha1' }, 'weak-algorithm'],
    ['no bound certificate', { withoutBinding: true }, 'signed-attributes'],
    ['a signing time, which PAdES keeps in the PDF', { withSigningTime: true }, 'signed-attributes'],
    ['the digest twice', { doubledDigest: true }, 'signed-attributes'],
  ]
  test.each(cases)('%s is found', (_what, forgery, reason) => {
    expect(verify(forgePdf(paper, signer(), forgery))).toEqual(invalid(reason))
  })

  test('the forger’s signature is valid where nothing is forged', () => {
    expect(verify(forgePdf(paper, signer(), {}))).toMatchObject({ state: 'valid' })
  })

  test('a certificate put in the place of the bound one is found', () => {
    expect(verify(forgePdf(paper, signer(), { bound: ca.certificate }))).toEqual(invalid('other-certificate'))
  })

  test('a signature by another key is found', async () => {
    const thief = await certify({ name: 'Kẻ trộm', by: ca })
    const stolen = { certificate: unit.certificate, privateKey: thief.privateKey }
    expect(verify(forgePdf(paper, signer(stolen), {}))).toEqual(invalid('signature'))
  })

  test('a weak key is found', async () => {
    const weak = await certify({ name: 'Yếu', by: ca, bits: 1024 })
    expect(verify(forgePdf(paper, signer(weak), {}))).toEqual(invalid('weak-algorithm'))
  })

  test.each([
    ['zeros', '00'],
    ['a length beyond the hole', '3084ffffffff'],
    ['indefinite length', '3080'],
    ['deep nesting', '3082'],
    ['noise', '308205ff'],
  ])('%s instead of a CMS are refused without a crash', (_what, start) => {
    const damaged = replaced(/(?<=\/Contents <)[0-9a-f]{1000,}(?=>)/u, (hex) => {
      if (start !== '3082') return start.padEnd(hex.length, start === '308205ff' ? 'a7' : '0')
      const depth = (hex.length - 8) / 2
      return `3082${depth.toString(16).padStart(4, '0')}${'30'.repeat(depth)}`
    })
    expect(verify(damaged)).toEqual(invalid('cms'))
  })
})

describe('family 32: the path of certificates', () => {
  const signedBy = async (wish: Wish, chain: CertifiedKey[] = []) => {
    const key = await certify(wish)
    return forgePdf(paper, signer(key, { chain: chain.map(({ certificate }) => certificate) }), {})
  }

  test('no root, or another’s, is not trusted', async () => {
    const stranger = await certify({ name: 'Lạ', authority: true })
    expect(verify(signed, [])).toEqual(invalid('untrusted'))
    expect(verify(signed, [stranger.certificate])).toEqual(invalid('untrusted'))
  })

  test('an authority that only bears the root’s name is not trusted', async () => {
    const impostor = await certify({ name: 'Gốc', authority: true })
    expect(verify(await signedBy({ name: 'Giả', by: impostor }))).toEqual(invalid('untrusted'))
  })

  test('a self-signed certificate is not trusted, not even when it lies among the roots', async () => {
    const alone = await certify({ name: 'Tự ký' })
    const own = forgePdf(paper, signer(alone), {})
    expect(verify(own)).toEqual(invalid('untrusted'))
    expect(verify(own, [alone.certificate])).toEqual(invalid('untrusted'))
  })

  test('a certificate issued by a unit instead of an authority is refused', async () => {
    const below = await certify({ name: 'Dưới đơn vị', by: unit })
    const pdf = await signPdf(paper, signer(below, { chain: [unit.certificate] }))
    expect(verify(pdf)).toEqual(invalid('untrusted'))
  })

  test('an authority below one that may have none is refused', async () => {
    const narrow = await certify({ name: 'Gốc hẹp', authority: true, pathLength: 0 })
    const middle = await certify({ name: 'Trung gian', authority: true, by: narrow })
    const leaf = await certify({ name: 'Đơn vị', by: middle })
    const pdf = await signPdf(paper, signer(leaf, { chain: [middle.certificate] }))
    expect(verify(pdf, [narrow.certificate])).toEqual(invalid('usage'))
  })

  test.each([
    ['encryption', { usage: 0x20 }],
    ['web servers', { purposes: ['1.3.6.1.5.5.7.3.1'] }],
    ['authorities', { authority: true, usage: 0x84 }],
  ])('a certificate issued for %s may not sign papers', async (_what, wish) => {
    expect(verify(await signedBy({ name: 'Sai mục đích', by: ca, ...wish }))).toEqual(invalid('usage'))
  })

  test('one issued for signing documents may', async () => {
    const wish = { name: 'Đúng mục đích', by: ca, purposes: ['1.3.6.1.5.5.7.3.36'] }
    expect(verify(await signedBy(wish))).toMatchObject({ state: 'valid' })
  })

  test('expired, not yet valid, and a clock that is wrong are found', async () => {
    const past = await signedBy({ name: 'Hết hạn', by: ca, to: '2017-06-01T00:00:00Z' })
    const future = await signedBy({ name: 'Chưa đến hạn', by: ca, from: '2018-06-01T00:00:00Z' })
    expect(verify(past)).toEqual(invalid('expired'))
    expect(verify(future)).toEqual(invalid('expired'))
    expect(verifyPdf(signed, [ca.certificate], { at: new Date('2040-01-01') })).toEqual(invalid('expired'))
  })

  test('a revoked certificate is found, and a revoked authority', () => {
    for (const { certificate } of [unit, ca]) {
      const revoked = new Set([new X509Certificate(certificate).serialNumber])
      expect(verifyPdf(signed, [ca.certificate], { revoked })).toEqual(invalid('revoked'))
    }
  })

  test('the certificate of another unit is told by its name', async () => {
    const other = await certify({ name: 'Uỷ ban nhân dân xã Ngũ Hiệp', by: ca })
    expect(verify(await signPdf(paper, signer(other)))).toMatchObject({
      state: 'valid',
      signer: { name: 'Uỷ ban nhân dân xã Ngũ Hiệp' },
    })
  })
})
