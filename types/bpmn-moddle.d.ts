/** The part of bpmn-moddle that the engine uses; the package's own types describe single BPMN elements only. */
declare module 'bpmn-moddle' {
  /** An element of a parsed document. Properties are read by name, `$attrs` holds attributes of unknown namespaces. */
  export interface ModdleElement {
    readonly $type: string
    readonly $parent?: ModdleElement
    readonly $attrs?: Record<string, string>
    get(name: string): unknown
    $instanceOf(type: string): boolean
  }
  export interface ParseResult {
    rootElement: ModdleElement
    warnings: ParseWarning[]
  }
  /** With an element: the reference in its property to the id `value`, which nothing has. */
  export interface ParseWarning {
    message: string
    element?: ModdleElement
    property?: string
    value?: string
    /** What could not be placed or read. */
    error?: Error
  }
  /** What the reader keeps while it reads one text. */
  export interface ReaderContext {
    addWarning(warning: ParseWarning): void
  }
  export interface RootHandler {
    /** Set by the reader before it begins. */
    context: ReaderContext
  }
  /** What the reader is made with: properties of its own, before those of its class. */
  export interface ReaderOptions {
    handler?(this: object, typeName: string): RootHandler
  }
  export class BpmnModdle {
    constructor(packages?: Record<string, unknown>)
    /** Rejects where the text is not XML or not of the wanted root type. */
    fromXML(xml: string, typeName?: string, options?: ReaderOptions): Promise<ParseResult>
  }
}
