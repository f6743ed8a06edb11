export { type Dispatcher, type OutboxHandler, startDispatcher } from './dispatcher.ts'
export {
  backOff,
  enqueue,
  hasEnqueued,
  type OutboxKind,
  type OutboxRow,
  settle,
  type Told,
  takeBack,
} from './outbox.ts'
