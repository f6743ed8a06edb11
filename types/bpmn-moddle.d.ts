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
  }
  export class BpmnModdle {
    constructor(packages?: Record<string, unknown>)
    /** Rejects where the text is not XML or not of the wanted root type. */
    fromXML(xml: string, typeName?: string): Promise<ParseResult>
  }
}
