import { afterAll, describe, expect, test } from '@jest/globals'
import { bare, example, modules, objectOf, renderer, templateNames, templateOf } from './support/papers.ts'
import { run, testWith, textOf } from './support/tools.ts'

const papers = renderer()
afterAll(() => papers.close())

const render = (name: string, data = example(name), draft = false) =>
  papers.renderPaper({ template: templateOf(name), modules, data, draft })
const latin1 = (pdf: Uint8Array) => Buffer.from(pdf).toString('latin1')
const sizes: Record<string, string> = { receipt: '419.528 x 595.276', 'handover-receipt': '419.528 x 595.276' }

describe('every paper of the counter', () => {
  test.each(templateNames)('%s renders its example as a tagged PDF/A-2a in Vietnamese', async (name) => {
    const pdf = latin1(await render(name))
    expect(pdf.startsWith('%PDF-1.7')).toBe(true)
    for (const mark of [
      '<pdfaid:part>2</pdfaid:part>',
      '<pdfaid:conformance>A</pdfaid:conformance>',
      '/S /GTS_PDFA1',
      '/StructTreeRoot',
      '/Marked true',
      '/Lang (vi-VN)',
      '/S /H1',
      '/Alt ',
      '/ID [',
    ]) {
      expect(pdf).toContain(mark)
    }
    expect(pdf).not.toMatch(/\/(?:JavaScript|Launch|EmbeddedFile|AA)\b/u)
  })

  test.each(templateNames)('%s gives the same bytes for the same data', async (name) => {
    const first = await render(name)
    const other = renderer()
    const second = await other.renderPaper({ template: templateOf(name), modules, data: example(name), draft: false })
    other.close()
    expect(Buffer.compare(first, second)).toBe(0)
    expect(Buffer.compare(first, await render(name))).toBe(0)
  })

  test('carries the date of the paper, not of the day it was made', async () => {
    const pdf = latin1(await render('receipt'))
    expect(pdf).toContain('/CreationDate (D:20171214042000Z)')
  })

  testWith('pdfinfo', 'pdffonts', 'qpdf').each(templateNames)(
    '%s is one page of its size, with embedded fonts that can be searched, and passes qpdf',
    async (name) => {
      const files = { 'a.pdf': await render(name) }
      const info = run('pdfinfo', ['a.pdf'], files).out
      expect(info).toMatch(/Pages:\s+1\b/u)
      expect(info).toContain(sizes[name] ?? '595.276 x 841.89')
      const fonts = run('pdffonts', ['a.pdf'], files)
        .out.split('\n')
        .filter((line) => line.includes('Tinos'))
      expect(fonts.length).toBeGreaterThan(1)
      for (const line of fonts) expect(line).toMatch(/Identity-H\s+yes yes yes/u)
      expect(run('qpdf', ['--check', 'a.pdf'], files).status).toBe(0)
    },
  )

  testWith('pdftotext').each(templateNames)('%s prints unit, motto, code and what the example says', async (name) => {
    const text = textOf(await render(name))
    expect(text).toContain('CỘNG HOÀ XÃ HỘI CHỦ NGHĨA VIỆT NAM')
    expect(text).toContain('Độc lập - Tự do - Hạnh phúc')
    expect(text).toMatch(/(?:UBND )?XÃ ĐÔNG MỸ/u)
    expect(text).toContain('00685-0006-171214-00012-2')
    expect(text).toMatch(/Đông Mỹ, ngày 1[45] tháng 12 năm 2017/u)
  })

  testWith('pdftotext').each(templateNames)(
    '%s as a draft says so and shows neither number nor signature',
    async (name) => {
      const text = textOf(await render(name, example(name), true))
      expect(text).toContain('DỰ THẢO')
      expect(text).not.toContain('Ký bởi')
      const { number } = example(name)
      if (typeof number === 'string') expect(text).not.toContain(number)
    },
  )
})

describe('the receipt', () => {
  testWith('pdftotext')('states the appointment, the fee and the papers received', async () => {
    const text = textOf(await render('receipt'))
    expect(text).toContain('16 giờ 30, thứ Năm, ngày 14/12/2017')
    expect(text).toContain('24.000 ₫ (03 bản × 8.000 ₫)')
    expect(text).toContain('Thẻ căn cước công dân số 001085012345')
    expect(text).toContain('trực tuyến, lúc 10 giờ 52 ngày 14/12/2017')
  })

  testWith('pdftotext')('shows instants in the city’s zone, whatever offset they come with', async () => {
    const text = textOf(await render('receipt', example('receipt', { appointment: '2017-12-13T18:05:00Z' })))
    expect(text).toContain('1 giờ 05, thứ Năm, ngày 14/12/2017')
  })

  testWith('pdftotext')('says why nothing is to pay', async () => {
    const text = textOf(await render('receipt', example('receipt', { fee: { amount: 0, note: 'hộ nghèo' } })))
    expect(text).toContain('không thu (hộ nghèo)')
  })

  testWith('pdfinfo')('runs over to further pages when many papers were received', async () => {
    const papersReceived = Array.from({ length: 40 }, (_, i) => ({
      name: `Giấy tờ thứ ${i}`,
      form: 'bản chụp',
      count: 1,
    }))
    const pdf = await render('receipt', example('receipt', { papers: papersReceived }))
    expect(run('pdfinfo', ['a.pdf'], { 'a.pdf': pdf }).out).toMatch(/Pages:\s+[23]\b/u)
  })
})

