import type { TextTable } from '../i18n/index.ts'

export const counterTexts = {
  title: { vi: 'Nhận hồ sơ tại quầy', en: 'File at the counter' },
  lead: {
    vi: 'Kê khai cùng công dân, hoặc nhập và quét giấy tờ công dân mang đến. Công dân theo dõi hồ sơ bằng số điện thoại ghi trong đơn.',
    en: 'Type together with the citizen, or enter and scan what the citizen has brought. The citizen follows the dossier with the phone number in the form.',
  },
  service: { vi: 'Thủ tục', en: 'Service' },
  chooseService: { vi: 'Chọn thủ tục', en: 'Choose a service' },
  serviceMissing: { vi: 'Hãy chọn thủ tục.', en: 'Choose a service.' },
  channel: { vi: 'Công dân nộp thế nào', en: 'How the citizen files' },
  assisted: { vi: 'Kê khai trực tuyến, có người giúp tại quầy', en: 'Online, with help at the counter' },
  'in-person': { vi: 'Nộp giấy tại quầy', en: 'On paper at the counter' },
  open: { vi: 'Mở đơn', en: 'Open the form' },
  opening: { vi: 'Đang mở đơn…', en: 'Opening the form…' },
  unfinished: { vi: 'Đơn đang làm dở', en: 'Begun and not submitted' },
  none: { vi: 'Không có đơn nào đang làm dở.', en: 'Nothing is left unfinished.' },
  changed: { vi: 'sửa lần cuối {at}', en: 'last changed {at}' },
  dayBook: { vi: 'Sổ theo dõi hồ sơ', en: 'Day book' },
  dayBookLead: {
    vi: 'Hồ sơ đơn vị đã tiếp nhận trong các ngày này, để in và lưu.',
    en: 'The dossiers that the unit accepted on these days, to print and keep.',
  },
  fromDay: { vi: 'Từ ngày', en: 'From' },
  toDay: { vi: 'đến ngày', en: 'to' },
  dayMissing: { vi: 'Hãy chọn đủ hai ngày.', en: 'Choose both days.' },
  makeBook: { vi: 'In sổ', en: 'Print the book' },
  making: { vi: 'Đang lập sổ…', en: 'Making the book…' },
  openBook: { vi: 'Mở sổ {days} để in', en: 'Open the book of {days} to print' },
  openPart: { vi: 'Mở sổ {days}, phần {n} / {of}', en: 'Open the book of {days}, part {n} / {of}' },
  nothingLive: {
    vi: 'Đơn vị chưa triển khai thủ tục nào.',
    en: 'No service is live in this unit.',
  },
} as const satisfies TextTable
