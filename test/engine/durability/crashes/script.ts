import { seeded } from '../../../../scripts/soak/seeded.ts'

/** What a script asks of the engine; `nth` picks among what is there, oldest first. */
export type Action =
  | { do: 'create'; variables: { code: string; list: number[] } }
  | { do: 'publish'; name: string; correlationKey: string; messageId: string }
  | { do: 'signal' }
  | { do: 'complete' | 'fail' | 'throw' | 'cancel' | 'set' | 'resolve'; nth: number }
  | { do: 'activate'; type: string }

/** Actions of a seed; the same seed gives the same ones. */
export function scriptOf(seed: number, length: number): Action[] {
  const random = seeded(seed)
  const upTo = (count: number) => Math.floor(random() * count)
  const pick = <Item>(...items: Item[]): Item => items[upTo(items.length)] ?? (items[0] as Item)
  const code = () => pick('x', 'y', 'z')
  return Array.from({ length }, (_, at): Action => {
    const choice = random()
    if (at < 2 || choice < 0.2) return { do: 'create', variables: { code: code(), list: [1, 2].slice(upTo(2)) } }
    if (choice < 0.3) return { do: 'publish', name: pick('m', 'begin'), correlationKey: code(), messageId: `${at}` }
    if (choice < 0.36) return { do: 'signal' }
    if (choice < 0.46) return { do: 'activate', type: pick('a', 'b') }
    if (choice < 0.75) return { do: 'complete', nth: upTo(1000) }
    return { do: pick('fail', 'throw', 'cancel', 'set', 'resolve'), nth: upTo(1000) }
  })
}
