/** What a PDF is made of, as qpdf tells it: objects with their dictionaries, for the rules of an archive file. */
import { run } from './run-tool.ts'

type Json = string | number | boolean | null | Json[] | { [key: string]: Json }
type Dictionary = { [key: string]: Json }

export interface Structure {
  /** What breaks a rule, in words; empty for a file that may be kept. */
  readonly faults: readonly string[]
  /** Names of the embedded fonts, without the tag of the subset. */
  readonly fonts: readonly string[]
}

const isDictionary = (value: Json | undefined): value is Dictionary =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
const dictionary = (value: Json | undefined): Dictionary => (isDictionary(value) ? value : {})

/** Keys that run something, reach outside, or carry another file. */
const forbidden = new Set([
  ...['/JavaScript', '/JS', '/Launch', '/AA', '/OpenAction', '/EmbeddedFiles', '/EmbeddedFile', '/RichMedia'],
  ...['/XFA', '/SubmitForm', '/ImportData', '/GoToR', '/Sound', '/Movie', '/Encrypt'],
])

/** Reads a PDF and judges it after PDF/A-2a (ISO 19005-2) as far as its objects tell. */
export function structureOf(pdf: Uint8Array): Structure {
  const read = run('qpdf', ['--json', '--json-stream-data=inline', '--decode-level=generalized', 'a.pdf'], {
    'a.pdf': pdf,
  })
  const file: Dictionary = JSON.parse(read.out)
  const objects = dictionary(Array.isArray(file.qpdf) ? file.qpdf[1] : undefined)
  const faults: string[] = []
  const must = (holds: boolean, fault: string) => {
    if (!holds) faults.push(fault)
  }

  /** The dictionary of an object or, of a reference, of the object it names. */
  const at = (value: Json | undefined): Dictionary => {
    if (typeof value !== 'string') return dictionary(value)
    const object = dictionary(objects[`obj:${value}`])
    return dictionary(object.value ?? dictionary(object.stream).dict)
  }
  const listAt = (value: Json | undefined): Json[] => {
    const named = typeof value === 'string' ? dictionary(objects[`obj:${value}`]).value : value
    return Array.isArray(named) ? named : []
  }
  const streamText = (value: Json | undefined): string => {
    const data = typeof value === 'string' ? dictionary(dictionary(objects[`obj:${value}`]).stream).data : undefined
    return typeof data === 'string' ? Buffer.from(data, 'base64').toString('utf8') : ''
  }

  const trailer = dictionary(dictionary(objects.trailer).value)
  const catalog = at(trailer['/Root'])
  must(Array.isArray(trailer['/ID']) && trailer['/ID'].length === 2, 'no /ID')

  const metadata = streamText(catalog['/Metadata'])
  must(/<pdfaid:part>2<\/pdfaid:part>/u.test(metadata), 'XMP without part 2')
  must(/<pdfaid:conformance>A<\/pdfaid:conformance>/u.test(metadata), 'XMP without conformance A')
  must(/<dc:title>.*<rdf:li[^>]*>[^<]+</su.test(metadata), 'XMP without a title')
  must(/<xmp:CreateDate>[^<]+</u.test(metadata), 'XMP without a date')

  const intents = listAt(catalog['/OutputIntents']).map(at)
  must(
    intents.some((intent) => intent['/S'] === '/GTS_PDFA1'),
    'no OutputIntent of PDF/A',
  )
  must(
    intents.every((intent) => typeof at(intent['/DestOutputProfile'])['/N'] === 'number'),
    'OutputIntent without a colour profile',
  )

  must(at(catalog['/MarkInfo'])['/Marked'] === true, 'not marked as tagged')
  const tree = at(catalog['/StructTreeRoot'])
  must(tree['/Type'] === '/StructTreeRoot' && tree['/K'] !== undefined, 'no structure tree')
  must(tree['/ParentTree'] !== undefined, 'structure tree without its parent tree')
  must(catalog['/Lang'] === 'u:vi-VN', 'language is not vi-VN')

  const dictionaries = Object.keys(objects).map((key) => at(key.replace(/^obj:/u, '')))
  for (const found of dictionaries.flatMap((one) => [...keysAndNames(one)])) {
    must(!forbidden.has(found), `contains ${found}`)
  }

  const tags = new Set(dictionaries.filter((one) => one['/Type'] === '/StructElem').map((one) => one['/S']))
  must(tags.has('/H1'), 'no heading of the first level')
  must(tags.has('/P'), 'no paragraph')
  for (const figure of dictionaries.filter((one) => one['/Type'] === '/StructElem' && one['/S'] === '/Figure')) {
    must(
      typeof figure['/Alt'] === 'string' || JSON.stringify(figure['/A'] ?? '').includes('/Alt'),
      'a figure without words',
    )
  }

  const fonts = dictionaries.filter((one) => one['/Type'] === '/Font' && one['/Subtype'] === '/Type0')
  must(fonts.length > 0, 'no font')
  for (const font of fonts) {
    must(streamText(font['/ToUnicode']) !== '', `${String(font['/BaseFont'])} without ToUnicode`)
    for (const descendant of listAt(font['/DescendantFonts']).map(at)) {
      const descriptor = at(descendant['/FontDescriptor'])
      const isEmbedded = ['/FontFile', '/FontFile2', '/FontFile3'].some((key) => descriptor[key] !== undefined)
      must(isEmbedded, `${String(font['/BaseFont'])} is not embedded`)
    }
  }
  const simple = dictionaries.filter((one) => one['/Type'] === '/Font' && typeof one['/Subtype'] === 'string')
  for (const font of simple) {
    must(['/Type0', '/CIDFontType0', '/CIDFontType2'].includes(String(font['/Subtype'])), 'a font outside of Unicode')
  }
  return {
    faults: [...new Set(faults)],
    fonts: [
      ...new Set(fonts.map((font) => String(font['/BaseFont']).replace(/^\/(?:[A-Z]{6}\+)?|-Identity-H$/gu, ''))),
    ].sort(),
  }
}

/** All keys and names in a dictionary, at any depth within the object. */
function* keysAndNames(value: Json): Generator<string> {
  if (typeof value === 'string' && value.startsWith('/')) yield value
  if (typeof value !== 'object' || value === null) return
  for (const [key, inner] of Object.entries(value)) {
    if (!Array.isArray(value)) yield key
    yield* keysAndNames(inner)
  }
}
