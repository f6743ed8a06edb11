import { BpmnModdle, type ReaderContext, type ReaderOptions } from 'bpmn-moddle'
import zeebe from 'zeebe-bpmn-moddle/resources/zeebe.json' with { type: 'json' }
import type { Node } from './node.ts'
import { faultInXml } from './xml-limits.ts'

/**
 * Warnings of the parser that mean no loss: extensions that it does not know, and references to nothing, which the
 * structural rules tell of where they matter.
 */
const HARMLESS = /^(unknown attribute|unresolved reference)|nested error: unknown type <(?!bpmn:)/

/** A reference to an element that is not there. */
export interface Unresolved {
  /** The element that refers. */
  element: Node
  /** Such as `bpmn:activityRef`. */
  property: string
  /** The id that nothing has. */
  id: string
}

export type Reading = { ok: true; definitions: Node; unresolved: Unresolved[] } | { ok: false; error: string }

/**
 * The parser counts the lines of the file anew for each thing that it cannot place: a large file full of them would
 * hold the engine for minutes. So it gives up after as many as anybody reads.
 */
const MOST_UNPARSABLE = 200

/** Options of moddle's reader: its own root handler, told of a context whose warnings end somewhere. */
const giveUpEarly: ReaderOptions = {
  handler(typeName) {
    const reader: Required<ReaderOptions> = Object.getPrototypeOf(this)
    const root = reader.handler.call(this, typeName)
    let context: ReaderContext | undefined
    return Object.defineProperty(root, 'context', {
      get: () => context,
      set(given: ReaderContext) {
        let unparsable = 0
        const addWarning = given.addWarning.bind(given)
        given.addWarning = (warning) => {
          if (warning.error && ++unparsable > MOST_UNPARSABLE)
            throw new Error(`More than ${MOST_UNPARSABLE} things cannot be read; the last: ${warning.message}`)
          addWarning(warning)
        }
        context = given
      },
    })
  },
}

/** Parses BPMN XML after its limits are checked. The error is the parser's text. */
export async function readBpmn(text: string): Promise<Reading> {
  const fault = faultInXml(text)
  if (fault !== undefined) return { ok: false, error: fault }
  try {
    const { rootElement, warnings } = await new BpmnModdle({ zeebe }).fromXML(text, 'bpmn:Definitions', giveUpEarly)
    const losses = warnings.map(({ message }) => message).filter((message) => !HARMLESS.test(message))
    if (losses.length > 0) return { ok: false, error: losses.join('\n') }
    const unresolved = warnings.flatMap(({ element, property, value }) =>
      element && property !== undefined && value !== undefined ? [{ element, property, id: value }] : [],
    )
    return { ok: true, definitions: rootElement, unresolved }
  } catch (error) {
    return { ok: false, error: error instanceof Error ? error.message : String(error) }
  }
}
