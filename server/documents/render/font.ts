/** What the renderer needs to know of a TrueType font. */
export interface FontFace {
  /** PostScript name, as it stands in a PDF behind the subset tag. */
  readonly name: string
  /** Whether the font draws this code point. */
  readonly covers: (codePoint: number) => boolean
}

/** Reads the tables `name` and `cmap` (formats 4 and 12) of a TrueType font; throws RangeError or Error on anything else. */
export function readFont(bytes: Uint8Array): FontFace {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const tables = new Map<string, number>()
  for (let i = 0; i < view.getUint16(4); i++) {
    const at = 12 + i * 16
    tables.set(String.fromCharCode(...bytes.subarray(at, at + 4)), view.getUint32(at + 8))
  }
  const ranges = characterRanges(view, tableOf(tables, 'cmap'))
  return {
    name: postScriptName(view, tableOf(tables, 'name')),
    covers: (codePoint) => ranges.some(([first, last]) => codePoint >= first && codePoint <= last),
  }
}

function tableOf(tables: ReadonlyMap<string, number>, tag: string): number {
  const offset = tables.get(tag)
  if (offset === undefined) throw new Error(`font without table ${tag}`)
  return offset
}

function postScriptName(view: DataView, table: number): string {
  const strings = table + view.getUint16(table + 4)
  for (let i = 0; i < view.getUint16(table + 2); i++) {
    const record = table + 6 + i * 12
    const isWindowsUnicode = view.getUint16(record) === 3
    if (!isWindowsUnicode || view.getUint16(record + 6) !== 6) continue
    const start = strings + view.getUint16(record + 10)
    const letters = view.getUint16(record + 8) / 2
    return Array.from({ length: letters }, (_, n) => String.fromCharCode(view.getUint16(start + n * 2))).join('')
  }
  throw new Error('font without a PostScript name')
}

type Range = readonly [first: number, last: number]

function characterRanges(view: DataView, table: number): Range[] {
  const ranges: Range[] = []
  for (let i = 0; i < view.getUint16(table + 2); i++) {
    const subtable = table + view.getUint32(table + 4 + i * 8 + 4)
    const format = view.getUint16(subtable)
    if (format === 12) ranges.push(...groupsOfFormat12(view, subtable))
    if (format === 4) ranges.push(...segmentsOfFormat4(view, subtable))
  }
  if (ranges.length === 0) throw new Error('font without a Unicode character map')
  return ranges
}

function groupsOfFormat12(view: DataView, subtable: number): Range[] {
  return Array.from({ length: view.getUint32(subtable + 12) }, (_, i) => {
    const group = subtable + 16 + i * 12
    return [view.getUint32(group), view.getUint32(group + 4)] as const
  })
}

function segmentsOfFormat4(view: DataView, subtable: number): Range[] {
  const segments = view.getUint16(subtable + 6) / 2
  const ends = subtable + 14
  const starts = ends + segments * 2 + 2
  return Array.from(
    { length: segments },
    (_, i) => [view.getUint16(starts + i * 2), view.getUint16(ends + i * 2)] as const,
  ).filter(([first]) => first !== 0xffff)
}
