import { formatDay } from '#calendar'
import { printNumber } from './numerals.ts'
import { type Language, quoted, type Text } from './text.ts'

/** One thing that is wrong, at one place. */
export interface Problem {
  /** Where: `copies`, `earlierResidences[0].fromDate`; empty for the form as a whole. */
  path: string
  /** `form.` and the fault, or `form.rule.` and the id of a cross rule. */
  code: string
  message: Text
  /** For a cross rule all keys that it concerns; the first visible one is `path`. */
  fields?: readonly string[]
  /** The article that a warning rests on. */
  legalRef?: string
}

/** What a message needs to know. */
export type Params = { readonly [name: string]: string | number | undefined }

/**
 * Every fault of a single answer: what is wrong and what to do. `labelVi` and `labelEn` are the field's label. A sentence
 * quotes it and never bends it, so that it reads right whatever the label is: `Đến ngày`, `Người giám hộ là`.
 */
const MESSAGES = {
  'form.required': (p) =>
    ASKED[String(p.asks)]?.(p) ??
    both(
      p,
      (field) => `Hãy điền mục ${field}.`,
      (field) => `Fill in ${field}.`,
    ),
  'form.not-text': (p) =>
    both(
      p,
      (field) => `Câu trả lời ở mục ${field} phải là văn bản.`,
      (field) => `The answer to ${field} must be text.`,
    ),
  'form.forbidden-character': () => ({
    vi: 'Có ký tự không dùng được. Hãy xoá rồi gõ lại bằng bàn phím.',
    en: 'It holds characters that cannot be used. Delete it and type it again.',
  }),
  'form.too-long': ({ length, max }) => ({
    vi: `Dài ${length} ký tự, tối đa ${max}. Hãy viết ngắn hơn.`,
    en: `It has ${counted(length, 'character')}; the most is ${max}. Shorten it.`,
  }),
  'form.too-short': ({ length, min }) => ({
    vi: `Mới có ${length} ký tự, cần ít nhất ${min}. Hãy viết đầy đủ.`,
    en: `It has ${counted(length, 'character')}; the least is ${min}. Write it in full.`,
  }),
  'form.pattern': (p) =>
    p.vi === undefined
      ? both(
          p,
          (field) => `Mục ${field} ghi chưa đúng cách. Hãy xem lại.`,
          (field) => `The answer to ${field} is not written this way. Check it.`,
        )
      : { vi: String(p.vi), en: String(p.en ?? p.vi) },
  'form.not-a-name': () => ({
    vi: "Họ tên chỉ gồm chữ cái, dấu cách và các dấu ' . -, bắt đầu bằng chữ cái. Hãy ghi như trên giấy tờ.",
    en: "A name has letters, spaces and ' . - only, and begins with a letter. Write it as on the document.",
  }),
  'form.not-an-id': (p) => (p.vi === undefined ? ID_NUMBER : { vi: String(p.vi), en: String(p.en) }),
  'form.not-a-phone': () => ({
    vi: 'Số điện thoại chưa đúng. Hãy ghi số di động 10 chữ số, ví dụ 0912 345 678.',
    en: 'This is not a phone number. Enter a mobile number of 10 digits, for example 0912 345 678.',
  }),
  'form.phone-too-old': () => ({
    vi: 'Số di động 11 chữ số đã đổi sang 10 chữ số từ 15/11/2018. Hãy ghi số mới.',
    en: 'Mobile numbers of 11 digits became 10 digits on 15/11/2018. Enter the new number.',
  }),
  'form.not-an-email': () => ({
    vi: 'Thư điện tử phải có dạng ten@noigui.vn. Hãy xem lại.',
    en: 'An e-mail address looks like name@example.vn. Check it.',
  }),
  'form.not-a-time': () => ({
    vi: 'Giờ phải từ 00:00 đến 23:59, ví dụ 08:30.',
    en: 'A time lies between 00:00 and 23:59, for example 08:30.',
  }),
  'form.not-a-date': () => ({
    vi: 'Không có ngày này. Hãy ghi ngày, tháng và năm đủ 4 chữ số, ví dụ 12 7 2016.',
    en: 'There is no such day. Enter day, month and a year of 4 digits, for example 12 7 2016.',
  }),
  'form.date-too-late': (p) =>
    both(
      p,
      (field) => `Ngày ở mục ${field} không thể sau ${day(p.max)}. Hãy xem lại.`,
      (field) => `The day in ${field} cannot be after ${day(p.max)}. Check it.`,
    ),
  'form.date-too-early': (p) =>
    both(
      p,
      (field) => `Ngày ở mục ${field} không thể trước ${day(p.min)}. Hãy xem lại.`,
      (field) => `The day in ${field} cannot be before ${day(p.min)}. Check it.`,
    ),
  'form.not-a-number': () => ({
    vi: 'Hãy ghi bằng chữ số, ví dụ 3 hoặc 12,5.',
    en: 'Enter a number, for example 3 or 12.5.',
  }),
  'form.too-many-decimals': ({ digits }) =>
    digits === 0
      ? { vi: 'Hãy ghi số nguyên, không có phần lẻ.', en: 'Enter a whole number.' }
      : {
          vi: `Hãy ghi nhiều nhất ${digits} chữ số sau dấu phẩy.`,
          en: `Enter at most ${counted(digits, 'digit')} behind the point.`,
        },
  'form.too-small': ({ min }) => ({
    vi: `Hãy ghi số từ ${number(min, 'vi')} trở lên.`,
    en: `Enter ${number(min, 'en')} or more.`,
  }),
  'form.too-large': ({ max }) => ({
    vi: `Hãy ghi số không quá ${number(max, 'vi')}.`,
    en: `Enter ${number(max, 'en')} or less.`,
  }),
  'form.not-an-option': () => ({
    vi: 'Không có lựa chọn này. Hãy chọn một trong các mục đã nêu.',
    en: 'There is no such choice. Choose one of those listed.',
  }),
  'form.not-a-yes-or-no': () => ({ vi: 'Chỉ có thể đánh dấu hoặc để trống.', en: 'Tick it or leave it empty.' }),
  'form.not-a-list': () => ({ vi: 'Câu trả lời phải là một danh sách.', en: 'The answer must be a list.' }),
  'form.chosen-twice': () => ({
    vi: 'Có mục được chọn hai lần. Hãy bỏ bớt.',
    en: 'Something was chosen twice. Remove it.',
  }),
  'form.unknown-unit': () => ({
    vi: 'Không tìm thấy đơn vị hành chính này. Hãy chọn lại từ danh sách.',
    en: 'There is no such administrative unit. Choose it from the list.',
  }),
  'form.not-a-file': () => ({
    vi: 'Không đọc được danh sách tệp. Hãy đính kèm lại.',
    en: 'The list of files cannot be read. Attach them again.',
  }),
  'form.unknown-file': () => ({
    vi: 'Không tìm thấy tệp đã tải lên. Hãy đính kèm lại.',
    en: 'The uploaded file is not there. Attach it again.',
  }),
  'form.file-type': ({ name, vi, en }) => ({
    vi: `Tệp «${name}» không thuộc loại nhận được ở mục này. Hãy thay bằng tệp ${vi}.`,
    en: `The file “${name}” is not of a kind that is taken here. Attach a ${en} instead.`,
  }),
  'form.file-too-large': ({ name, max }) => ({
    vi: `Tệp «${name}» lớn hơn ${max} MB. Hãy giảm kích thước rồi đính kèm lại.`,
    en: `The file “${name}” is larger than ${max} MB. Make it smaller and attach it again.`,
  }),
  'form.too-many-files': ({ max }) => ({
    vi: `Nhiều nhất ${max} tệp. Hãy bỏ bớt.`,
    en: `At most ${counted(max, 'file')}. Remove some.`,
  }),
  'form.too-few-files': ({ min }) => ({
    vi: `Cần ít nhất ${min} tệp. Hãy đính kèm thêm.`,
    en: `At least ${counted(min, 'file')}. Attach more.`,
  }),
  'form.too-many-rows': ({ max }) => ({
    vi: `Nhiều nhất ${max} mục. Hãy bỏ bớt.`,
    en: `At most ${counted(max, 'entry', 'entries')}. Remove some.`,
  }),
  'form.too-few-rows': ({ min }) => ({
    vi: `Cần ít nhất ${min} mục. Hãy thêm.`,
    en: `At least ${counted(min, 'entry', 'entries')}. Add more.`,
  }),
  'form.not-an-object': () => ({ vi: 'Dữ liệu gửi lên không đọc được.', en: 'What was sent cannot be read.' }),
  'form.unknown-field': () => ({
    vi: 'Biểu mẫu không có mục này. Hãy tải lại trang rồi làm lại.',
    en: 'The form has no such field. Reload the page and try again.',
  }),
  'form.read-only': (p) =>
    both(
      p,
      (field) => `Không được thay đổi mục ${field}. Hãy để như đã có.`,
      (field) => `What ${field} says cannot be changed. Leave it as it was.`,
    ),
} satisfies { [code: string]: (params: Params) => Text }

