import type { TextTable } from '../../i18n/index.ts'

export const frameTexts = {
  house: { vi: 'Một cửa Hà Nội', en: 'Hà Nội one-stop counter' },
  city: { vi: 'Thành phố Hà Nội', en: 'City of Hà Nội' },
  track: { vi: 'Tra cứu hồ sơ', en: 'Track a dossier' },
  mine: { vi: 'Hồ sơ của tôi', en: 'My dossiers' },
  help: { vi: 'Trợ giúp', en: 'Help' },
  signIn: { vi: 'Đăng nhập', en: 'Sign in' },
  signOut: { vi: 'Đăng xuất', en: 'Sign out' },
  privacy: { vi: 'Bảo vệ thông tin cá nhân', en: 'Privacy' },
  complaints: { vi: 'Góp ý, khiếu nại', en: 'Comments, complaints' },
  accessibility: { vi: 'Trang này dùng được cho mọi người thế nào', en: 'Accessibility' },
  runBy: {
    vi: 'Uỷ ban nhân dân thành phố Hà Nội · Sở Thông tin và Truyền thông vận hành',
    en: "People's Committee of Hà Nội · run by the Department of Information and Communications",
  },
  back: { vi: 'Quay lại', en: 'Back' },
  footLinks: { vi: 'Thông tin thêm', en: 'More information' },
  staffTitle: { vi: 'Bạn đang đăng nhập bằng tài khoản cán bộ', en: 'You are signed in as staff' },
  staffRemedy: {
    vi: 'Trang này dành cho công dân. Hãy đăng xuất rồi đăng nhập bằng số điện thoại của bạn.',
    en: 'This page is for citizens. Sign out, then sign in with your phone number.',
  },
} as const satisfies TextTable
