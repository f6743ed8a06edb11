/** The client of an SMS switchboard over SMPP 3.4, and the framing that the simulated switchboard shares with it. */
export {
  type Answer,
  answerTo,
  type Channel,
  type ChannelEvents,
  openChannel,
  statusCode,
  statusName,
} from './channel.ts'
export type { LinkState } from './link.ts'
export { type Receipt, stateOfParts } from './receipt.ts'
export type { OutgoingText, Submitted } from './submit.ts'
export { connectSwitchboard, type ReceiptListener, type Switchboard, type SwitchboardOptions } from './switchboard.ts'
