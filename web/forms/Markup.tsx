import { createElement, Fragment, type ReactNode } from 'react'
import type { Block, Span } from '#forms'

/** Shown text, from data: no HTML is ever set. */
export function Markup({ blocks }: { blocks: readonly Block[] }) {
  return createElement(Fragment, null, ...blocks.map(blockOf))
}

// The parts never change their order, so they are given as arguments and need no keys.
function blockOf(block: Block): ReactNode {
  if (block.type === 'heading') return createElement('h2', null, ...block.spans.map(spanOf))
  if (block.type === 'paragraph') return createElement('p', null, ...block.spans.map(spanOf))
  return createElement('ul', null, ...block.items.map((spans) => createElement('li', null, ...spans.map(spanOf))))
}

function spanOf(span: Span): ReactNode {
  if (span.href !== undefined) {
    return (
      <a href={span.href} rel="noopener noreferrer">
        {span.text}
      </a>
    )
  }
  if (span.strong) return <strong>{span.text}</strong>
  if (span.emphasis) return <em>{span.text}</em>
  return withBreaks(span.text)
}

/** Keeps line breaks (`.lines` in forms.css). */
export function withBreaks(text: string): ReactNode {
  return text.includes('\n') ? <span className="lines">{text}</span> : text
}
