import type { TextTable } from '../../i18n/index.ts'

export const signInTexts = {
  title: { vi: 'Đăng nhập', en: 'Sign in' },
  how: {
    vi: 'Bạn đăng nhập bằng số điện thoại; không cần mật khẩu. Chúng tôi gửi mã gồm 6 chữ số qua tin nhắn.',
    en: 'You sign in with your phone number; no password is needed. We send a code of 6 digits by SMS.',
  },
  phone: { vi: 'Số điện thoại di động', en: 'Mobile number' },
  phoneHint: {
    vi: 'Ví dụ 0912 345 678. Tin nhắn về hồ sơ cũng gửi đến số này.',
    en: 'For example 0912 345 678. Messages about your dossier go there too.',
  },
  phoneMissing: {
    vi: 'Hãy điền số di động gồm 10 chữ số, bắt đầu bằng 0.',
    en: 'Enter a mobile number of 10 digits that begins with 0.',
  },
  sendCode: { vi: 'Gửi mã', en: 'Send the code' },
  code: { vi: 'Mã xác nhận', en: 'Code' },
  codeSent: {
    vi: 'Mã gồm 6 chữ số đã gửi đến {phone}, dùng được đến {until}.',
    en: 'A code of 6 digits was sent to {phone}; it is good until {until}.',
  },
  codeMissing: {
    vi: 'Hãy điền đủ 6 chữ số của mã trong tin nhắn.',
    en: 'Enter all 6 digits of the code in the message.',
  },
  confirm: { vi: 'Xác nhận', en: 'Confirm' },
  again: { vi: 'Gửi lại mã', en: 'Send another code' },
  againIn: {
    vi: 'Chưa nhận được? Gửi lại được sau {seconds} giây.',
    en: 'Nothing came? You can ask again in {seconds} seconds.',
  },
  otherPhone: { vi: 'Dùng số khác', en: 'Use another number' },
  endedTitle: { vi: 'Phiên đăng nhập đã hết', en: 'Your session has ended' },
  endedHow: {
    vi: 'Những gì bạn điền vẫn còn trên trang này. Hãy xác nhận lại số {phone} để tiếp tục.',
    en: 'What you typed is still on this page. Confirm the number {phone} again to go on.',
  },
  signedIn: { vi: 'Bạn đã đăng nhập bằng số {phone}.', en: 'You are signed in with {phone}.' },
  goOn: { vi: 'Tiếp tục', en: 'Go on' },
} as const satisfies TextTable
