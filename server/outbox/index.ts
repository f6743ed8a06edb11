export { type Dispatcher, type OutboxHandler, startDispatcher } from './dispatcher.ts'
export { backOff, enqueue, type OutboxKind, type OutboxRow, settle, takeBack, type Told } from './outbox.ts'
