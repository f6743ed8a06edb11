/** The major that the rivals bring exports the parser another way than the product's. */
declare module 'bpmn-moddle' {
  /** What was parsed, as the serializer of the rivals takes it. */
  export interface Definitions {
    rootElement: ModdleElement
  }
  const Moddle: new () => { fromXML(text: string): Promise<Definitions> }
  export default Moddle
}
