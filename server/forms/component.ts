import { compileExpression, type Expression, type JsonValue } from '#feel'
import type { Text } from './text.ts'

/** What an author has to mend. */
export interface FormFault {
  /** Id or key of the component, or the place in the file. */
  at: string
  message: string
}

type JsonObject = { readonly [name: string]: JsonValue }

/** Longest expression that a form may hold. */
const LONGEST_EXPRESSION = 4000

/**
 * One component of a form-js schema, read with care: what has the wrong type is noted as a fault and read as absent.
 * Only own properties are read.
 */
export class Component {
  private readonly json: JsonObject
  private readonly faults: FormFault[]
  /** How faults name it. */
  readonly at: string

  constructor(json: JsonObject, faults: FormFault[], place: string) {
    this.json = json
    this.faults = faults
    this.at = textOf(own(json, 'key')) ?? textOf(own(json, 'path')) ?? textOf(own(json, 'id')) ?? place
  }

  fault(message: string): void {
    this.faults.push({ at: this.at.slice(0, 100), message })
  }

  get type(): string {
    return this.text('type') ?? ''
  }

  get id(): string {
    return this.text('id') ?? this.at
  }

  text(name: string): string | undefined {
    return this.typed(name, 'a text', textOf)
  }

  number(name: string): number | undefined {
    return this.typed(name, 'a number', (value) => (typeof value === 'number' ? value : undefined))
  }

  flag(name: string): boolean {
    return this.typed(name, 'true or false', (value) => (typeof value === 'boolean' ? value : undefined)) ?? false
  }

  value(name: string): JsonValue | undefined {
    return own(this.json, name)
  }

  /** A part such as `validate` or `conditional`; an empty one where there is none. */
  part(name: string): Component {
    const value = own(this.json, name)
    if (value !== undefined && !isObject(value)) this.fault(`${name} must be an object`)
    return new Component(isObject(value) ? value : {}, this.faults, this.at).named(this.at)
  }

  /** The components inside. */
  children(): Component[] {
    const value = own(this.json, 'components')
    if (value === undefined) return []
    if (!Array.isArray(value)) {
      this.fault('components must be a list')
      return []
    }
    return value.flatMap((child, index) => {
      if (isObject(child)) return [new Component(child, this.faults, `${this.at}/${index}`)]
      this.fault(`component ${index} is no object`)
      return []
    })
  }

  /** A custom property; the empty text counts as absent. */
  property(name: string): string | undefined {
    const properties = own(this.json, 'properties')
    if (!isObject(properties)) return undefined
    const value = own(properties, name)
    if (value === undefined || value === '') return undefined
    if (typeof value === 'string') return value
    this.fault(`the property ${name} must be a text`)
    return undefined
  }

  properties(): { readonly [name: string]: string } {
    const properties = own(this.json, 'properties')
    if (!isObject(properties)) return {}
    const entries = Object.entries(properties).filter(
      (entry): entry is [string, string] => typeof entry[1] === 'string',
    )
    return Object.freeze(Object.fromEntries(entries))
  }

  /** A whole number from a custom property, not negative. */
  count(name: string): number | undefined {
    const text = this.property(name)
    if (text === undefined) return undefined
    if (/^\d{1,6}$/.test(text)) return Number(text)
    this.fault(`the property ${name} must be a whole number`)
    return undefined
  }

  /** The component's own text with its English from the properties. */
  words(name: string, english = `${name}:en`): Text | undefined {
    const vi = this.text(name)
    return vi === undefined || vi === '' ? undefined : { vi, en: this.property(english) ?? vi }
  }

  /** A FEEL expression, written with a leading `=`; undefined, with a fault, if it can't be compiled. */
  expression(source: string): Expression | undefined {
    if (!source.startsWith('=')) {
      this.fault(`an expression begins with "=": ${source.slice(0, 60)}`)
      return undefined
    }
    if (source.length > LONGEST_EXPRESSION) {
      this.fault(`an expression is longer than ${LONGEST_EXPRESSION} characters`)
      return undefined
    }
    const compiled = compileExpression(source.slice(1).trim())
    if (compiled.ok) return compiled.expression
    this.fault(`not FEEL: ${source.slice(0, 60)}: ${compiled.error}`)
    return undefined
  }

  /** An optional expression of a custom property. */
  expressionProperty(name: string): Expression | undefined {
    const source = this.property(name)
    return source === undefined ? undefined : this.expression(source)
  }

  private typed<T>(name: string, what: string, read: (value: JsonValue) => T | undefined): T | undefined {
    const value = own(this.json, name)
    if (value === undefined || value === null) return undefined
    const result = read(value)
    if (result === undefined) this.fault(`${name} must be ${what}`)
    return result
  }

  private named(at: string): Component {
    return Object.assign(this, { at })
  }
}

export function isObject(value: JsonValue | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function own(object: JsonObject, name: string): JsonValue | undefined {
  return Object.hasOwn(object, name) ? object[name] : undefined
}

function textOf(value: JsonValue | undefined): string | undefined {
  return typeof value === 'string' ? value : undefined
}
