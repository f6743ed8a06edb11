/** How the timeline reads: a title, and where there is one a note, in vi and en. */
import { formatInstant } from '#calendar'
import type { DossierEvent } from '../generated/prisma/client.ts'
import type { Texts } from '../problems.ts'
import type { Diagram } from '../services/index.ts'
import { jsonObject } from './case-scope.ts'
import { dossierStatuses, isDossierStatus } from './status.ts'

export interface EventWords {
  title: Texts
  note: Texts | null
  who: string | null
}

const t = (vi: string, en: string): Texts => ({ vi, en })
const same = (text: string): Texts => ({ vi: text, en: text })

type Data = ReturnType<typeof jsonObject>
type Wording = (
  data: Data,
  event: DossierEvent,
  diagram: Diagram,
) => { title: Texts; note?: Texts | null; who?: string | null }

function decided(data: Data, event: DossierEvent, diagram: Diagram): ReturnType<Wording> {
  const step = event.elementId ? diagram.steps.get(event.elementId) : undefined
  const outcome = step?.outcomes.find(({ key }) => key === data.outcome)
  const stepName = step?.name ?? same(String(event.elementId ?? ''))
  const label = outcome?.label ?? same(String(data.outcome ?? ''))
  return {
    title: { vi: `${stepName.vi}: ${label.vi}`, en: `${stepName.en}: ${label.en}` },
    note: typeof data.reason === 'string' ? same(data.reason) : null,
    who: typeof data.byName === 'string' ? data.byName : null,
  }
}

function appointmentNote(instant: unknown): Texts | null {
  if (typeof instant !== 'string') return null
  const at = new Date(instant)
  return t(`Hẹn trả kết quả: ${formatInstant(at, 'vi')}`, `Result due: ${formatInstant(at, 'en')}`)
}

const clockTitles: { readonly [move: string]: Texts } = {
  start: t('Bắt đầu tính thời hạn', 'The time limit starts'),
  pause: t('Tạm dừng thời hạn', 'The time limit stands still'),
  resume: t('Tiếp tục tính thời hạn', 'The time limit goes on'),
  extend: t('Thêm thời hạn', 'The time limit is extended'),
  stop: t('Dừng tính thời hạn', 'The time limit ends'),
}

const supplement = {
  asked: t('Yêu cầu bổ sung', 'Asked to supply'),
  supplied: t('Bổ sung được ghi nhận', 'The supplement is taken'),
  timeout: t('Quá hạn bổ sung', 'Not supplied in time'),
}
/** By kind of request; what the citizen supplies is the rule. */
const requestTitles: { readonly [kind: string]: { asked: Texts; supplied: Texts; timeout: Texts } } = {
  supplement,
  'supplement-intake': supplement,
  verification: {
    asked: t('Đề nghị xác minh', 'Verification asked of others'),
    supplied: t('Đã có trả lời xác minh', 'The verification was answered'),
    timeout: t('Không có trả lời xác minh đúng hạn', 'The verification was not answered in time'),
  },
  consultation: {
    asked: t('Lấy ý kiến', 'Opinion asked of others'),
    supplied: t('Đã có ý kiến trả lời', 'The opinion came'),
    timeout: t('Không có ý kiến trả lời đúng hạn', 'No opinion came in time'),
  },
  appearance: {
    asked: t('Hẹn đến ký', 'Called to appear and sign'),
    supplied: t('Đã có mặt theo hẹn', 'Appeared as appointed'),
    timeout: t('Quá hạn không đến', 'Did not appear in time'),
  },
}

function requested(data: Data): ReturnType<Wording> {
  const title = (requestTitles[String(data.kind)] ?? supplement).asked
  if (typeof data.appointment === 'string') {
    const at = new Date(data.appointment)
    return { title, note: t(`Hẹn lúc ${formatInstant(at, 'vi')}`, `At ${formatInstant(at, 'en')}`) }
  }
  const whom = Array.isArray(data.asked) ? `${data.asked.join('; ')}. ` : ''
  const due = new Date(String(data.due))
  return { title, note: t(`${whom}Hạn: ${formatInstant(due, 'vi')}`, `${whom}Until ${formatInstant(due, 'en')}`) }
}

