import { beforeAll, describe, expect, test } from '@jest/globals'
import {
  type CertifiedKey,
  createDemoAuthority,
  openDemoAuthority,
  type Signer,
  SignFault,
  signPdf,
  verifyPdf,
} from '../../../server/documents/sign/index.ts'
import { certify } from './support/authority.ts'
import { example, modules, renderer, templateOf } from './support/papers.ts'
import { run, testWith, textOf } from './support/tools.ts'

// Today, since the outside tools judge certificates by their own clock.
const at = new Date()
const unitName = 'Uỷ ban nhân dân xã Đông Mỹ'
let paper: Uint8Array
let root: CertifiedKey
let unit: CertifiedKey

beforeAll(async () => {
  const papers = renderer()
  paper = await papers.renderPaper({
    template: templateOf('trich-luc-ban-sao'),
    modules,
    data: example('trich-luc-ban-sao'),
    draft: false,
  })
  papers.close()
  const authority = await createDemoAuthority({ at })
  root = authority.root
  unit = await authority.issue({ name: unitName, code: '00685', at })
})

const signer = (changes: Partial<Signer> = {}): Signer => ({
  ...unit,
  name: 'Phạm Đức Thắng',
  reason: 'Ký ban hành',
  location: 'Hà Nội',
  at,
  ...changes,
})
const seconds = (moment: Date) => Math.floor(moment.getTime() / 1000)

/** Content and detached CMS of a signed file, as a verifier takes them apart. */
function takenApart(pdf: Uint8Array): { content: Buffer; cms: Buffer } {
  const file = Buffer.from(pdf)
  const range = /\/ByteRange \[(\d+) (\d+) (\d+) (\d+)\]/u.exec(file.toString('latin1'))
  const [first = 0, end = 0, rest = 0] = (range ?? []).slice(2).map(Number)
  const hole = Buffer.from(file.subarray(first + 1, end - 1).toString('latin1'), 'hex')
  expect(end + rest).toBe(file.length)
  return {
    content: Buffer.concat([file.subarray(0, first), file.subarray(end)]),
    cms: hole.subarray(0, 4 + hole.readUInt16BE(2)),
  }
}

