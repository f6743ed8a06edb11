/**
 * Faults as values for users: a closed table of RFC 9457 problems. The code is stable, the sentence says what is wrong
 * and what to do. A `Problem` is thrown where a caller expects it; anything else that is thrown is a bug.
 */
export interface Texts {
  vi: string
  en: string
}
export interface FieldProblem {
  path: string
  code: string
  message: Texts
}
interface Entry {
  status: number
  title: Texts
  remedy: Texts
}

const t = (vi: string, en: string): Texts => ({ vi, en })
const entry = (status: number, title: Texts, remedy: Texts): Entry => ({ status, title, remedy })
const reload = t('Hãy tải lại trang rồi làm tiếp.', 'Reload the page and go on.')

export const problems = {
  'request.malformed': entry(
    400,
    t('Yêu cầu không đúng định dạng.', 'The request is not well formed.'),
    t('Hãy kiểm tra dữ liệu gửi lên.', 'Check what was sent.'),
  ),
  'request.too-large': entry(
    413,
    t('Dữ liệu gửi lên quá lớn.', 'What was sent is too large.'),
    t('Hãy gửi ít hơn trong một lần.', 'Send less at a time.'),
  ),
  'request.headers-too-large': entry(
    431,
    t('Địa chỉ hoặc phần đầu của yêu cầu quá dài.', 'The address or the headers of the request are too long.'),
    t('Hãy rút ngắn nội dung tìm kiếm rồi thử lại.', 'Shorten what you search for and try again.'),
  ),
  'request.too-slow': entry(
    408,
    t('Yêu cầu gửi quá lâu nên đã dừng.', 'The request took too long to arrive and was given up.'),
    t('Hãy kiểm tra kết nối mạng rồi gửi lại.', 'Check your connection and send it again.'),
  ),
  'request.unsupported-type': entry(
    415,
    t('Kiểu nội dung không được hỗ trợ.', 'This content type is not supported.'),
    t('Hãy gửi JSON hoặc tệp theo đúng cách.', 'Send JSON, or a file the usual way.'),
  ),
  'request.not-found': entry(
    404,
    t('Không có trang này.', 'There is no such page.'),
    t('Hãy kiểm tra địa chỉ.', 'Check the address.'),
  ),
  'request.method': entry(
    405,
    t('Không dùng được cách gọi này.', 'This method is not allowed here.'),
    t('Hãy xem tài liệu giao diện.', 'See the interface documentation.'),
  ),
  'request.too-many': entry(
    429,
    t('Bạn thao tác quá nhanh.', 'Too many requests.'),
    t('Hãy đợi một lát rồi thử lại.', 'Wait a little and try again.'),
  ),
  'request.cross-site': entry(
    403,
    t('Yêu cầu đến từ trang khác nên không được nhận.', 'The request came from another site and was not taken.'),
    reload,
  ),
  'request.cursor': entry(
    400,
    t('Vị trí trang không còn dùng được.', 'This page position is of no use.'),
    t('Hãy mở lại danh sách từ đầu.', 'Open the list from its beginning.'),
  ),
  'internal.unexpected': entry(
    500,
    t('Hệ thống gặp lỗi ngoài dự kiến.', 'Something went wrong on our side.'),
    t(
      'Hãy thử lại; nếu còn lỗi, báo bộ phận hỗ trợ kèm mã yêu cầu.',
      'Try again; if it stays, tell support with the request id.',
    ),
  ),
  'internal.unavailable': entry(
    503,
    t('Một phần của hệ thống đang tạm ngừng.', 'A part of the system is not available.'),
    t('Dữ liệu của bạn vẫn còn. Hãy thử lại sau ít phút.', 'Your data is kept. Try again in a few minutes.'),
  ),
  'session.required': entry(
    401,
    t('Bạn chưa đăng nhập hoặc phiên đã hết.', 'You are not signed in, or the session has ended.'),
    t('Hãy đăng nhập lại; những gì đã lưu vẫn còn.', 'Sign in again; what was saved is kept.'),
  ),
  'session.csrf': entry(
    403,
    t('Thiếu mã bảo vệ của phiên làm việc.', 'The session token is missing or wrong.'),
    reload,
  ),
  'session.wrong-password': entry(
    401,
    t('Tên đăng nhập hoặc mật khẩu không đúng.', 'The name or the password is wrong.'),
    t(
      'Hãy kiểm tra lại; quên mật khẩu thì báo người quản trị của đơn vị.',
      'Check both; if forgotten, ask the administrator of your unit.',
    ),
  ),
  'session.wrong-code': entry(
    401,
    t('Mã xác nhận không đúng hoặc đã hết hạn.', 'The code is wrong or has expired.'),
    t('Hãy xem lại tin nhắn mới nhất hoặc xin mã khác.', 'Look at the newest message, or ask for another code.'),
  ),
  'session.code-too-soon': entry(
    429,
    t('Vừa gửi mã cho số này.', 'A code was sent to this number just now.'),
    t('Hãy đợi tin nhắn đến, hoặc xin lại sau một phút.', 'Wait for the message, or ask again in a minute.'),
  ),
  'session.phone': entry(
    400,
    t('Số điện thoại không đúng.', 'The phone number is not valid.'),
    t('Hãy điền số di động Việt Nam gồm 10 chữ số.', 'Enter a Vietnamese mobile number of 10 digits.'),
  ),
  'access.denied': entry(
    403,
    t('Bạn không có quyền làm việc này.', 'You may not do this.'),
    t('Nếu cần, hãy hỏi người quản trị của đơn vị.', 'If you need to, ask the administrator of your unit.'),
  ),
  'service.unknown': entry(
    404,
    t('Không có thủ tục này.', 'There is no such service.'),
    t('Hãy chọn trong danh sách thủ tục.', 'Choose from the list of services.'),
  ),
  'service.not-live': entry(
    409,
    t('Thủ tục này chưa nhận trực tuyến tại đơn vị đã chọn.', 'This service is not online in the chosen unit yet.'),
    t('Hãy chọn đơn vị khác hoặc đến trực tiếp bộ phận một cửa.', 'Choose another unit or come to the one-stop desk.'),
  ),
  'unit.unknown': entry(
    404,
    t('Không có đơn vị này.', 'There is no such unit.'),
    t('Hãy chọn trong danh sách đơn vị.', 'Choose from the list of units.'),
  ),
  'draft.unknown': entry(
    404,
    t('Không tìm thấy bản nháp này.', 'This draft was not found.'),
    t('Có thể hồ sơ đã nộp; hãy xem «Hồ sơ của tôi».', 'It may have been submitted; see “My dossiers”.'),
  ),
  'draft.changed': entry(412, t('Bản nháp đã được sửa ở nơi khác.', 'The draft was changed elsewhere.'), reload),
  'draft.channel': entry(
    422,
    t('Chưa nói hồ sơ nộp thế nào.', 'It was not said how the dossier is filed.'),
    t('Hãy chọn: nộp trực tiếp, hoặc hỗ trợ kê khai tại quầy.', 'Choose: on paper at the counter, or typed with help.'),
  ),
  'draft.too-many': entry(
    409,
    t('Bạn có quá nhiều bản nháp.', 'You have too many drafts.'),
    t('Hãy nộp hoặc xoá bớt bản nháp cũ.', 'Submit or delete older drafts.'),
  ),
  'form.invalid': entry(
    422,
    t('Có chỗ cần sửa trong đơn.', 'Some answers need mending.'),
    t('Hãy sửa từng chỗ được nêu rồi gửi lại.', 'Mend each place named and send again.'),
  ),
  'upload.unknown': entry(
    404,
    t('Không tìm thấy tệp này.', 'This file was not found.'),
    t('Hãy tải tệp lên lại.', 'Upload the file again.'),
  ),
  'upload.too-large': entry(
    413,
    t('Tệp quá lớn.', 'The file is too large.'),
    t(
      'Hãy giảm dung lượng, ví dụ chụp lại ở cỡ nhỏ hơn.',
      'Make it smaller, for example by taking the picture at a lower size.',
    ),
  ),
  'upload.empty': entry(422, t('Tệp rỗng.', 'The file is empty.'), t('Hãy chọn tệp khác.', 'Choose another file.')),
  'upload.type': entry(
    422,
    t('Nội dung tệp không thuộc loại được nhận.', 'The content of the file is not of an accepted kind.'),
    t('Hãy gửi loại tệp ghi ở mục đó.', 'Send a file of a kind that the item names.'),
  ),
  'upload.active-content': entry(
    422,
    t('Tệp PDF có mã chạy, tệp đính kèm hoặc mật khẩu.', 'The PDF has scripts, attachments or a password.'),
    t('Hãy in ra PDF thường rồi gửi lại.', 'Print it to a plain PDF and send that.'),
  ),
  'upload.interrupted': entry(
    400,
    t('Tệp chưa đến trọn vẹn.', 'The file did not arrive whole.'),
    t('Hãy gửi lại.', 'Send it again.'),
  ),
  'upload.too-many': entry(
    409,
    t('Mục này đã đủ số tệp.', 'This item has all the files it may have.'),
    t('Hãy xoá bớt tệp cũ trước.', 'Remove an older file first.'),
  ),
  'upload.field': entry(422, t('Mục này không nhận tệp.', 'This item takes no files.'), reload),
  'dossier.unknown': entry(
    404,
    t('Không tìm thấy hồ sơ này.', 'This dossier was not found.'),
    t('Hãy kiểm tra mã hồ sơ và số điện thoại.', 'Check the code and the phone number.'),
  ),
  'dossier.closed': entry(
    409,
    t('Hồ sơ đã đóng.', 'The dossier is closed.'),
    t('Bạn có thể nộp hồ sơ mới.', 'You may file a new one.'),
  ),
  'dossier.withdrawn': entry(
    409,
    t('Công dân đã rút hồ sơ này.', 'The citizen has withdrawn this dossier.'),
    t('Không cần làm gì thêm.', 'Nothing more needs doing.'),
  ),
  'dossier.not-withdrawable': entry(
    409,
    t(
      'Kết quả đã được ký nên không rút được hồ sơ nữa.',
      'The result is signed, so the dossier cannot be withdrawn any more.',
    ),
    t('Hãy liên hệ bộ phận một cửa.', 'Ask at the one-stop desk.'),
  ),
  'dossier.code-exhausted': entry(
    503,
    t('Đơn vị đã nhận đủ số hồ sơ của hôm nay.', 'The unit has no more numbers for today.'),
    t('Hãy nộp vào ngày mai.', 'File tomorrow.'),
  ),
  'request.closed': entry(
    409,
    t('Đã hết hạn hoặc đã trả lời yêu cầu này.', 'This request is answered or its time is over.'),
    t('Hãy tải lại trang để xem hồ sơ đang ở bước nào.', 'Reload to see where the dossier stands.'),
  ),
  'request.unknown': entry(404, t('Không có yêu cầu này.', 'There is no such request.'), reload),
  'request.incomplete': entry(
    422,
    t('Chưa bổ sung đủ các điểm được yêu cầu.', 'Not everything that was asked for is there.'),
    t('Hãy bổ sung từng điểm được nêu.', 'Supply each point named.'),
  ),
  'task.unknown': entry(
    404,
    t('Không tìm thấy công việc này.', 'This task was not found.'),
    t('Có thể việc đã xong; hãy tải lại hộp việc.', 'It may be done; reload your tasks.'),
  ),
  'task.closed': entry(
    409,
    t('Việc này không còn mở.', 'This task is no longer open.'),
    t('Hãy tải lại hộp việc.', 'Reload your tasks.'),
  ),
  'task.claimed': entry(
    409,
    t('Người khác đang xử lý việc này.', 'Somebody else has this task.'),
    t('Hãy chọn việc khác hoặc hỏi người đó.', 'Choose another task, or ask them.'),
  ),
  'task.not-claimed': entry(
    409,
    t('Bạn chưa nhận việc này.', 'You have not claimed this task.'),
    t('Hãy nhận việc trước khi quyết định.', 'Claim it before you decide.'),
  ),
  'task.assigned': entry(
    409,
    t('Hồ sơ này đã giao cho người khác.', 'This dossier was given to somebody else.'),
    t('Nếu làm thay người đó, hãy chọn «Làm thay».', 'If you stand in for them, say so.'),
  ),
  'task.four-eyes': entry(
    409,
    t(
      'Người đã thẩm tra hoặc dự thảo không được ký hồ sơ này.',
      'Whoever examined or drafted may not sign the same dossier.',
    ),
    t('Hãy để người có quyền khác ký.', 'Let another entitled person sign.'),
  ),
  'assignment.not-entitled': entry(
    422,
    t(
      'Người được giao không giữ vai trò này ở đơn vị, hoặc tài khoản đã khoá.',
      'The person does not hold this role in the unit, or the account is locked.',
    ),
    t('Hãy chọn người khác trong danh sách.', 'Choose another person of the list.'),
  ),
  'assignment.four-eyes': entry(
    409,
    t(
      'Người được giao đã thẩm tra hoặc dự thảo hồ sơ này nên không được ký.',
      'The person examined or drafted this dossier and may not sign it.',
    ),
    t('Hãy giao cho người có quyền khác.', 'Give it to another entitled person.'),
  ),
  'assignment.moved': entry(
    409,
    t('Việc này vừa được chuyển sang người khác.', 'Somebody else has it by now.'),
    t('Hãy tải lại danh sách rồi giao lại nếu vẫn cần.', 'Reload the list and move it again if that is still needed.'),
  ),
  'assignment.same-person': entry(
    422,
    t('Người này đang giữ việc.', 'This person has it already.'),
    t('Hãy chọn người khác.', 'Choose somebody else.'),
  ),
  'assignment.none': entry(
    409,
    t('Hồ sơ này chưa giao cho ai.', 'This dossier is given to nobody.'),
    t('Hãy giao từng việc của hồ sơ.', 'Give its tasks to somebody one by one.'),
  ),
  'task.unknown-outcome': entry(422, t('Bước này không có lựa chọn đó.', 'This step has no such outcome.'), reload),
  'task.outcome-not-open': entry(
    409,
    t('Lựa chọn này hiện không được dùng.', 'This outcome is not open now.'),
    t('Hãy chọn kết quả khác.', 'Choose another outcome.'),
  ),
  'task.reason-required': entry(
    422,
    t('Cần nêu lý do.', 'A reason is needed.'),
    t('Hãy ghi lý do rồi gửi lại.', 'Write the reason and send again.'),
  ),
  'task.items-required': entry(
    422,
    t('Cần nêu ít nhất một điểm phải bổ sung.', 'Name at least one point to be supplied.'),
    t('Hãy đánh dấu mục cần bổ sung và ghi lý do từng mục.', 'Mark what is needed, each with its reason.'),
  ),
  'task.stale-checks': entry(
    409,
    t(
      'Hồ sơ vừa được bổ sung, kết quả kiểm tra chưa theo kịp.',
      'The dossier was supplemented; the checks have not caught up.',
    ),
    t('Hãy đợi giây lát rồi tải lại.', 'Wait a moment and reload.'),
  ),
  'task.dossier-changed': entry(
    409,
    t('Hồ sơ đã thay đổi so với lúc bạn mở.', 'The dossier has changed since you opened it.'),
    reload,
  ),
  'task.preview-required': entry(
    409,
    t('Cần xem dự thảo trước khi ký.', 'Look at the draft before you sign.'),
    t('Hãy mở dự thảo rồi ký.', 'Open the draft, then sign.'),
  ),
  'task.preview-changed': entry(
    409,
    t('Dự thảo đã khác với bản bạn xem.', 'The draft differs from the one you saw.'),
    t('Hãy xem lại dự thảo rồi ký.', 'Look at the draft again, then sign.'),
  ),
  'task.already-decided': entry(
    409,
    t('Việc này đã có quyết định.', 'This task is decided already.'),
    t('Hãy tải lại hộp việc.', 'Reload your tasks.'),
  ),
  'task.undo-too-late': entry(
    409,
    t('Quyết định đã được gửi đi, không hoàn tác được nữa.', 'The decision has gone out and cannot be undone.'),
    t('Hãy sửa ở bước sau.', 'Mend it in a later step.'),
  ),
  'task.no-preview': entry(
    404,
    t('Bước này không có dự thảo.', 'This step has no draft paper.'),
    t('Không cần làm gì.', 'Nothing needs doing.'),
  ),
  'book.period': entry(
    422,
    t('Khoảng ngày của sổ không hợp lệ.', 'The period of the book is not valid.'),
    t(
      'Chọn ngày đầu không sau ngày cuối, nhiều nhất 93 ngày.',
      'Choose a first day not after the last, 93 days at most.',
    ),
  ),
  'paper.unknown': entry(
    404,
    t('Không tìm thấy giấy tờ này.', 'This paper was not found.'),
    t('Hãy kiểm tra mã trên giấy.', 'Check the code on the paper.'),
  ),
  'paper.not-handed-over': entry(
    403,
    t(
      'Bản điện tử chỉ mở sau khi bạn đã nhận kết quả tại một cửa.',
      'The copy opens only after the result was handed over.',
    ),
    t('Hãy đến bộ phận một cửa nhận kết quả.', 'Collect the result at the one-stop desk.'),
  ),
  'paper.void': entry(
    410,
    t('Giấy này đã bị thu hồi.', 'This paper was withdrawn.'),
    t('Hãy hỏi bộ phận một cửa.', 'Ask at the one-stop desk.'),
  ),
  'paper.not-rendered': entry(
    422,
    t('Không soạn được văn bản từ dữ liệu này.', 'The paper could not be written from this data.'),
    t('Hãy kiểm tra dữ liệu của bước này.', 'Check what this step says.'),
  ),
  'concern.unknown': entry(404, t('Không có mục này.', 'There is no such entry.'), reload),
  'concern.act': entry(409, t('Mục này không nhận cách xử lý đó.', 'This entry does not take that act.'), reload),
} as const satisfies Record<string, Entry>

