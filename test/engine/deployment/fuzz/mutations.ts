import type { Dice } from '../../dice.ts'

/** One way to spoil the text of a diagram, a decision table or a form. */
type Mutation = (dice: Dice, text: string) => string

const TAG = /<[^<>]{1,2000}>/g
const ATTRIBUTE = /([\w:]+)="([^"]{0,500})"/g
const REFERENCES =
  /\b(?:sourceRef|targetRef|attachedToRef|messageRef|signalRef|errorRef|escalationRef|default|activityRef|id|href|processId|decisionId)="([^"]*)"/g

const EVIL = [
  '',
  ' ',
  '__proto__',
  'constructor',
  'hasOwnProperty',
  '=',
  '= ',
  '=1 +',
  '=null',
  '=toString',
  '=[1,2,3]',
  '=for i in 1..3 return i',
  '=x[',
  `=${'('.repeat(3000)}1${')'.repeat(3000)}`,
  `=${'1+'.repeat(2000)}1`,
  `=${'['.repeat(500)}${']'.repeat(500)}`,
  '&lt;x&gt;',
  '&#0;',
  '&#xD800;',
  '&nowhere;',
  'R/PT0S',
  'PT0S',
  'P1Y1M1D',
  '-1',
  '9'.repeat(400),
  'đ😀\u202e',
  'a b',
  'a.b.c',
  'true',
  'x'.repeat(100_000),
] as const
const BPMN_ELEMENTS = [
  'serviceTask',
  'userTask',
  'scriptTask',
  'receiveTask',
  'sendTask',
  'manualTask',
  'task',
  'callActivity',
  'subProcess',
  'transaction',
  'adHocSubProcess',
  'exclusiveGateway',
  'parallelGateway',
  'inclusiveGateway',
  'eventBasedGateway',
  'complexGateway',
  'startEvent',
  'endEvent',
  'boundaryEvent',
  'intermediateCatchEvent',
  'intermediateThrowEvent',
  'timerEventDefinition',
  'messageEventDefinition',
  'signalEventDefinition',
  'errorEventDefinition',
  'escalationEventDefinition',
  'conditionalEventDefinition',
  'compensateEventDefinition',
  'linkEventDefinition',
  'terminateEventDefinition',
  'cancelEventDefinition',
  'sequenceFlow',
  'process',
  'laneSet',
  'multiInstanceLoopCharacteristics',
  'standardLoopCharacteristics',
  'dataObject',
  'textAnnotation',
  'definitions',
] as const

/** Where in a text something matches, by chance. */
function found(dice: Dice, text: string, pattern: RegExp): { at: number; match: string } | undefined {
  const places = [...text.matchAll(pattern)]
  const place = dice.anyOf(places)
  return place && { at: place.index, match: place[0] }
}

const replaced = (text: string, at: number, length: number, by: string) =>
  text.slice(0, at) + by + text.slice(at + length)

/** A whole element with what is in it: from a tag to its closing one. */
function element(dice: Dice, text: string): { at: number; whole: string } | undefined {
  const open = found(dice, text, /<[\w:]+[^<>/]*\/?>/g)
  if (!open) return undefined
  if (open.match.endsWith('/>')) return { at: open.at, whole: open.match }
  const name = /^<([\w:]+)/.exec(open.match)?.[1] ?? ''
  const end = text.indexOf(`</${name}>`, open.at)
  return end < 0 ? undefined : { at: open.at, whole: text.slice(open.at, end + name.length + 3) }
}

