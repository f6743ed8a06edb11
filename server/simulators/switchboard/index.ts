export { startInbox } from './inbox.ts'
export { type Smsc, type SmscOptions, startSmsc } from './smsc.ts'
