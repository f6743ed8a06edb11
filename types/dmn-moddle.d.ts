/** The part of dmn-moddle that is used: parsing. Elements read like those of bpmn-moddle. */
declare module 'dmn-moddle' {
  import type { ParseResult } from 'bpmn-moddle'
  export class DmnModdle {
    constructor(packages?: Record<string, unknown>)
    /** Rejects where the text is not XML or not DMN. */
    fromXML(xml: string): Promise<ParseResult>
  }
}