describe('a signed paper', () => {
  test('keeps every byte of the paper and adds one revision', async () => {
    const signed = await signPdf(paper, signer())
    expect(Buffer.compare(signed.subarray(0, paper.length), paper)).toBe(0)
    const text = Buffer.from(signed).toString('latin1')
    const added = text.slice(paper.length)
    expect(added).toContain('/SubFilter /ETSI.CAdES.detached')
    expect(added).toContain('/Rect [0 0 0 0] /F 132')
    const ids = [...text.matchAll(/\/ID \[(\([^)]*\)|<[^>]*>)/gu)].map(([, id]) => id)
    expect(ids).toHaveLength(2)
    expect(ids[0]).toBe(ids[1])
    for (const kept of ['/Metadata', '/OutputIntents', '/StructTreeRoot', '/MarkInfo', '/Lang (vi-VN)']) {
      expect(added).toContain(kept)
    }
  })

  test('is valid for whoever trusts the root, with names in Vietnamese', async () => {
    const verification = verifyPdf(await signPdf(paper, signer()), [root.certificate])
    expect(verification).toMatchObject({
      state: 'valid',
      signer: { name: unitName, organisation: unitName },
      claimed: { name: 'Phạm Đức Thắng', reason: 'Ký ban hành', location: 'Hà Nội' },
    })
    if (verification.state === 'valid') expect(seconds(verification.claimed.at ?? new Date(0))).toBe(seconds(at))
  })

  test.each([
    ['RSA-3072', { bits: 3072 }],
    ['ECDSA P-256', { curve: 'P-256' }],
    ['ECDSA P-384', { curve: 'P-384' }],
  ] as const)('may be signed with %s', async (_what, key) => {
    const ca = await certify({ name: 'Gốc', authority: true })
    const leaf = await certify({ name: 'Đơn vị', by: ca, ...key })
    expect(verifyPdf(await signPdf(paper, signer(leaf)), [ca.certificate])).toMatchObject({ state: 'valid' })
  })

  test('leads to the root through an intermediate authority', async () => {
    const ca = await certify({ name: 'Gốc', authority: true })
    const middle = await certify({ name: 'Trung gian', authority: true, by: ca })
    const leaf = await certify({ name: 'Đơn vị', by: middle })
    const signed = await signPdf(paper, signer({ ...leaf, chain: [middle.certificate] }))
    expect(verifyPdf(signed, [ca.certificate])).toMatchObject({ state: 'valid', signer: { name: 'Đơn vị' } })
    expect(verifyPdf(await signPdf(paper, signer(leaf)), [ca.certificate])).toEqual({
      state: 'invalid',
      reasons: ['untrusted'],
    })
  })

  test('can be made again with an authority that was kept', async () => {
    const reopened = await openDemoAuthority(root)
    const second = await reopened.issue({ name: 'Uỷ ban nhân dân xã Ngũ Hiệp', code: '00688', at })
    expect(verifyPdf(await signPdf(paper, signer(second)), [root.certificate])).toMatchObject({ state: 'valid' })
  })

  testWith('qpdf')('passes qpdf without a warning', async () => {
    const { status, out } = run('qpdf', ['--check', 'a.pdf'], { 'a.pdf': await signPdf(paper, signer()) })
    expect(out).not.toMatch(/warning/iu)
    expect(status).toBe(0)
  })

  testWith('pdfsig')('is valid for pdfsig, which sees the whole document signed', async () => {
    const { out } = run('pdfsig', ['-nocert', 'a.pdf'], { 'a.pdf': await signPdf(paper, signer()) })
    expect(out).toContain('Signature is Valid')
    expect(out).toContain('Total document signed')
    expect(out).toContain('ETSI.CAdES.detached')
    expect(out).toContain(`Signer Certificate Common Name: ${unitName}`)
  })

  testWith('pdfsig')('is not valid for pdfsig once a byte is changed', async () => {
    const signed = await signPdf(paper, signer())
    signed[1000] = (signed[1000] ?? 0) ^ 1
    expect(run('pdfsig', ['-nocert', 'a.pdf'], { 'a.pdf': signed }).out).not.toContain('Signature is Valid')
  })

  testWith('openssl')('is CAdES for openssl, with the certificate bound', async () => {
    const { content, cms } = takenApart(await signPdf(paper, signer()))
    const { status, out } = run(
      'openssl',
      [
        'cms',
        '-verify',
        '-cades',
        '-binary',
        '-inform',
        'DER',
        '-in',
        'cms.der',
        '-content',
        'content',
        '-CAfile',
        'root.pem',
        '-purpose',
        'any',
        '-out',
        'out',
      ],
      { 'cms.der': cms, content, 'root.pem': root.certificate },
    )
    expect(out).toContain('CAdES Verification successful')
    expect(status).toBe(0)
  })

  testWith('pdftotext')('reads as before: same name, same number', async () => {
    const text = textOf(await signPdf(paper, signer()))
    expect(text).toBe(textOf(paper))
    expect(text).toContain('NGUYỄN VĂN AN')
    expect(text).toContain('Số: 284/TLKS-BS')
  })
})

describe('signing is refused', () => {
  const faultOf = (signing: Promise<Uint8Array>) =>
    signing.then(
      () => 'signed',
      (fault) => (fault instanceof SignFault ? fault.code : fault),
    )

  test('for a file that is signed already', async () => {
    expect(await faultOf(signPdf(await signPdf(paper, signer()), signer()))).toBe('already-signed')
  })

  test.each([
    ['nothing', ''],
    ['another kind of file', 'PK\u0003\u0004'],
    ['a cut-off PDF', '%PDF-1.7\n1 0 obj\n<<>>\nendobj\nstartxref\n9\n%%EOF'],
    [
      'a table that lies',
      '%PDF-1.7\nxref\n0 2\n0000000000 65535 f\r\n0000000000 00000 n\r\ntrailer\n<</Size 2 /Root 1 0 R /ID [<00> <00>]>>\nstartxref\n9\n%%EOF',
    ],
  ])('for %s', async (_what, file) => {
    expect(await faultOf(signPdf(Buffer.from(file, 'latin1'), signer()))).toBe('pdf-structure')
  })

  test('with a key that is not the certificate’s, or too weak', async () => {
    const ca = await certify({ name: 'Gốc', authority: true })
    const weak = await certify({ name: 'Yếu', by: ca, bits: 1024 })
    expect(await faultOf(signPdf(paper, signer({ privateKey: ca.privateKey })))).toBe('key-mismatch')
    expect(await faultOf(signPdf(paper, signer(weak)))).toBe('weak-key')
  })

  test('before and after the certificate is valid', async () => {
    for (const moment of ['2001-01-01', '2099-01-01']) {
      expect(await faultOf(signPdf(paper, signer({ at: new Date(moment) })))).toBe('not-yet-or-no-longer-valid')
    }
  })
})
