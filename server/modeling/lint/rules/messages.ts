import type { Remark } from '../finding.ts'
import { objectAt, parseJson, textAt } from '../reading/json.ts'
import type { Rule } from '../rule.ts'
import type { ProjectFiles } from '../service.ts'

const FOLDER = 'processes/messages/'
const VARIANTS = ['vi', 'unicode', 'en']
/** The part of GSM-7's basic set that has no accents: one septet a sign. */
const PLAIN = /^[A-Za-z0-9 @$_!"#%&'()*+,\-./:;<=>?\n]*$/
/** Two parts of an SMS hold 306 septets; texts leave room for what the placeholders bring. */
const LONGEST = 200

const placeholdersIn = (text: string) => new Set([...text.matchAll(/\{([^{}]*)\}/g)].map(([, name = '']) => name))

/** Message texts: three variants with the same placeholders, each explained; the plain one fits GSM-7. */
export function judgeMessages(files: ProjectFiles): Remark[] {
  return [...files].flatMap(([path, text]) =>
    path.startsWith(FOLDER) && path.endsWith('.json') ? judgeMessage(path, text) : [],
  )
}

/** The messages that a service sends; each file is judged once a project by `judgeMessages`. */
export const messages: Rule = {
  name: 'messages',
  judge({ card, files }) {
    return card.messages
      .filter((path) => !files.has(path))
      .map((path) => ({ file: card.path, at: path, message: 'the message file is missing' }))
  },
}

function judgeMessage(path: string, text: string): Remark[] {
  const json = parseJson(text)
  const remarks: Remark[] = []
  const say = (at: string, message: string) => remarks.push({ file: path, at, message })
  const event = path.slice(FOLDER.length, -'.json'.length)
  if (textAt(json, 'event') !== event) say('event', `must be ${event}`)
  const explained = objectAt(json, 'placeholders')
  for (const variant of VARIANTS) {
    const words = textAt(json, variant)
    if (!words) say(variant, 'the text is missing')
    const used = placeholdersIn(words)
    for (const name of used) if (!explained[name]) say(variant, `{${name}} is not explained in placeholders`)
    for (const name of Object.keys(explained)) if (words && !used.has(name)) say(variant, `{${name}} is missing`)
    if (/[{}]/.test(words.replace(/\{[^{}]*\}/g, ''))) say(variant, 'a brace stands alone')
  }
  const plain = textAt(json, 'vi').replace(/\{[^{}]*\}/g, '')
  if (!PLAIN.test(plain)) say('vi', 'has signs outside of GSM-7 or diacritics')
  if (plain.length > LONGEST) say('vi', `is longer than ${LONGEST} signs without its placeholders`)
  return remarks
}
