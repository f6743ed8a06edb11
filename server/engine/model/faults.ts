import { elementName, idOf, type Node } from './node.ts'

/** Collects what is wrong with a resource, element by element, in the order of the first fault of each. */
export class Faults {
  readonly #byElement = new Map<string, string[]>()

  add(node: Node, message: string): void {
    const element = pathOf(node)
    const messages = this.#byElement.get(element) ?? []
    if (!messages.includes(message)) messages.push(message)
    this.#byElement.set(element, messages)
  }

  get any(): boolean {
    return this.#byElement.size > 0
  }

  /** Zeebe's form: `- Element: <id>[ > extensionElements > x]` and a line `    - ERROR: <fault>` for each fault. */
  text(): string {
    return [...this.#byElement]
      .map(([element, messages]) =>
        [`- Element: ${element}`, ...messages.map((message) => `    - ERROR: ${message}`)].join('\n'),
      )
      .join('\n')
  }
}

/** An expression stands under its property's tag, not its type's. */
function tagOf(node: Node): string {
  const type = elementName(node)
  return type === 'formalExpression' && node.$parent?.$type === 'bpmn:SequenceFlow' ? 'conditionExpression' : type
}

/** The nearest element with an id, then the way down from it. */
function pathOf(node: Node): string {
  const path: string[] = []
  let current: Node | undefined = node
  while (current && idOf(current) === '') {
    path.unshift(tagOf(current))
    current = current.$parent
  }
  return [...(current ? [idOf(current)] : []), ...path].join(' > ')
}
