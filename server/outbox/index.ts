export { type Dispatcher, type OutboxHandler, startDispatcher } from './dispatcher.ts'
export { backOff, enqueue, type OutboxKind, type OutboxRow, settle, type Told, takeBack } from './outbox.ts'
