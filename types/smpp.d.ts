/** The part of npm smpp 0.5 that we use: its PDU codec and its tables. Sessions are our own (server/messaging/smpp/channel.ts). */
declare module 'smpp' {
  import type { Server } from 'node:net'

  /** A decoded text: a string when the data coding is known, else the octets. */
  export interface DecodedMessage {
    udh?: Buffer[]
    message: string | Buffer
  }

  export interface PduFields {
    command_status?: number
    sequence_number?: number
    system_id?: string
    password?: string
    system_type?: string
    interface_version?: number
    source_addr_ton?: number
    source_addr_npi?: number
    source_addr?: string
    dest_addr_ton?: number
    dest_addr_npi?: number
    destination_addr?: string
    esm_class?: number
    protocol_id?: number
    registered_delivery?: number
    data_coding?: number | null
    short_message?: string | Buffer | DecodedMessage
    message_id?: string
    receipted_message_id?: string
    message_state?: number
    user_message_reference?: number
    sar_msg_ref_num?: number
    sar_total_segments?: number
    sar_segment_seqnum?: number
    message_payload?: string | Buffer | DecodedMessage
  }

  export interface PDU extends PduFields {
    readonly command: string
    readonly command_id: number
    readonly command_length: number
    command_status: number
    sequence_number: number
    isResponse(): boolean
    response(fields?: PduFields): PDU
    toBuffer(): Buffer
  }

  export interface PduConstructor {
    new (command: string, fields?: PduFields): PDU
    /** Reads one whole frame; throws where the body ends early. */
    new (frame: Buffer): PDU
    maxLength: number
  }

  /** The library's own session, which tests use as a second opinion. */
  export interface Session {
    on(event: 'error', listener: (error: Error) => void): this
    on(event: string, listener: (pdu: PDU) => void): this
    send(pdu: PDU): boolean
    destroy(): void
  }

  const smpp: {
    PDU: PduConstructor
    errors: { readonly [name: string]: number }
    commands: { readonly [name: string]: { readonly id: number } }
    createServer(listener: (session: Session) => void): Server
  }
  export default smpp
}
