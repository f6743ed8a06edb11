import type { TextTable } from '../../i18n/index.ts'

export const verificationTexts = {
  title: { vi: 'Kiểm tra giấy tờ', en: 'Verify a paper' },
  how: {
    vi: 'Mã ở chân giấy, cạnh mã QR, cho biết giấy có do chúng tôi cấp và còn giá trị không.',
    en: 'The code at the foot of the paper, beside the QR code, tells whether we issued it and whether it is still valid.',
  },
  code: { vi: 'Mã kiểm tra', en: 'Verification code' },
  codeHint: { vi: 'Chữ hoa, chữ thường khác nhau', en: 'Capitals matter' },
  codeWrong: {
    vi: 'Mã gồm 16 đến 40 chữ cái, chữ số. Hãy ghi đúng như trên giấy.',
    en: 'The code has 16 to 40 letters and digits. Write it as it is on the paper.',
  },
  verify: { vi: 'Kiểm tra', en: 'Verify' },
  valid: { vi: 'Giấy này có giá trị', en: 'This paper is valid' },
  withdrawn: { vi: 'Giấy này đã bị thu hồi', en: 'This paper was withdrawn' },
  withdrawnHow: {
    vi: 'Không dùng giấy này nữa. Hãy hỏi đơn vị cấp để có bản thay thế.',
    en: 'Do not use it any more. Ask the unit that issued it for the one that replaces it.',
  },
  unknown: { vi: 'Không có giấy nào mang mã này', en: 'No paper has this code' },
  unknownHow: {
    vi: 'Hãy xem lại mã. Nếu mã đúng như trên giấy thì giấy không do hệ thống này cấp: đừng nhận, và báo bộ phận một cửa.',
    en: 'Check the code. If it is as on the paper, the paper was not issued here: do not accept it, and tell the one-stop desk.',
  },
  name: { vi: 'Loại giấy', en: 'Paper' },
  number: { vi: 'Số', en: 'Number' },
  unit: { vi: 'Nơi cấp', en: 'Issued by' },
  issued: { vi: 'Cấp lúc', en: 'Issued' },
  withdrawnAt: { vi: 'Thu hồi lúc', en: 'Withdrawn' },
  initials: { vi: 'Người được cấp (chữ cái đầu)', en: 'Issued to (initials)' },
  compare: {
    vi: 'So từng dòng với giấy cầm trên tay. Khác một dòng là không phải giấy này.',
    en: 'Compare each line with the paper in hand. If one differs, it is not this paper.',
  },
  hash: { vi: 'Dấu vân tay của tệp (SHA-256)', en: 'Fingerprint of the file (SHA-256)' },
  another: { vi: 'Kiểm tra giấy khác', en: 'Verify another paper' },
} as const satisfies TextTable
