import type { TextTable } from '../../i18n/index.ts'

export const dossiersTexts = {
  title: { vi: 'Hồ sơ của tôi', en: 'My dossiers' },
  signInFirst: { vi: 'Đăng nhập để xem hồ sơ của bạn', en: 'Sign in to see your dossiers' },
  drafts: { vi: 'Đang điền, chưa nộp', en: 'Not submitted yet' },
  submitted: { vi: 'Đã nộp', en: 'Submitted' },
  none: { vi: 'Bạn chưa nộp hồ sơ nào.', en: 'You have not filed anything yet.' },
  noneHow: {
    vi: 'Chọn thủ tục để bắt đầu, hoặc tra cứu hồ sơ nộp tại quầy bằng mã và số điện thoại.',
    en: 'Choose a service to begin, or track a dossier filed at the counter by its code and your phone number.',
  },
  choose: { vi: 'Chọn thủ tục', en: 'Choose a service' },
  goOn: { vi: 'Điền tiếp', en: 'Go on' },
  remove: { vi: 'Xoá', en: 'Delete' },
  removeTitle: { vi: 'Xoá bản nháp này?', en: 'Delete this draft?' },
  removeWhat: {
    vi: 'Những gì đã điền và các tệp đã tải lên sẽ mất, không lấy lại được.',
    en: 'What was filled in and the uploaded files will be gone for good.',
  },
  removeAct: { vi: 'Xoá bản nháp', en: 'Delete the draft' },
  savedAt: { vi: 'Lưu lúc {when}', en: 'Saved {when}' },
  submittedAt: { vi: 'Nộp lúc {when}', en: 'Submitted {when}' },
  due: { vi: 'Hẹn trả {when}', en: 'Due {when}' },
  needsYou: { vi: 'Cần bạn trả lời', en: 'Waiting for your answer' },
  more: { vi: 'Xem thêm', en: 'Show more' },
  moreLoading: { vi: 'Đang tải…', en: 'Loading…' },
} as const satisfies TextTable
