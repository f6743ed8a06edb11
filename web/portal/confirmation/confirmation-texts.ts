import type { TextTable } from '../../i18n/index.ts'

export const confirmationTexts = {
  title: { vi: 'Đã nộp hồ sơ {code}', en: 'Submitted: dossier {code}' },
  signInFirst: { vi: 'Đăng nhập để xem hồ sơ của bạn', en: 'Sign in to see your dossier' },
  submittedAt: { vi: 'Đã nộp lúc {time}, {day}', en: 'Submitted at {time}, {day}' },
  arrived: { vi: 'Hồ sơ của bạn đã đến {unit}', en: 'Your dossier has reached {unit}' },
  code: { vi: 'Mã hồ sơ', en: 'Code of the dossier' },
  qr: { vi: 'Mã QR mở trang theo dõi hồ sơ', en: 'QR code of the tracking page' },
  next: { vi: 'Việc tiếp theo', en: 'What happens next' },
  desk: { vi: 'Từ {when}', en: 'From {when}' },
  deskWork: {
    vi: 'Bộ phận một cửa {unit} kiểm tra hồ sơ và nhắn giấy hẹn đến số {phone}. Nếu thiếu gì, bạn được hỏi một lần cho đủ.',
    en: 'The one-stop desk of {unit} checks the papers and sends the appointment to {phone}. If something is missing, you are asked once for all of it.',
  },
  work: { vi: 'Sau khi tiếp nhận', en: 'After acceptance' },
  workTime: {
    vi: 'Công chức chuyên môn giải quyết, lãnh đạo {unit} ký. Thời gian: {limit}.',
    en: 'A specialist works on it and the head of {unit} signs. Time: {limit}.',
  },
  ready: { vi: 'Khi có kết quả', en: 'When the result is there' },
  due: { vi: 'Hẹn trả kết quả: {when}', en: 'Result due: {when}' },
  collect: {
    vi: 'Bạn nhận tin nhắn và đến bộ phận một cửa {unit}. Mang giấy tờ tuỳ thân và bản chính các giấy tờ đã gửi. Khoản phải trả: {fee}.',
    en: 'You get an SMS and come to the one-stop desk of {unit}. Bring your identity document and the originals of what you sent. To pay: {fee}.',
  },
  follow: { vi: 'Theo dõi hồ sơ', en: 'Follow the dossier' },
  keep: { vi: 'Giữ lại mã hồ sơ', en: 'Keep the code' },
  print: { vi: 'In trang này hoặc lưu thành PDF', en: 'Print this page or save it as PDF' },
  bookmark: { vi: 'Trang theo dõi của hồ sơ này', en: 'The page of this dossier' },
  keepHow: {
    vi: 'Mã này và số điện thoại {phone} mở được trang tra cứu từ bất kỳ máy nào.',
    en: 'This code and the phone number {phone} open the tracking page on any computer.',
  },
} as const satisfies TextTable
