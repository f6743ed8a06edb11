import { describe, expect, test } from '@jest/globals'
import { isSafeAddress } from '#forms'
import { aForm } from './a-form.ts'

const blocksOf = (component: { type: string; [name: string]: string }) => {
  const item = aForm(component).steps[0]?.items[0]
  return item?.type === 'text' ? item.blocks.vi : []
}

describe('shown text', () => {
  test('has paragraphs, headings, lists, strong words and links', () => {
    expect(
      blocksOf({ type: 'text', text: '# Lưu ý\n\nMang **bản chính**, xem [luật](https://vbpl.vn/1).\n\n- một\n- hai' }),
    ).toEqual([
      { type: 'heading', spans: [{ text: 'Lưu ý' }] },
      {
        type: 'paragraph',
        spans: [
          { text: 'Mang ' },
          { text: 'bản chính', strong: true },
          { text: ', xem ' },
          { text: 'luật', href: 'https://vbpl.vn/1' },
          { text: '.' },
        ],
      },
      { type: 'list', items: [[{ text: 'một' }], [{ text: 'hai' }]] },
    ])
  })

  test('an html component becomes the same', () => {
    expect(
      blocksOf({
        type: 'html',
        content: '<h2>Lưu ý</h2><p>Mang <b>bản chính</b> &amp; bản sao</p><ul><li>một</li><li>hai</li></ul>',
      }),
    ).toEqual([
      { type: 'heading', spans: [{ text: 'Lưu ý' }] },
      { type: 'paragraph', spans: [{ text: 'Mang ' }, { text: 'bản chính', strong: true }, { text: ' & bản sao' }] },
      { type: 'list', items: [[{ text: 'một' }], [{ text: 'hai' }]] },
    ])
  })

  test.each([
    '<img src=x onerror=alert(1)>',
    '<script>alert(1)</script>',
    '<style>*{background:url(//evil)}</style>',
    '<iframe srcdoc="<script>alert(1)</script>"></iframe>',
    '<svg><script>alert(1)</script></svg>',
    '<a href="javascript:alert(1)">x</a>',
    '<math><mi//xlink:href="data:x,<script>alert(4)</script>">',
    '<form action="//evil"><input name=body></form>',
    '<script',
    '<scr<script></script>ipt>alert(1)</script>',
  ])('22: of %s nothing that acts is left', (content) => {
    const text = JSON.stringify(blocksOf({ type: 'html', content }))
    expect(text).not.toMatch(/<|href|onerror|evil/)
  })

  test.each([
    ['https://dichvucong.gov.vn/a?b=1', true],
    ['mailto:motcua@hanoi.vn', true],
    ['/tra-cuu', true],
    ['javascript:alert(1)', false],
    ['JaVaScRiPt:alert(1)', false],
    ['data:text/html,x', false],
    ['//evil.example', false],
    ['/\\evil.example', false],
    ['http://plain.example', false],
    ['https://a"onclick="x', false],
    [' javascript:alert(1)', false],
  ])('the address %s is safe: %s', (address, safe) => {
    expect(isSafeAddress(address)).toBe(safe)
  })
})