describe('the copy of a register extract', () => {
  const adult = {
    fullName: 'Nguyễn Thị Hoàng Phương-Thảo',
    dob: '1990-11-24',
    gender: 'Nữ',
    ethnicity: 'Kinh',
    nationality: 'Việt Nam',
    residence: 'Thôn 1, xã Đông Mỹ',
    idDocument: 'Căn cước công dân số 001190000123',
  }
  const other = { ...adult, fullName: 'Lê Hoàng Long', gender: 'Nam', dob: '1988' }
  const events = [
    { eventType: 'khai-sinh', title: 'TRÍCH LỤC KHAI SINH', row: 'Số định danh cá nhân: Không', data: {} },
    { eventType: 'ket-hon', title: 'TRÍCH LỤC KẾT HÔN', row: 'tên chồng: LÊ HOÀNG LONG', data: { spouse: other } },
    {
      eventType: 'khai-tu',
      title: 'TRÍCH LỤC KHAI TỬ',
      row: 'Đã chết vào lúc: 2 giờ 15, ngày 30 tháng 11 năm 2017',
      data: { death: { at: '2017-11-30T02:15:00+07:00', place: 'Hà Nội', cause: null, notice: null } },
    },
    {
      eventType: 'giam-ho',
      title: 'TRÍCH LỤC ĐĂNG KÝ GIÁM HỘ',
      row: 'người giám hộ: LÊ HOÀNG LONG',
      data: { guardian: other },
    },
    {
      eventType: 'cham-dut-giam-ho',
      title: 'TRÍCH LỤC ĐĂNG KÝ CHẤM DỨT GIÁM HỘ',
      row: 'Lý do chấm dứt việc giám hộ: đã thành niên',
      data: { guardian: other, reason: 'đã thành niên' },
    },
    {
      eventType: 'nhan-cha-me-con',
      title: 'TRÍCH LỤC ĐĂNG KÝ NHẬN CHA, MẸ, CON',
      row: 'người nhận: LÊ HOÀNG LONG',
      data: { recogniser: other, relation: 'cha nhận con' },
    },
    {
      eventType: 'cai-chinh',
      title: 'TRÍCH LỤC CẢI CHÍNH HỘ TỊCH',
      row: 'Nay ghi Phương-Thảo',
      data: {
        title: 'Trích lục cải chính hộ tịch',
        changes: [{ item: 'Tên', from: 'Phương Thảo', to: 'Phương-Thảo' }],
        ground: 'Quyết định số 15/QĐ-UBND',
      },
    },
    {
      eventType: 'con-nuoi',
      title: 'TRÍCH LỤC ĐĂNG KÝ NUÔI CON NUÔI',
      row: 'cha nuôi: LÊ HOÀNG LONG',
      data: { father: other, mother: adult, giver: null },
    },
  ]

  testWith('pdftotext').each(events)(
    'of $eventType has its title, its rows and the mark of a copy',
    async ({ eventType, title, row, data }) => {
      const subject = eventType === 'khai-sinh' ? {} : { subject: adult }
      const text = textOf(
        await render('trich-luc-ban-sao', example('trich-luc-ban-sao', { ...subject, eventType, ...data })),
      )
      expect(text).toContain(title)
      expect(text).toContain('(BẢN SAO)')
      expect(text).toContain(row)
      expect(text).toContain('Số: 284/TLKS-BS')
      expect(text).toContain('Số: 41, quyển số 01/1986')
      expect(text).toContain(eventType === 'khai-sinh' ? 'NGUYỄN VĂN AN' : 'NGUYỄN THỊ HOÀNG PHƯƠNG-THẢO')
    },
  )

  testWith('pdftotext')('writes the day of birth in words and the seal of the signature', async () => {
    const text = textOf(await render('trich-luc-ban-sao'))
    expect(text).toContain('Ghi bằng chữ: Ngày mùng hai, tháng ba, năm một nghìn chín trăm tám mươi sáu')
    expect(text).toContain('Ký bởi: UỶ BAN NHÂN DÂN XÃ ĐÔNG MỸ')
    expect(text).toContain('Thời gian ký: 14/12/2017 15:42:08 +07:00')
  })

  testWith('pdftotext')('prints "Không" for what the register lacks', async () => {
    const { date, unit, dossier, check } = example('trich-luc-ban-sao')
    const text = textOf(
      await render('trich-luc-ban-sao', {
        date: date ?? '',
        unit: unit ?? {},
        dossier: dossier ?? {},
        check: check ?? {},
        eventType: 'khai-sinh',
      }),
    )
    for (const label of [
      'Họ, chữ đệm, tên',
      'Nơi sinh',
      'Quê quán',
      'Họ, chữ đệm, tên người mẹ',
      'Ghi chú',
      'Ngày, tháng, năm sinh',
    ]) {
      expect(text).toContain(`${label}: Không`)
    }
  })

  testWith('pdftotext')('keeps a name of 150 letters whole', async () => {
    const fullName = `${'Nguyễn Thị Hoàng Phương-Thảo '.repeat(5)}Ân Ẩn`.slice(0, 150)
    const subject = { ...objectOf(example('trich-luc-ban-sao').subject ?? null), fullName }
    const text = textOf(await render('trich-luc-ban-sao', example('trich-luc-ban-sao', { subject })))
    expect(text).toContain(fullName.toUpperCase())
  })
})