const mutations: readonly [Mutation, ...Mutation[]] = [
  function dropsTag(dice, text) {
    const tag = found(dice, text, TAG)
    return tag ? replaced(text, tag.at, tag.match.length, '') : text
  },
  function dropsElement(dice, text) {
    const part = element(dice, text)
    return part ? replaced(text, part.at, part.whole.length, '') : text
  },
  function doublesElement(dice, text) {
    const part = element(dice, text)
    return part ? replaced(text, part.at, 0, part.whole) : text
  },
  function movesElement(dice, text) {
    const part = element(dice, text)
    if (!part) return text
    const without = replaced(text, part.at, part.whole.length, '')
    const to = found(dice, without, TAG)
    return to ? replaced(without, to.at, 0, part.whole) : text
  },
  function leadsElsewhere(dice, text) {
    const [one, other] = [found(dice, text, REFERENCES), found(dice, text, REFERENCES)]
    if (!one || !other) return text
    const to = dice.chance(0.1) ? 'nowhere' : (/"(.*)"/.exec(other.match)?.[1] ?? '')
    return replaced(
      text,
      one.at,
      one.match.length,
      one.match.replace(/"[^"]*"/, () => `"${to}"`),
    )
  },
  function shufflesIds(dice, text) {
    const ids = [...new Set([...text.matchAll(/\bid="([^"]*)"/g)].map(([, id]) => id ?? ''))]
    const names = new Map(ids.map((id) => [id, dice.chance(0.3) ? (dice.anyOf(ids) ?? id) : id]))
    return text.replace(/\bid="([^"]*)"/g, (_, id: string) => `id="${names.get(id) ?? id}"`)
  },
  function setsAttribute(dice, text) {
    const attribute = found(dice, text, ATTRIBUTE)
    if (!attribute) return text
    const evil = dice.pick(EVIL)
    return replaced(
      text,
      attribute.at,
      attribute.match.length,
      attribute.match.replace(/"[^"]*"/, () => `"${evil}"`),
    )
  },
  function dropsAttribute(dice, text) {
    const attribute = found(dice, text, ATTRIBUTE)
    return attribute ? replaced(text, attribute.at, attribute.match.length, '') : text
  },
  function addsAttribute(dice, text) {
    const tag = found(dice, text, /<[\w:]+ /g)
    const name = dice.pick([
      'id',
      'triggeredByEvent',
      'isForCompensation',
      'cancelActivity',
      'isSequential',
      '__proto__',
      '$type',
      'xmlns',
    ])
    return tag
      ? replaced(text, tag.at + tag.match.length, 0, `${name}="${dice.pick(['true', 'x', 'false', ''])}" `)
      : text
  },
  function changesText(dice, text) {
    const content = found(dice, text, />[^<>]{1,500}</g)
    return content ? replaced(text, content.at + 1, content.match.length - 2, dice.pick(EVIL)) : text
  },
  function changesType(dice, text) {
    const types = BPMN_ELEMENTS.filter((type) => text.includes(`:${type}`))
    const from = dice.anyOf(types)
    if (from === undefined) return text
    const pattern = new RegExp(`:${from}\\b`, 'g')
    const to = dice.pick(BPMN_ELEMENTS)
    if (dice.chance(0.5)) return text.replace(pattern, `:${to}`)
    const one = found(dice, text, pattern)
    return one ? replaced(text, one.at, one.match.length, `:${to}`) : text
  },
  function changesNamespace(dice, text) {
    const [from, to] = dice.pick([
      ['http://www.omg.org/spec/BPMN/20100524/MODEL', 'http://example.org/'],
      ['http://camunda.org/schema/zeebe/1.0', 'http://camunda.org/schema/1.0/bpmn'],
      ['https://www.omg.org/spec/DMN/20191111/MODEL/', 'http://www.omg.org/spec/DMN/20151101/dmn.xsd'],
      ['bpmn:', 'x:'],
      ['zeebe:', 'bpmn:'],
      ['bpmn:', ''],
      ['xmlns:zeebe', 'xmlns:y'],
    ])
    return text.replaceAll(from, to)
  },
  function declaresEntities(dice, text) {
    const laughs = Array.from({ length: 12 }, (_, at) => `<!ENTITY l${at + 1} "${`&l${at};`.repeat(10)}">`).join('')
    const declared = dice.pick([
      `<!DOCTYPE d [<!ENTITY l0 "ha">${laughs}]>`,
      '<!DOCTYPE d SYSTEM "file:///etc/passwd">',
      '<!DOCTYPE d [<!ENTITY l12 SYSTEM "file:///etc/passwd">]>',
      '<!DOCTYPE d [<!ENTITY % p SYSTEM "http://127.0.0.1:1/"> %p;]>',
      `<!-- ${'-'.repeat(dice.upTo(5))} -->`,
      '<?xml-stylesheet href="x"?>',
      '<![CDATA[x]]>',
    ])
    const at = Math.max(0, text.indexOf('?>') + 2)
    const used = found(dice, text, /name="/g)
    const withUse = used ? replaced(text, used.at + used.match.length, 0, '&l12;') : text
    return replaced(dice.chance(0.5) ? withUse : text, at, 0, declared)
  },
  function nestsDeeply(dice, text) {
    const levels = dice.pick([3, 50, 200, 3000])
    const tag = dice.pick(['bpmn:subProcess', 'bpmn:extensionElements', 'bpmn:documentation', 'a'])
    const opened = Array.from({ length: levels }, (_, at) => `<${tag} id="n${at}">`).join('')
    const end = text.lastIndexOf('</bpmn:process>')
    return replaced(text, Math.max(0, end), 0, opened + `</${tag}>`.repeat(levels))
  },
  function grows(dice, text) {
    const part = element(dice, text)
    const times = dice.pick([10, 300, 3000])
    if (!part || part.whole.length * times > 3_000_000) return text
    const copies = Array.from({ length: times }, (_, at) => part.whole.replace(/\bid="/g, `id="c${at}-`)).join('')
    return replaced(text, part.at, 0, copies)
  },
  function cuts(dice, text) {
    return dice.chance(0.5) ? text.slice(0, dice.upTo(text.length)) : text.slice(dice.upTo(text.length))
  },
  function losesCharacters(dice, text) {
    let spoiled = text
    for (let times = dice.upTo(4); times >= 0; times--)
      spoiled = replaced(
        spoiled,
        dice.upTo(spoiled.length),
        1,
        dice.pick(['', '<', '>', '"', '&', '\0', '\ud800', '/', '=', '{', '[']),
      )
    return spoiled
  },
  function makesPlain(dice) {
    return dice.pick([
      '',
      ' ',
      '{}',
      '[]',
      'null',
      '<',
      '<a/>',
      '<?xml version="1.1"?><a/>',
      '{"id":{}}',
      '{"id":" "}',
      '{"id":"__proto__"}',
    ])
  },
]

/** How the text becomes bytes. */
function encoded(dice: Dice, text: string): Uint8Array {
  switch (dice.upTo(30)) {
    case 0:
      return Buffer.from(`\ufeff${text}`, 'utf16le')
    case 1:
      return Buffer.from(`\ufeff${text}`, 'utf16le').swap16()
    case 2:
      return Buffer.from(`\ufeff${text}`)
    case 3:
      return Buffer.from(text.replace('encoding="UTF-8"', 'encoding="ISO-8859-1"'), 'latin1')
    case 4:
      return Buffer.from(
        text.replace('encoding="UTF-8"', `encoding="${dice.pick(['UTF-16', 'UTF-7', 'EBCDIC', '__proto__', ''])}"`),
      )
    case 5: {
      const bytes = Buffer.from(text)
      for (let times = dice.upTo(5); times >= 0 && bytes.length > 0; times--)
        bytes[dice.upTo(bytes.length)] = dice.pick([0, 0x80, 0xc0, 0xed, 0xf5, 0xff])
      return bytes
    }
    default:
      return Buffer.from(text)
  }
}

/** A text after one to four mutations; now and then none, so that whole ones are deployed too. */
export function mutated(dice: Dice, text: string): { bytes: Uint8Array; by: string[] } {
  const by: string[] = []
  let spoiled = text
  for (let times = dice.chance(0.05) ? 0 : 1 + dice.upTo(3); times > 0; times--) {
    const mutation = dice.pick(mutations)
    by.push(mutation.name)
    spoiled = mutation(dice, spoiled)
    if (spoiled.length > 3_500_000) break
  }
  return { bytes: encoded(dice, spoiled), by }
}