export type ProblemCode = keyof typeof problems

/** A fault that the caller is told about; `fields` ties parts of it to fields, `retryAfter` is in seconds. */
export class Problem extends Error {
  readonly code: ProblemCode
  readonly fields: FieldProblem[] | undefined
  readonly retryAfter: number | undefined
  /** What to do, where that depends on the case; else the table's. */
  readonly remedy: Texts | undefined
  constructor(code: ProblemCode, more: { fields?: FieldProblem[]; retryAfter?: number; remedy?: Texts } = {}) {
    super(code)
    this.name = 'Problem'
    this.code = code
    this.fields = more.fields
    this.retryAfter = more.retryAfter
    this.remedy = more.remedy
  }
}

/** The body of an `application/problem+json` answer. */
export function problemBody(problem: Problem, language: 'vi' | 'en') {
  const known: Entry = problems[problem.code]
  const remedy = problem.remedy ?? known.remedy
  return {
    type: `urn:motcua:problem:${problem.code}`,
    title: known.title[language],
    detail: remedy[language],
    status: known.status,
    code: problem.code,
    texts: { title: known.title, detail: remedy },
    ...(problem.fields ? { fields: problem.fields } : {}),
    ...(problem.retryAfter === undefined ? {} : { retryAfter: problem.retryAfter }),
  }
}
