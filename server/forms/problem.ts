import { formatDay } from '#calendar'
import { inSentence, type Text } from './text.ts'

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
 * Every fault of a single answer: what is wrong and what to do. `label` is the field's label inside a sentence, in the
 * language of the message.
 */
const MESSAGES = {
  'form.required': (p) =>
    ASKED[String(p.asks)]?.(p) ??
    both(
      p,
      (l) => `Hãy điền ${l}.`,
      (l) => `Enter: ${l}.`,
    ),
  'form.not-text': (p) =>
    both(
      p,
      (l) => `Câu trả lời cho ${l} phải là chữ.`,
      (l) => `The answer to ${l} must be text.`,
    ),
  'form.forbidden-character': () => ({
    vi: 'Có ký tự không dùng được. Hãy xoá rồi gõ lại bằng bàn phím.',
    en: 'It holds characters that cannot be used. Delete it and type it again.',
  }),
  'form.too-long': ({ length, max }) => ({
    vi: `Dài ${length} ký tự, tối đa ${max}. Hãy viết ngắn hơn.`,
    en: `It has ${length} characters, at most ${max} are allowed. Shorten it.`,
  }),
  'form.too-short': ({ length, min }) => ({
    vi: `Mới có ${length} ký tự, cần ít nhất ${min}. Hãy viết đầy đủ.`,
    en: `It has ${length} characters, at least ${min} are needed. Write it in full.`,
  }),
  'form.pattern': (p) =>
    p.vi === undefined
      ? both(
          p,
          (l) => `Chưa đúng cách ghi ${l}. Hãy xem lại.`,
          (l) => `This is not how ${l} is written. Check it.`,
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
  'form.date-too-late': (p) => ({
    vi: `${capital(p.labelVi)} không thể sau ${day(p.max)}. Hãy xem lại.`,
    en: `${capital(p.labelEn)} cannot be after ${day(p.max)}. Check it.`,
  }),
  'form.date-too-early': (p) => ({
    vi: `${capital(p.labelVi)} không thể trước ${day(p.min)}. Hãy xem lại.`,
    en: `${capital(p.labelEn)} cannot be before ${day(p.min)}. Check it.`,
  }),
  'form.not-a-number': () => ({
    vi: 'Hãy ghi bằng chữ số, ví dụ 3 hoặc 12,5.',
    en: 'Enter a number, for example 3 or 12.5.',
  }),
  'form.too-many-decimals': ({ digits }) =>
    digits === 0
      ? { vi: 'Phải là số nguyên, không có phần lẻ.', en: 'It must be a whole number.' }
      : { vi: `Nhiều nhất ${digits} chữ số sau dấu phẩy.`, en: `At most ${digits} digits behind the point.` },
  'form.too-small': ({ min }) => ({
    vi: `Ít nhất là ${number(min, 'vi')}. Hãy ghi số lớn hơn.`,
    en: `The least is ${number(min, 'en')}. Enter a larger number.`,
  }),
  'form.too-large': ({ max }) => ({
    vi: `Nhiều nhất là ${number(max, 'vi')}. Hãy ghi số nhỏ hơn.`,
    en: `The most is ${number(max, 'en')}. Enter a smaller number.`,
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
    vi: `Tệp "${name}" không thuộc loại nhận được ở mục này. Hãy thay bằng tệp ${vi}.`,
    en: `The file "${name}" is not of a kind that is taken here. Attach a ${en} instead.`,
  }),
  'form.file-too-large': ({ name, max }) => ({
    vi: `Tệp "${name}" lớn hơn ${max} MB. Hãy giảm kích thước rồi đính kèm lại.`,
    en: `The file "${name}" is larger than ${max} MB. Make it smaller and attach it again.`,
  }),
  'form.too-many-files': ({ max }) => ({
    vi: `Nhiều nhất ${max} tệp. Hãy bỏ bớt.`,
    en: `At most ${max} files. Remove some.`,
  }),
  'form.too-few-files': ({ min }) => ({
    vi: `Cần ít nhất ${min} tệp. Hãy đính kèm thêm.`,
    en: `At least ${min} files. Attach more.`,
  }),
  'form.too-many-rows': ({ max }) => ({
    vi: `Nhiều nhất ${max} mục. Hãy bỏ bớt.`,
    en: `At most ${max} entries. Remove some.`,
  }),
  'form.too-few-rows': ({ min }) => ({
    vi: `Cần ít nhất ${min} mục. Hãy thêm.`,
    en: `At least ${min} entries. Add more.`,
  }),
  'form.not-an-object': () => ({ vi: 'Dữ liệu gửi lên không đọc được.', en: 'What was sent cannot be read.' }),
  'form.unknown-field': () => ({
    vi: 'Biểu mẫu không có mục này. Hãy tải lại trang rồi làm lại.',
    en: 'The form has no such field. Reload the page and try again.',
  }),
  'form.read-only': (p) =>
    both(
      p,
      (l) => `Không được thay đổi ${l}. Hãy để như đã có.`,
      (l) => `${capital(l)} cannot be changed. Leave it as it was.`,
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
      (l) => `Hãy chọn ${l}.`,
      (l) => `Choose: ${l}.`,
    ),
  attach: (p) =>
    both(
      p,
      (l) => `Hãy đính kèm ${l}.`,
      (l) => `Attach: ${l}.`,
    ),
  add: (p) =>
    both(
      p,
      (l) => `Hãy thêm ${l}.`,
      (l) => `Add: ${l}.`,
    ),
  tick: () => ({ vi: 'Hãy đánh dấu vào ô này để tiếp tục.', en: 'Tick this box to go on.' }),
}

function both({ labelVi, labelEn }: Params, vi: (label: string) => string, en: (label: string) => string): Text {
  return {
    vi: vi(inSentence(String(labelVi ?? 'mục này'))),
    en: en(inSentence(String(labelEn ?? labelVi ?? 'this field'))),
  }
}

function capital(label: string | number | undefined): string {
  const text = String(label ?? '')
  return text.slice(0, 1).toUpperCase() + text.slice(1)
}

function day(value: string | number | undefined): string {
  return formatDay(String(value ?? ''))
}

function number(value: string | number | undefined, language: 'vi' | 'en'): string {
  const text = String(value ?? '')
  return language === 'vi' ? text.replace('.', ',') : text
}
