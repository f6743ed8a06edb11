import type { TextTable } from '../../i18n/index.ts'

export const trackingTexts = {
  title: { vi: 'Tra cứu hồ sơ', en: 'Track a dossier' },
  how: {
    vi: 'Mã hồ sơ và số điện thoại đã khai cho biết hồ sơ đang đến đâu. Muốn xem đầy đủ, hãy đăng nhập.',
    en: 'The code and the phone number given in the form tell where the dossier stands. Sign in to see all of it.',
  },
  code: { vi: 'Mã hồ sơ', en: 'Code of the dossier' },
  codeHint: {
    vi: 'In trên giấy hẹn và trong tin nhắn, ví dụ 00685-0006-171214-00012-2',
    en: 'On the receipt and in the message, for example 00685-0006-171214-00012-2',
  },
  codeWrong: {
    vi: 'Mã hồ sơ gồm 21 chữ số, ví dụ 00685-0006-171214-00012-2. Hãy xem lại giấy hẹn hoặc tin nhắn.',
    en: 'The code has 21 digits, for example 00685-0006-171214-00012-2. Look at the receipt or the message.',
  },
  phone: { vi: 'Số điện thoại đã khai trong hồ sơ', en: 'Phone number given in the form' },
  phoneMissing: {
    vi: 'Hãy điền số di động gồm 10 chữ số, bắt đầu bằng 0.',
    en: 'Enter a mobile number of 10 digits that begins with 0.',
  },
  track: { vi: 'Tra cứu', en: 'Track' },
  tracking: { vi: 'Đang tra cứu…', en: 'Looking…' },
  result: { vi: 'Kết quả tra cứu', en: 'Where it stands' },
  due: { vi: 'Hẹn trả kết quả: {when}', en: 'Result due: {when}' },
  full: { vi: 'Đăng nhập để xem đầy đủ', en: 'Sign in to see all of it' },
} as const satisfies TextTable