describe('a paper with gaps in its data', () => {
  const structure =
    /\.\d+$|^(?:date|unit|dossier|check|applicant|papers|items|reasons|steps|facts|questions|fee|delay|originalsCompared|eventType|channel|verdict)$|\.(?:count|amount|verdict)$|^signature\.at$/u

  test.each(templateNames)('%s still renders when any one text or date is missing', async (name) => {
    for (const path of leaves(example(name)).filter(
      (leaf) => !structure.test(leaf) && !/^(?:unit|check|dossier|date)\b/u.test(leaf),
    )) {
      for (const gap of [null, ''] as const) {
        const data = withValue(example(name), path.split('.'), gap)
        await expect(render(name, objectOf(data))).resolves.toBeInstanceOf(Uint8Array)
      }
    }
  })
})

describe('Vietnamese dates, numbers and money', () => {
  const cases: [call: string, expected: string][] = [
    ['day("2017-12-14")', '14/12/2017'],
    ['day("1986-03")', '03/1986'],
    ['day("1957")', '1957'],
    ['day("không rõ")', 'không rõ'],
    ['long-day("2017-02-04")', 'ngày 04 tháng 02 năm 2017'],
    ['long-day("1986-03-10")', 'ngày 10 tháng 3 năm 1986'],
    ['long-day("2017-12-31T18:30:00Z")', 'ngày 01 tháng 01 năm 2018'],
    ['day-in-words("2000-01-01")', 'Ngày mùng một, tháng một, năm hai nghìn'],
    ['day-in-words("2005-04-21")', 'Ngày hai mươi mốt, tháng tư, năm hai nghìn không trăm linh năm'],
    ['day-in-words("2015-10-15")', 'Ngày mười lăm, tháng mười, năm hai nghìn không trăm mười lăm'],
    ['day-in-words("2024-02-29")', 'Ngày hai mươi chín, tháng hai, năm hai nghìn không trăm hai mươi tư'],
    ['day-in-words("1931")', 'Năm một nghìn chín trăm ba mươi mốt'],
    ['money(0)', '0\u00a0₫'],
    ['money(8000)', '8.000\u00a0₫'],
    ['money(1234567)', '1.234.567\u00a0₫'],
    ['money-in-words(24000)', 'Hai mươi tư nghìn đồng'],
    ['money-in-words(1005000)', 'Một triệu không trăm linh năm nghìn đồng'],
    ['money-in-words(115055)', 'Một trăm mười lăm nghìn không trăm năm mươi lăm đồng'],
    ['money-in-words(2000000001)', 'Hai tỷ không trăm linh một đồng'],
    ['hour("2017-12-14T08:00:00+07:00")', '8 giờ'],
    ['appointment("2017-12-17T09:05:00+07:00")', '9 giờ 05, Chủ nhật, ngày 17/12/2017'],
    ['appointment(none)', '………'],
    ['stamp-time("2017-12-14T08:42:08Z")', '14/12/2017 15:42:08 +07:00'],
    ['count(3)', '03'],
  ]
  test.each(cases)('%s is written %s', async (call, expected) => {
    const template = bare(
      `#import "shared/vietnamese.typ": *\n#assert.eq(${call}, ${JSON.stringify(expected)})\n#linebreak()`,
    )
    await expect(papers.renderPaper({ template, modules, data: {}, draft: false })).resolves.toBeInstanceOf(Uint8Array)
  })
})

type Json = Parameters<typeof objectOf>[0]

function leaves(value: Json, path: readonly string[] = []): string[] {
  const own = path.length > 0 ? [path.join('.')] : []
  if (typeof value !== 'object' || value === null) return own
  return [...own, ...Object.entries(value).flatMap(([key, inner]) => leaves(inner, [...path, key]))]
}

function withValue(value: Json, path: readonly string[], replacement: null | ''): NonNullable<Json> | null {
  const [key, ...rest] = path
  if (key === undefined) return replacement
  if (Array.isArray(value))
    return value.map((entry, i) => (String(i) === key ? withValue(entry, rest, replacement) : entry))
  const object = objectOf(value)
  return { ...object, [key]: withValue(object[key] ?? null, rest, replacement) }
}
