/** Shown text as plain data: what a page renders without ever setting HTML. */
export type Block =
  | { type: 'paragraph'; spans: readonly Span[] }
  | { type: 'heading'; spans: readonly Span[] }
  | { type: 'list'; items: readonly (readonly Span[])[] }

export type Span = { text: string; strong?: boolean; emphasis?: boolean; href?: string }

const LONGEST_MARKUP = 20_000

/**
 * The Markdown that form-js texts use, as far as it is needed: paragraphs, `# headings`, `- lists`, `**strong**`,
 * `*emphasis*` and `[links](https://…)`. Everything else stays as typed.
 */
export function readMarkdown(source: string): Block[] {
  return blocksOf(source.slice(0, LONGEST_MARKUP))
}

/** The text of an `html` component: known tags become markup, all others vanish, scripts and styles with what they hold. */
export function readHtml(source: string): Block[] {
  const text = source
    .slice(0, LONGEST_MARKUP)
    .replace(/<(script|style|template|svg|math|iframe|noscript|title)\b[\s\S]*?(?:<\/\1\s*>|$)/gi, ' ')
    .replace(/<!--[\s\S]*?(?:-->|$)/g, ' ')
    .replace(/\s+/g, ' ')
    .replace(
      /<a\b[^>]*?\bhref\s*=\s*(?:"([^"]*)"|'([^']*)')[^>]*>([^<]*)<\/a\s*>/gi,
      (_all, double, single, label) => `[${label}](${double ?? single})`,
    )
    .replace(/<\/?(?:b|strong)\s*>/gi, '**')
    .replace(/<\/?(?:i|em)\s*>/gi, '*')
    .replace(/<h[1-6]\b[^>]*>/gi, '\n\n# ')
    .replace(/<li\b[^>]*>/gi, '\n- ')
    .replace(/<\/?(?:p|div|ul|ol|h[1-6]|section|table|tr)\b[^>]*>/gi, '\n\n')
    .replace(/<br\s*\/?>/gi, '\n')
    .replace(/<[^>]*(?:>|$)/g, '')
  return blocksOf(decoded(text))
}

/** Only these addresses become links; `javascript:` and all others stay text. */
export function isSafeAddress(address: string): boolean {
  return /^(?:https:\/\/[^\s"'<>\\]+|mailto:[^\s"'<>\\]+|tel:[+\d\s.-]+|\/(?![/\\])[^\s"'<>\\]*)$/.test(address)
}

function blocksOf(text: string): Block[] {
  return text
    .split(/\n[ \t]*\n/)
    .map((part) => part.trim())
    .filter((part) => part !== '')
    .map((part): Block => {
      const heading = /^#{1,6} +(.*)$/.exec(part)
      if (heading) return { type: 'heading', spans: spansOf(heading[1] ?? '') }
      const lines = part.split('\n').map((line) => line.trim())
      if (lines.every((line) => /^[-*] /.test(line))) {
        return { type: 'list', items: lines.map((line) => spansOf(line.slice(2).trim())) }
      }
      return { type: 'paragraph', spans: spansOf(lines.join('\n')) }
    })
}

function spansOf(text: string): Span[] {
  const spans: Span[] = []
  let from = 0
  for (const mark of text.matchAll(MARK)) {
    if (mark.index > from) spans.push({ text: text.slice(from, mark.index) })
    const [all, strong, emphasis, label, href] = mark
    if (strong !== undefined) spans.push({ text: strong, strong: true })
    else if (emphasis !== undefined) spans.push({ text: emphasis, emphasis: true })
    else if (label !== undefined && href !== undefined && isSafeAddress(href)) spans.push({ text: label, href })
    else spans.push({ text: label ?? all })
    from = mark.index + all.length
  }
  if (from < text.length) spans.push({ text: text.slice(from) })
  return spans
}

const MARK = /\*\*([^*\n]{1,500})\*\*|\*([^*\n]{1,500})\*|\[([^\][\n]{1,300})\]\(([^()\s]{1,500})\)/g

const ENTITIES: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'", nbsp: '\u00a0' }

function decoded(text: string): string {
  return text.replace(/&(lt|gt|amp|quot|apos|nbsp);/g, (all, name: string) => ENTITIES[name] ?? all)
}
