export { connectSwitchboard, type Switchboard } from './smpp/index.ts'
export { type NewSms, queueSms, sendSms, takeReceipt } from './sms.ts'
export { type FilledText, fillTemplate, parsePhone, withoutDiacritics } from './text/index.ts'