const wordings: { readonly [type: string]: Wording } = {
  submitted: () => ({ title: t('Nộp hồ sơ', 'Submitted') }),
  opened: () => ({ title: t('Hồ sơ vào quy trình', 'The case was opened') }),
  restored: () => ({ title: t('Hồ sơ đi tiếp sau khi phục hồi hệ thống', 'The case goes on after a recovery') }),
  validated: (data) => ({
    title:
      data.ok === true
        ? t('Dữ liệu kê khai hợp lệ', 'The answers are valid')
        : t('Dữ liệu kê khai có lỗi', 'The answers have faults'),
  }),
  status: (data) => {
    const status = String(data.to ?? '')
    return isDossierStatus(status)
      ? { title: dossierStatuses[status].name, note: dossierStatuses[status].next }
      : { title: same(status) }
  },
  clock: (data) => ({
    title: clockTitles[String(data.move)] ?? same(String(data.move)),
    note: appointmentNote(data.appointment),
  }),
  looked_up: (data) => ({
    title: t(`Tra cứu ${String(data.register)}`, `Asked ${String(data.register)}`),
    note:
      {
        found: t('Có bản ghi', 'Found'),
        notFound: t('Không có bản ghi', 'Not found'),
        unavailable: t('Không trả lời, sẽ hỏi lại', 'No answer, will be asked again'),
        skipped: t('Không cần tra', 'Not needed'),
      }[String(data.status)] ?? null,
  }),
  checked: () => ({ title: t('Đối chiếu điều kiện', 'Conditions checked') }),
  fee: (data) => ({
    title: t('Tính phí, lệ phí', 'Fee worked out'),
    note: same(`${Number(data.amount ?? 0).toLocaleString('vi-VN')} ₫`),
  }),
  decided,
  overtaken: (data) => ({
    title: t('Quyết định đến sau khi hồ sơ đã chuyển', 'A decision came after the case had moved on'),
    note: same(String(data.outcome ?? '')),
  }),
  requested,
  answered: () => ({ title: t('Đã gửi bổ sung', 'Supplied') }),
  settled: (data) => {
    const said = requestTitles[String(data.kind ?? 'supplement')] ?? requestTitles.supplement
    return { title: (data.outcome === 'supplied' ? said?.supplied : said?.timeout) ?? same(String(data.outcome)) }
  },
  reassigned: (data) => ({
    title: t('Giao lại cho người khác', 'Given to somebody else'),
    note: same(`${[data.fromName, data.name].filter(Boolean).join(' → ')}. ${String(data.reason ?? '')}`),
    who: String(data.byName ?? ''),
  }),
  stood_in: (data) => ({
    title: t(`Làm thay ${String(data.forName ?? '')}`, `Stands in for ${String(data.forName ?? '')}`),
    who: String(data.byName ?? ''),
  }),
  assigned: (data) => ({ title: t('Phân công thụ lý', 'Assigned'), note: same(String(data.name ?? '')) }),
  document: (data) => ({
    title: t('Lập văn bản', 'A paper was made'),
    note: typeof data.number === 'string' ? same(`Số ${data.number}`) : null,
  }),
  voided: (data) => ({
    title: t('Thu hồi kết quả', 'The result was withdrawn'),
    note: same(String(data.reason ?? '')),
  }),
  register: () => ({ title: t('Cập nhật sổ, cơ sở dữ liệu', 'Register updated') }),
  message: (data) => ({
    title: t('Nhắn tin cho công dân', 'A message went out'),
    note: same(String(data.event ?? '')),
  }),
  paid: (data) => ({ title: t('Đã thu phí', 'Fee paid'), note: same(String(data.receiptNumber ?? '')) }),
  withdrawn: (data) => ({
    title: t('Công dân rút hồ sơ', 'Withdrawn by the citizen'),
    note: typeof data.reason === 'string' ? same(data.reason) : null,
  }),
  late: () => ({ title: t('Quá hạn trả kết quả', 'Past the appointment') }),
  apologised: (data) => ({
    title: t('Thư xin lỗi và hẹn lại', 'Apology and new appointment'),
    note: appointmentNote(data.newAppointment),
  }),
  cancelled: (data) => ({
    title: t('Cơ quan huỷ hồ sơ', 'Cancelled by the office'),
    note: same(String(data.reason ?? '')),
  }),
  closed: (data) => {
    const status = String(data.status ?? '')
    return { title: isDossierStatus(status) ? dossierStatuses[status].name : same(status) }
  },
}

export function wordsOf(event: DossierEvent, diagram: Diagram): EventWords {
  const said = wordings[event.type]?.(jsonObject(event.data), event, diagram) ?? { title: same(event.type) }
  return { title: said.title, note: said.note ?? null, who: said.who ?? null }
}
