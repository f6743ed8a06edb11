import type { TextTable } from '../../i18n/index.ts'

export const homeTexts = {
  question: { vi: 'Bạn cần làm thủ tục gì?', en: 'What do you need to get done?' },
  noSuchPage: {
    vi: 'Không có trang này. Hãy kiểm tra địa chỉ, hoặc chọn thủ tục bên dưới.',
    en: 'There is no such page. Check the address, or choose a service below.',
  },
  searchLabel: { vi: 'Tên thủ tục hoặc giấy tờ bạn cần', en: 'Name of the service or paper that you need' },
  searchExample: { vi: 'Ví dụ: trích lục hộ tịch', en: 'For example: civil status' },
  search: { vi: 'Tìm', en: 'Search' },
  searchHint: { vi: 'Gõ có dấu hay không dấu đều được.', en: 'With or without diacritics.' },
  found: { vi: 'Tìm thấy {count} thủ tục cho «{words}».', en: '{count} found for “{words}”.' },
  all: { vi: 'Xem tất cả thủ tục', en: 'See all services' },
  nothing: { vi: 'Không có thủ tục nào khớp với «{words}».', en: 'Nothing fits “{words}”.' },
  nothingRemedy: {
    vi: 'Hãy thử từ ngắn hơn, hoặc xem tất cả thủ tục. Thủ tục chưa có ở đây thì nộp tại bộ phận một cửa.',
    en: 'Try a shorter word, or see all services. What is not here yet is filed at the one-stop desk.',
  },
  none: { vi: 'Chưa có thủ tục nào nhận trực tuyến.', en: 'No service is online yet.' },
  noneRemedy: { vi: 'Bạn nộp tại bộ phận một cửa nơi bạn ở.', en: 'File at the one-stop desk where you live.' },
  commune: { vi: 'Nộp tại xã, phường, thị trấn', en: 'Filed at the commune' },
  district: { vi: 'Nộp tại quận, huyện, thị xã', en: 'Filed at the district' },
  notLive: { vi: 'chưa nhận trực tuyến', en: 'not online yet' },
  trackTitle: { vi: 'Tra cứu hồ sơ đã nộp', en: 'Track a dossier' },
  code: { vi: 'Mã hồ sơ', en: 'Code of the dossier' },
  codeHint: {
    vi: 'In trên giấy hẹn và trong tin nhắn, ví dụ 00685-0006-171214-00012-2',
    en: 'On the receipt and in the message, for example 00685-0006-171214-00012-2',
  },
  track: { vi: 'Tra cứu', en: 'Track' },
  side: { vi: 'Đã nộp hồ sơ, cần giúp', en: 'After filing, and help' },
  helpTitle: { vi: 'Cần người giúp?', en: 'Need help?' },
  helpWhere: {
    vi: 'Đến bộ phận một cửa nơi bạn ở. Ở đó có máy tính, máy quét và người giúp bạn nộp hồ sơ, không mất tiền.',
    en: 'Come to the one-stop desk where you live. There are a computer, a scanner and people who help you file, free of charge.',
  },
  helpHours: {
    vi: '8:00–11:30 và 13:00–16:30, thứ Hai đến thứ Sáu.',
    en: '8:00–11:30 and 13:00–16:30, Monday to Friday.',
  },
  helpMore: { vi: 'Xem cách nộp hồ sơ', en: 'How to file' },
} as const satisfies TextTable