/** The codes of single answers; a cross rule has `form.rule.<id>`. */
export type ProblemCode = keyof typeof MESSAGES

export function isProblemCode(code: string): code is ProblemCode {
  return Object.hasOwn(MESSAGES, code)
}

export function problem(path: string, code: ProblemCode, params: Params = {}): Problem {
  return { path, code, message: MESSAGES[code](params) }
}

/** All codes, for the contract and the pages that explain them. */
export const PROBLEM_CODES: readonly string[] = Object.keys(MESSAGES)

const ID_NUMBER: Text = {
  vi: 'Số giấy tờ chưa đúng: chứng minh nhân dân có 9 chữ số, căn cước công dân 12 chữ số, hộ chiếu 1 chữ cái và 7 chữ số.',
  en: 'This is not an ID number: an identity card has 9 digits, a citizen card 12, a passport 1 letter and 7 digits.',
}

/** How a missing answer is asked for, by what the field wants done. */
const ASKED: { readonly [asks: string]: (params: Params) => Text } = {
  choose: (p) =>
    both(
      p,
      (field) => `Hãy chọn ở mục ${field}.`,
      (field) => `Make a choice in ${field}.`,
    ),
  attach: (p) =>
    both(
      p,
      (field) => `Hãy đính kèm tệp ở mục ${field}.`,
      (field) => `Attach a file to ${field}.`,
    ),
  add: (p) =>
    both(
      p,
      (field) => `Hãy thêm nội dung ở mục ${field}.`,
      (field) => `Add an entry to ${field}.`,
    ),
  tick: () => ({ vi: 'Hãy đánh dấu vào ô này để tiếp tục.', en: 'Tick this box to go on.' }),
}

/** The field as it stands behind `mục` and behind a preposition: its label in quotes, else `này` and `this field`. */
function both({ labelVi, labelEn }: Params, vi: (field: string) => string, en: (field: string) => string): Text {
  return {
    vi: vi(labelVi === undefined ? 'này' : quoted(String(labelVi), 'vi')),
    en: en(labelVi === undefined ? 'this field' : quoted(String(labelEn ?? labelVi), 'en')),
  }
}

function counted(count: string | number | undefined, one: string, many = `${one}s`): string {
  return `${count} ${count === 1 ? one : many}`
}

function day(value: string | number | undefined): string {
  return formatDay(String(value ?? ''))
}

function number(value: string | number | undefined, language: Language): string {
  return typeof value === 'number' ? printNumber(value, language) : String(value ?? '')
}
