/** The communes, wards and townships that people live in. */
export interface CommuneUnit {
  code: string
  /** `xã Đông Mỹ` */
  name: string
  /** `huyện Thanh Trì` */
  district: string
  /** `020` */
  districtCode: string
  kind: 'phường' | 'thị trấn' | 'xã'
}

const kinds = ['phường', 'thị trấn', 'xã'] as const

/**
 * Reads the seed of units: districts by name, each commune a row of code, name, short name and kind. Throws a TypeError
 * when it is something else.
 */
export function readUnits(parsed: unknown): CommuneUnit[] {
  return listOf(valueAt(parsed, 'districts')).flatMap((district) =>
    listOf(valueAt(district, 'communes')).map((commune): CommuneUnit => {
      const [code, name, , kindWord] = listOf(commune)
      const kind = kinds.find((known) => known === kindWord)
      if (!kind) throw new TypeError(`units: unknown kind ${kindWord}`)
      return {
        code: textOf(code),
        name: inSentence(textOf(name)),
        district: inSentence(textOf(valueAt(district, 'name'))),
        districtCode: textOf(valueAt(district, 'code')),
        kind,
      }
    }),
  )
}

/** An address as papers write it, from the house up to the city. */
export function fullAddress(unit: CommuneUnit, detail: string): string {
  return `${detail}, ${unit.name}, ${unit.district}, thành phố Hà Nội`
}

function inSentence(name: string): string {
  return name.charAt(0).toLowerCase() + name.slice(1)
}

function listOf(value: unknown): unknown[] {
  if (!Array.isArray(value)) throw new TypeError('units: a list is missing')
  return value
}

function textOf(value: unknown): string {
  if (typeof value !== 'string' || value === '') throw new TypeError('units: a text is missing')
  return value
}

function valueAt(holder: unknown, key: string): unknown {
  return typeof holder === 'object' && holder !== null
    ? Object.entries(holder).find(([name]) => name === key)?.[1]
    : undefined
}
