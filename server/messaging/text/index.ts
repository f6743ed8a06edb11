/** Texts of SMS: alphabet, parts, placeholders, phones. Pure; used by the messages, the forms and the search. */
export { isGsm7, septetsOf } from './gsm7.ts'
export { countParts, encodePart, encodingFor, type SmsEncoding, smsLength, splitParts } from './parts.ts'
export { internationalPhone, type Phone, parsePhone } from './phone.ts'
export { plainSms, wellFormed } from './plain-sms.ts'
export { type FilledText, fillTemplate, type PlaceholderValues, placeholdersOf } from './template.ts'
export { withoutDiacritics } from './without-diacritics.ts'
