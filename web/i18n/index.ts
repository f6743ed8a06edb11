/** The one i18n module of the web: tables of texts with typed keys, the chosen language, dates and amounts in words. */
export type { Language } from '#calendar'
export { rememberLanguage } from './chosen-language.ts'
export {
  atBeginning,
  clockTime,
  inSentence,
  instantOf,
  longDay,
  longInstant,
  money,
  phoneNumber,
  shortDay,
  shortInstant,
  unitWithParent,
  withoutMarks,
} from './formats.ts'
export { LanguageProvider, useLanguage, useText } from './LanguageProvider.tsx'
export { sharedTexts } from './shared-texts.ts'
export { type Say, sayIn, type Texts, type TextTable } from './table.ts'
