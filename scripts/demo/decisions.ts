/** What officers write into the forms of their tasks, by step and outcome, from what the task shows them. */
import type { Schemas } from './caller.ts'

type TaskView = Schemas['TaskView']
interface Choice {
  value: string
  label: string
  legalRef?: string
}

/** The names that a task's form sees of its case. */
interface CaseNames {
  answers: { [key: string]: unknown }
  fee: number
  originals: Choice[]
  papers: Choice[]
  grounds: Choice[]
  entries: Choice[]
}

export function caseOf(view: TaskView): CaseNames {
  const { context } = view.form as { context?: { case?: CaseNames } }
  if (!context?.case) throw new Error(`the task ${view.row.step} of ${view.row.dossierCode} shows no case`)
  return context.case
}

type Fill = (seen: CaseNames, view: TaskView, on: { n: number; today: string }) => object

const values = (choices: Choice[]) => choices.map(({ value }) => value)
const askForScan: Fill = () => ({
  items: [
    {
      path: 'identityScan',
      reason: 'Ảnh chụp giấy tờ tuỳ thân mờ, không đọc được số và ngày cấp',
      remedy: 'Chụp lại cả hai mặt, rõ chữ và số',
      ground: 'Điều 64 Luật Hộ tịch 2014',
    },
  ],
})
/** Copied by hand where no entry was found: a verified case. */
const copied: Fill = ({ answers }) => ({
  subjectFullName: answers.subjectFullName,
  subjectDob: answers.subjectDob,
  subjectGender: answers.subjectGender,
  subjectEthnicity: answers.subjectEthnicity,
  subjectNationality: answers.subjectNationality,
  ...(answers.eventType === 'ket-hon' ? { spouseFullName: answers.spouseFullName } : {}),
  ...(answers.eventType === 'khai-tu' ? { diedOn: '2012-05-20' } : {}),
  registerPlace: 'Uỷ ban nhân dân xã nơi đăng ký',
  entryNumber: '17',
  bookNumber: '01',
  eventDate: '2013-06-14',
})

/** `<step>/<outcome>`; what is not here needs nothing. */
const fills: { readonly [decision: string]: Fill } = {
  'check-completeness/complete': ({ originals }) => ({ receivedPapers: values(originals) }),
  'check-completeness/supplement': askForScan,
  'check-completeness/not-competent': () => ({
    directions: 'Sổ hộ tịch do Uỷ ban nhân dân xã nơi đã đăng ký lưu giữ. Đề nghị nộp hồ sơ tại đó.',
  }),
  'review/supplement': askForScan,
  'review/verify': () => ({
    question: 'Sổ hộ tịch lưu tại quý cơ quan có việc đăng ký này hay không, số và ngày đăng ký?',
  }),
  'review/not-competent': () => ({ directions: 'Đề nghị nộp hồ sơ tại nơi đã đăng ký.' }),
  'await-verification/confirmed': (_seen, _view, { today, n }) => ({
    answer: 'Có đăng ký trong sổ, nội dung đúng như đề nghị xác minh.',
    answerNumber: `${n}/UBND-TP`,
    answeredOn: today,
    answeredBy: 'Công chức Tư pháp – Hộ tịch nơi lưu sổ',
  }),
  'draft/done': (seen, view, on) => {
    const [entry] = seen.entries
    return entry ? { entry: entry.value } : copied(seen, view, on)
  },
  'register/done': (_seen, _view, { today }) => ({ bookNumber: `01/${today.slice(0, 4)}`, lineChecked: true }),
  'deliver/delivered': (seen, view, { n }) => ({
    ...(seen.originals.length > 0 ? { originalsSeen: values(seen.originals) } : {}),
    ...paid(seen, n),
    handedTo: view.row.applicantName,
  }),
  'deliver/posted': (seen, _view, { n }) => ({ ...paid(seen, n), postalNumber: `EK${String(n).padStart(9, '0')}VN` }),
  'draft-refusal/done': ({ grounds }) => ({
    reasons: [
      {
        ...(grounds[0] ? { rule: grounds[0].value } : {}),
        reason: 'Không tìm thấy việc đăng ký trong sổ hộ tịch điện tử và sổ giấy lưu tại Uỷ ban nhân dân.',
        legalRef: 'Điều 63, 64 Luật Hộ tịch 2014',
      },
    ],
    guidance: 'Có thể yêu cầu tra cứu tại nơi cư trú trước đây hoặc làm thủ tục đăng ký lại.',
  }),
  'deliver-refusal/done': (_seen, view) => ({ deliveredBy: 'mot-cua', handedTo: view.row.applicantName }),
}

const paid = ({ fee }: CaseNames, n: number) =>
  fee > 0 ? { feeCollected: fee, receiptNumber: String(n).padStart(7, '0') } : {}

/** The body of a decision, but for the hash of a preview. */
export function decisionOn(view: TaskView, outcome: string, on: { n: number; today: string }) {
  const form = fills[`${view.row.step}/${outcome}`]?.(caseOf(view), view, on) ?? {}
  const needsReason = view.outcomes.find(({ key }) => key === outcome)?.needsReason
  return { outcome, form, ...(needsReason ? { reason: reasons[outcome] ?? 'Theo quy định' } : {}) }
}

const reasons: { readonly [outcome: string]: string } = {
  rework: 'Đối chiếu lại ngày đăng ký trong sổ giấy trước khi trình ký',
  supplement: 'Giấy tờ chưa đọc được',
  'not-competent': 'Sổ hộ tịch không lưu tại đơn vị',
  ineligible: 'Không tìm thấy việc đăng ký',
  verify: 'Sổ lưu tại đơn vị khác',
}
