import { describe as about, expect, test } from '@jest/globals'
import { createElement } from 'react'
import { renderToStaticMarkup } from 'react-dom/server'
import { describe, type Form, type Language } from '#forms'
import { FormRows, FormStep, type FormStepProps } from '../../../web/forms/index.ts'
import { aContext, aForm } from './a-form.ts'
import { everyKind, goodAnswers } from './every-kind.ts'

const never = () => Promise.reject(new Error('nothing is loaded on the server'))

function rendered(form: Form, more: Partial<FormStepProps> = {}): string {
  return renderToStaticMarkup(
    createElement(
      FormStep,
      {
        form,
        answers: {},
        context: aContext(),
        language: 'vi' satisfies Language,
        uploads: { upload: never, remove: never },
        units: { list: never, path: never },
        onDone: () => undefined,
        ...more,
      },
      createElement('button', { type: 'submit' }, 'Tiếp tục'),
    ),
  )
}

about('a rendered step', () => {
  const html = rendered(everyKind(), { answers: goodAnswers })

  test('ties each label to its control', () => {
    const ids = new Set([...html.matchAll(/\bid="([^"]+)"/g)].map((match) => match[1]))
    const labels = [...html.matchAll(/\bfor="([^"]+)"/g)].map((match) => match[1])
    expect(labels.length).toBeGreaterThan(15)
    expect(labels.filter((id) => !ids.has(id))).toEqual([])
    const described = [...html.matchAll(/aria-describedby="([^"]+)"/g)].flatMap((match) => (match[1] ?? '').split(' '))
    expect(described.filter((id) => !ids.has(id))).toEqual([])
  })

  test('gives no id twice', () => {
    const ids = [...html.matchAll(/\bid="([^"]+)"/g)].map((match) => match[1])
    expect(ids.filter((id, index) => ids.indexOf(id) !== index)).toEqual([])
  })

  test('shows what the answers are', () => {
    expect(html).toContain('value="Nguyễn Văn An"')
    expect(html).toContain('value="2,5"')
    expect(html).toMatch(/value="02"[^>]*>.*value="03"[^>]*>.*value="1985"/s)
    expect(html).toContain('>vay vốn\nngân hàng</textarea>')
    expect(html).toMatch(/<option value="cccd" selected="">/)
    expect(html).toMatch(/type="radio"[^>]*value="buu-dien"|value="buu-dien"[^>]*checked/)
    expect(html).toContain('can-cuoc.jpg')
    expect(html).toContain('value="Huế"')
  })

  test('shows a computed answer as text, not as an input', () => {
    expect(html).toMatch(/<dt>Diện tích<\/dt><dd>7,5\u00a0m²<\/dd>/)
    expect(html).not.toContain('name="area"')
  })

  test('says of an answer that is not yet worked out that nobody has to fill it', () => {
    expect(rendered(everyKind())).toMatch(/<dt>Diện tích<\/dt><dd><span class="soft">Tự tính khi đã điền đủ</)
  })

  test('carries no inline style, no script and no HTML of the form’s author', () => {
    const hostile = rendered(
      aForm(
        { type: 'html', content: '<img src=x onerror=alert(1)><script>alert(2)</script><b>Mang bản chính</b>' },
        {
          type: 'textfield',
          key: 'a',
          label: '<img src=x onerror=alert(1)>',
          description: '<script>alert(3)</script>',
        },
        { type: 'radio', key: 'b', label: 'B', values: [{ value: '"><script>', label: '<svg onload=alert(1)>' }] },
      ),
      { answers: { a: '"><script>alert(4)</script>' } },
    )
    expect(hostile).toContain('<strong>Mang bản chính</strong>')
    expect(hostile).not.toMatch(/<script|<img|<svg|style=/)
    expect(html).not.toContain('style=')
  })

  test('hides what the answers hide', () => {
    expect(html).toContain('name="address"')
    expect(rendered(everyKind(), { answers: { ...goodAnswers, pickup: 'mot-cua' } })).not.toContain('name="address"')
  })

  test('says which answers are not needed, once', () => {
    const both = rendered(
      aForm(
        { type: 'textfield', key: 'a', label: 'Họ tên', validate: { required: true } },
        { type: 'textfield', key: 'b', label: 'Ghi chú' },
        { type: 'textfield', key: 'c', label: 'Số đăng ký (nếu biết)' },
      ),
    )
    expect(both.match(/không bắt buộc/g)).toHaveLength(1)
    expect(both).toMatch(/Ghi chú<span class="soft"> \(không bắt buộc\)<\/span>/)
    expect(both.match(/aria-required="true"/g)).toHaveLength(1)
  })

  test('shows only its own step', () => {
    const group = (step: string, key: string) => ({
      type: 'group',
      label: step,
      properties: { step },
      components: [{ type: 'textfield', key, label: key }],
    })
    const form = aForm(group('one', 'a'), group('two', 'b'))
    expect(rendered(form, { step: 'two' })).toContain('name="b"')
    expect(rendered(form, { step: 'two' })).not.toContain('name="a"')
  })

  test('shows what the server found, beside the field and in the summary', () => {
    const form = aForm({ type: 'textfield', key: 'a', label: 'Số căn cước' })
    const problem = { path: 'a', code: 'form.pattern', message: { vi: 'Mới có 11 chữ số.', en: 'Only 11 digits.' } }
    const html = rendered(form, { serverProblems: [problem] })
    expect(html).toContain('<h2 id="form-problems">Có 1 chỗ cần sửa</h2>')
    expect(html).toContain('<a href="#f-a">Số căn cước: Mới có 11 chữ số.</a>')
    expect(html).toMatch(/<p class="err" id="f-a-e">.*Mới có 11 chữ số\./)
    expect(html).toMatch(/aria-describedby="f-a-e" aria-invalid="true"/)
    expect(rendered(form, { serverProblems: [problem], language: 'en' })).toContain('Only 11 digits.')
  })
})

about('a supplement', () => {
  const form = aForm(
    { type: 'textfield', key: 'a', label: 'Họ tên' },
    { type: 'textfield', key: 'b', label: 'Địa chỉ' },
    { type: 'textfield', key: 'c', label: 'Thư điện tử' },
    { type: 'textfield', key: 'd', label: 'Lý do', validate: { required: '=b = "Thôn 1"' } },
  )
  const given = { a: 'Lê An', b: 'Thôn 1' }
  const context = aContext({ given, only: ['b'] })

  test('shows only what is marked, with what the officer asks', () => {
    const html = rendered(form, { context, answers: given, openOnly: true, marks: new Map([['b', 'Ghi rõ số nhà']]) })
    expect(html).not.toContain('Lê An')
    // Empty and not marked: shown only if what is answered now demands it.
    expect(html).not.toContain('name="c"')
    expect(html).toContain('name="d"')
    expect(html).toContain('value="Thôn 1"')
    expect(html).toContain('Ghi rõ số nhà')
  })

  test('can show the rest as text', () => {
    const html = rendered(form, { context, answers: given })
    expect(html).toContain('<dd>Lê An</dd>')
    expect(html).not.toContain('name="a"')
  })
})

about('rows of answers', () => {
  const steps = describe(everyKind(), goodAnswers, aContext(), 'vi')

  test('show answers in words, with a way to change each', () => {
    const html = renderToStaticMarkup(
      createElement(FormRows, {
        steps,
        language: 'vi',
        editHref: (_step, row) => `#${row.path}`,
        fileHref: (file) => `/files/${file.id}`,
      }),
    )
    expect(html).toContain('<dt>Ngày sinh</dt><dd>02/03/1985</dd>')
    expect(html).toContain('<a href="#born">Sửa<span class="sr"> ngày sinh</span></a>')
    expect(html).toContain('<a href="/files/f1">can-cuoc.jpg</a> <span class="soft small">1,2 MB</span>')
    expect(html).toContain('<span class="lines">vay vốn\nngân hàng</span>')
    expect(html).toContain('<span class="soft">Không điền</span>')
    expect(html).toContain('Nơi: Huế; Từ ngày: 01/02/2010; Lý do: học')
  })

  test('can be read-only and leave out what is not given', () => {
    const html = renderToStaticMarkup(createElement(FormRows, { steps, language: 'en', givenOnly: true }))
    expect(html).toContain('class="rows plain"')
    expect(html).not.toMatch(/Not given|Change/)
  })
})
