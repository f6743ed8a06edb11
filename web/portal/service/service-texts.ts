import type { TextTable } from '../../i18n/index.ts'

export const serviceTexts = {
  all: { vi: 'Tất cả thủ tục', en: 'All services' },
  time: { vi: 'Thời gian', en: 'Time' },
  fee: { vi: 'Phí', en: 'Fee' },
  feeWhen: { vi: 'Trả khi nhận kết quả', en: 'Paid when you collect' },
  result: { vi: 'Kết quả', en: 'Result' },
  who: { vi: 'Ai được yêu cầu?', en: 'Who may ask?' },
  where: { vi: 'Nộp ở đâu?', en: 'Where is it filed?' },
  papers: { vi: 'Giấy tờ cần có', en: 'What do you need?' },
  noPapers: { vi: 'Không cần kèm giấy tờ nào.', en: 'No papers are needed.' },
  sometimes: { vi: 'chỉ trong một số trường hợp, biểu mẫu sẽ hỏi', en: 'only in some cases; the form asks for it' },
  optional: { vi: 'không bắt buộc', en: 'optional' },
  original: { vi: 'Mang bản chính khi nhận kết quả.', en: 'Bring the original when you collect the result.' },
  ownFiles: { vi: 'Tệp {kinds}, mỗi tệp không quá {most} MB', en: '{kinds}, each file up to {most} MB' },
  otherFiles: {
    vi: 'Giấy tờ khác: ảnh chụp rõ hoặc bản quét, tệp {kinds}, mỗi tệp không quá {most} MB.',
    en: 'All others: a clear picture or a scan: {kinds}, each up to {most} MB.',
  },
  files: {
    vi: 'Ảnh chụp rõ hoặc bản quét: tệp {kinds}, mỗi tệp không quá {most} MB.',
    en: 'A clear picture or a scan: {kinds}, each up to {most} MB.',
  },
  afterwards: { vi: 'Sau khi nộp', en: 'After filing' },
  afterDesk: {
    vi: 'Bộ phận một cửa kiểm tra hồ sơ trong giờ làm việc và gửi giấy hẹn qua tin nhắn. Nếu thiếu gì, bạn được hỏi một lần cho đủ.',
    en: 'The one-stop desk checks the papers in working hours and sends the appointment by SMS. If something is missing, you are asked once for all of it.',
  },
  afterWork: {
    vi: 'Công chức chuyên môn giải quyết; lãnh đạo đơn vị ký.',
    en: 'A specialist works on it; the head of the unit signs.',
  },
  afterReady: {
    vi: 'Bạn nhận tin nhắn khi có kết quả và đến bộ phận một cửa nhận.',
    en: 'You get an SMS when the result is there, and collect it at the one-stop desk.',
  },
  law: { vi: 'Căn cứ pháp lý', en: 'Legal basis' },
  district: { vi: 'Quận, huyện, thị xã', en: 'District' },
  commune: { vi: 'Phường, xã, thị trấn', en: 'Ward, commune or township' },
  choose: { vi: 'Chọn', en: 'Choose' },
  loadingUnits: { vi: 'Đang tải…', en: 'Loading…' },
  live: { vi: '{unit} nhận hồ sơ trực tuyến.', en: '{unit} takes dossiers online.' },
  noUnits: {
    vi: 'Chưa đơn vị nào nhận trực tuyến thủ tục này. Bạn nộp tại bộ phận một cửa.',
    en: 'No unit takes this online yet. File at the one-stop desk.',
  },
  noUnitsHere: {
    vi: 'Chưa đơn vị nào ở đây nhận trực tuyến. Bạn chọn nơi khác hoặc nộp tại bộ phận một cửa.',
    en: 'No unit here takes this online yet. Choose another place, or file at the one-stop desk.',
  },
  chooseFirst: { vi: 'Hãy chọn nơi nộp trước.', en: 'Choose where to file first.' },
  start: { vi: 'Bắt đầu nộp hồ sơ', en: 'Start filing' },
  startBox: { vi: 'Nộp hồ sơ', en: 'File' },
  startHow: {
    vi: 'Dừng lúc nào cũng được, phần đã điền được giữ lại để bạn điền tiếp.',
    en: 'You can stop at any time; what you filled in is kept, so that you can go on later.',
  },
  inPerson: {
    vi: 'Muốn nộp trực tiếp? Đến bộ phận một cửa của đơn vị, thứ Hai đến thứ Sáu.',
    en: 'Rather in person? Come to the one-stop desk of the unit, Monday to Friday.',
  },
  signInFirst: { vi: 'Xác nhận số điện thoại để bắt đầu', en: 'Confirm your phone number to start' },
  starting: { vi: 'Đang mở hồ sơ…', en: 'Opening…' },
} as const satisfies TextTable
