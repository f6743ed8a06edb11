import { SaxesParser } from 'saxes'

/** An element of a DMN file; names are local, of any other namespace than DMN's they are left out. */
export interface XmlElement {
  name: string
  attributes: ReadonlyMap<string, string>
  children: XmlElement[]
  text: string
}

export type XmlResult = { ok: true; root: XmlElement } | { ok: false; error: string }

const limits = {
  characters: 2_097_152,
  depth: 60,
  elements: 50_000,
  attributes: 50,
  attribute: 10_000,
} as const

/** DMN 1.1 to 1.5. */
const namespaces = new Set([
  'http://www.omg.org/spec/DMN/20151101/dmn.xsd',
  'http://www.omg.org/spec/DMN/20180521/MODEL/',
  'https://www.omg.org/spec/DMN/20191111/MODEL/',
  'https://www.omg.org/spec/DMN/20211108/MODEL/',
  'https://www.omg.org/spec/DMN/20230324/MODEL/',
])

class XmlFault extends Error {}

/**
 * Reads XML into plain elements. Sizes and depth are bounded, a DOCTYPE is refused (so no entities but XML's own), and
 * nothing outside the text is ever read.
 */
export function readDmnXml(xml: string): XmlResult {
  try {
    return { ok: true, root: read(xml) }
  } catch (error) {
    // saxes reports faults as plain errors with the place in the message.
    return { ok: false, error: error instanceof Error ? error.message : 'the file cannot be read' }
  }
}

function read(xml: string): XmlElement {
  if (xml.length > limits.characters) throw new XmlFault(`the file is longer than ${limits.characters} characters`)
  const parser = new SaxesParser({ xmlns: true })
  const open: XmlElement[] = []
  let root: XmlElement | undefined
  let elements = 0
  let foreign = 0

  parser.on('error', (error) => {
    throw new XmlFault(`not well-formed: ${error.message}`)
  })
  parser.on('doctype', () => {
    throw new XmlFault('a document type declaration (DOCTYPE) is not allowed')
  })
  parser.on('opentag', (tag) => {
    elements += 1
    if (elements > limits.elements) throw new XmlFault(`more than ${limits.elements} elements`)
    if (open.length + foreign >= limits.depth) throw new XmlFault(`elements are nested deeper than ${limits.depth}`)
    if (foreign > 0 || (open.length > 0 && !namespaces.has(tag.uri))) {
      foreign += 1
      return
    }
    if (open.length === 0 && !(namespaces.has(tag.uri) && tag.local === 'definitions')) {
      throw new XmlFault('the root element is not definitions of DMN 1.1 to 1.5')
    }
    const element: XmlElement = { name: tag.local, attributes: attributesOf(tag.attributes), children: [], text: '' }
    open.at(-1)?.children.push(element)
    root ??= element
    open.push(element)
  })
  parser.on('closetag', () => {
    if (foreign > 0) foreign -= 1
    else open.pop()
  })
  const addText = (text: string): void => {
    const element = open.at(-1)
    if (element && foreign === 0) element.text += text
  }
  parser.on('text', addText)
  parser.on('cdata', addText)
  parser.write(xml.startsWith('\uFEFF') ? xml.slice(1) : xml).close()
  if (!root) throw new XmlFault('the file is empty')
  return root
}

/** Attributes without a namespace prefix. */
function attributesOf(given: {
  [name: string]: { local: string; prefix: string; value: string }
}): Map<string, string> {
  const all = Object.values(given)
  if (all.length > limits.attributes) throw new XmlFault(`more than ${limits.attributes} attributes on one element`)
  for (const { value } of all) {
    if (value.length > limits.attribute)
      throw new XmlFault(`an attribute is longer than ${limits.attribute} characters`)
  }
  return new Map(all.filter(({ prefix }) => prefix === '').map(({ local, value }) => [local, value]))
}

export function childrenOf(element: XmlElement, name: string): XmlElement[] {
  return element.children.filter((child) => child.name === name)
}

export function childOf(element: XmlElement, name: string): XmlElement | undefined {
  return element.children.find((child) => child.name === name)
}

/** The text of the element's `text` child; undefined if there is none. */
export function textOf(element: XmlElement): string | undefined {
  return childOf(element, 'text')?.text
}
