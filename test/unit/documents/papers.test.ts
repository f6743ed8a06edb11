import { afterAll, describe, expect, test } from '@jest/globals'
import { bare, example, modules, objectOf, renderer, templateNames, templateOf } from './support/papers.ts'
import { isCode } from './support/printed.ts'
import { run, testWith, textOf } from './support/tools.ts'

// Time is for a machine that does other work as well.
const papers = renderer({ timeMs: 50_000, waitMs: 50_000 })
afterAll(() => papers.close())

const render = (name: string, data = example(name), draft = false) =>
  papers.renderPaper({ template: templateOf(name), modules, data, draft })
const latin1 = (pdf: Uint8Array) => Buffer.from(pdf).toString('latin1')

describe('the receipt', () => {
  test('carries the date of the paper, not of the day it was made', async () => {
    const pdf = latin1(await render('receipt'))
    expect(pdf).toContain('/CreationDate (D:20171214042000Z)')
  })

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
  const always = /^(?:unit|check|dossier|date)\b|^signature\.at$/u
  /** Texts and moments; of a list those of its first entry. Codes are words of the templates' own tables. */
  const texts = (name: string) =>
    leaves(example(name)).filter(
      ({ path, value }) =>
        typeof value === 'string' &&
        !isCode(value) &&
        !always.test(path.join('.')) &&
        !path.some((key) => Number(key) > 0),
    )

  test.each(templateNames)('%s still renders when any one text or date is missing', async (name) => {
    for (const [i, { path }] of texts(name).entries()) {
      const data = objectOf(withValue(example(name), path, i % 2 === 0 ? null : ''))
      await expect(render(name, data)).resolves.toBeInstanceOf(Uint8Array)
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
    ['number(72.5)', '72,5'],
    ['number(241.25)', '241,25'],
    ['number(1250)', '1.250'],
    ['number(-0.125)', '−0,125'],
    ['number("không rõ")', 'không rõ'],
  ]
  test.each(cases)('%s is written %s', async (call, expected) => {
    const template = bare(
      `#import "shared/vietnamese.typ": *\n#assert.eq(${call}, ${JSON.stringify(expected)})\n#linebreak()`,
    )
    await expect(papers.renderPaper({ template, modules, data: {}, draft: false })).resolves.toBeInstanceOf(Uint8Array)
  })
})

type Json = Parameters<typeof objectOf>[0]

function leaves(value: Json, path: readonly string[] = []): { path: readonly string[]; value: Json }[] {
  if (typeof value !== 'object' || value === null) return [{ path, value }]
  return Object.entries(value).flatMap(([key, inner]) => leaves(inner, [...path, key]))
}

function withValue(value: Json, path: readonly string[], replacement: null | ''): NonNullable<Json> | null {
  const [key, ...rest] = path
  if (key === undefined) return replacement
  if (Array.isArray(value))
    return value.map((entry, i) => (String(i) === key ? withValue(entry, rest, replacement) : entry))
  const object = objectOf(value)
  return { ...object, [key]: withValue(object[key] ?? null, rest, replacement) }
}
