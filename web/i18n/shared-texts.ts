import type { TextTable } from './table.ts'

/** Words that every page of portal and desk may need. */
export const sharedTexts = {
  brand: { vi: 'Một cửa', en: 'One-stop counter' },
  skip: { vi: 'Đến nội dung chính', en: 'Skip to the main content' },
  mainNavigation: { vi: 'Chính', en: 'Main' },
  otherLanguage: { vi: 'English', en: 'Tiếng Việt' },
  loading: { vi: 'Đang tải…', en: 'Loading…' },
  tryAgain: { vi: 'Thử lại', en: 'Try again' },
  cancel: { vi: 'Thôi', en: 'Cancel' },
  close: { vi: 'Đóng', en: 'Close' },
  signIn: { vi: 'Đăng nhập', en: 'Sign in' },
  signOut: { vi: 'Đăng xuất', en: 'Sign out' },
  requestId: { vi: 'Mã yêu cầu: {id}', en: 'Request id: {id}' },
  brokenTitle: { vi: 'Trang này gặp lỗi ngoài dự kiến.', en: 'This page ran into an error.' },
  brokenRemedy: {
    vi: 'Những gì đã lưu vẫn còn. Hãy tải lại trang; nếu còn lỗi, báo bộ phận một cửa.',
    en: 'What was saved is kept. Reload the page; if it stays, tell the one-stop desk.',
  },
  reload: { vi: 'Tải lại trang', en: 'Reload the page' },
  done: { vi: 'Đã xong', en: 'Done' },
  now: { vi: 'Đang ở đây', en: 'Now here' },
  ahead: { vi: 'Sắp tới', en: 'Ahead' },
} as const satisfies TextTable
