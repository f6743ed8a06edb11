import { kindsInWords, type Language } from '#forms'

/** The words that the form components speak by themselves; everything else comes from the form and its check. */
const WORDS = {
  optional: { vi: 'không bắt buộc', en: 'optional' },
  choose: { vi: 'Chọn', en: 'Choose' },
  day: { vi: 'Ngày', en: 'Day' },
  month: { vi: 'Tháng', en: 'Month' },
  year: { vi: 'Năm', en: 'Year' },
  time: { vi: 'Giờ', en: 'Time' },
  dateHint: { vi: 'Ví dụ 12 7 2016', en: 'For example 12 7 2016' },
  timeHint: { vi: 'Ví dụ 08:30', en: 'For example 08:30' },
  province: { vi: 'Tỉnh, thành phố', en: 'Province or city' },
  district: { vi: 'Quận, huyện, thị xã', en: 'District' },
  commune: { vi: 'Phường, xã, thị trấn', en: 'Ward, commune or township' },
  elsewhere: { vi: 'Nơi khác, ngoài Hà Nội', en: 'Elsewhere, outside Hà Nội' },
  elsewhereLabel: { vi: 'Xã, huyện, tỉnh', en: 'Commune, district, province' },
  loading: { vi: 'Đang tải…', en: 'Loading…' },
  loadFailed: { vi: 'Không tải được danh sách.', en: 'The list could not be loaded.' },
  tryAgain: { vi: 'Thử lại', en: 'Try again' },
  addFile: { vi: 'Chọn tệp', en: 'Choose a file' },
  addFiles: { vi: 'Chọn tệp', en: 'Choose files' },
  remove: { vi: 'Bỏ', en: 'Remove' },
  uploading: { vi: 'Đang tải lên', en: 'Uploading' },
  uploaded: { vi: 'Đã tải lên', en: 'Uploaded' },
  uploadFailed: { vi: 'Không tải lên được. Hãy thử lại.', en: 'It could not be uploaded. Try again.' },
  waitForUpload: {
    vi: 'Tệp đang được tải lên. Hãy đợi một chút.',
    en: 'A file is still being uploaded. Wait a moment.',
  },
  original: { vi: 'Cần xuất trình bản chính khi nhận kết quả', en: 'Show the original when you collect the result' },
  add: { vi: 'Thêm', en: 'Add' },
  entry: { vi: 'Mục', en: 'Entry' },
  fixOne: { vi: 'Có 1 chỗ cần sửa', en: 'One thing needs mending' },
  notGiven: { vi: 'Không điền', en: 'Not given' },
  notYetWorkedOut: { vi: 'Tự tính khi đã điền đủ', en: 'Worked out once the rest is filled in' },
  edit: { vi: 'Sửa', en: 'Change' },
  pleaseNote: { vi: 'Xin lưu ý', en: 'Please note' },
  goOnAnyway: { vi: 'Bạn vẫn có thể tiếp tục; cán bộ sẽ xem xét.', en: 'You may go on; the officer will decide.' },
  markedByOfficer: { vi: 'Cán bộ đề nghị', en: 'The officer asks' },
} as const satisfies { [key: string]: { [language in Language]: string } }

export function word(key: keyof typeof WORDS, language: Language): string {
  return WORDS[key][language]
}

export function thingsToMend(count: number, language: Language): string {
  if (count === 1) return word('fixOne', language)
  return language === 'vi' ? `Có ${count} chỗ cần sửa` : `${count} things need mending`
}

/** What a file list says of its limits: `PDF, JPG hoặc PNG; nhiều nhất 5 tệp, mỗi tệp không quá 5 MB`. */
export function fileLimits(maxFiles: number, maxMB: number, accept: readonly string[], language: Language): string {
  const kinds = kindsInWords(accept)?.[language]
  const limits =
    maxFiles === 1
      ? { vi: `một tệp, không quá ${maxMB} MB`, en: `one file, up to ${maxMB} MB` }
      : {
          vi: `nhiều nhất ${maxFiles} tệp, mỗi tệp không quá ${maxMB} MB`,
          en: `at most ${maxFiles} files, each up to ${maxMB} MB`,
        }
  const text = limits[language]
  return kinds === undefined ? text.charAt(0).toUpperCase() + text.slice(1) : `${kinds}; ${text}`
}

/** `1,2 MB`, `350 kB`. */
export function fileSize(bytes: number, language: Language): string {
  const [value, unit] = bytes >= 1_000_000 ? [bytes / 1_000_000, 'MB'] : [bytes / 1000, 'kB']
  const text = value >= 10 || unit === 'kB' ? String(Math.max(1, Math.round(value))) : value.toFixed(1)
  return `${language === 'vi' ? text.replace('.', ',') : text} ${unit}`
}
