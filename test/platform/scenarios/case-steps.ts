/** What people do at each step of a civil-status extract, so that a story says only what is particular about it. */
import { type Citizen, type DossierView, dongMy, hoasRequest, type Officer, service } from '../../support/players.ts'
import type { Stack } from '../../support/stack.ts'

/** Those who work a case at the commune. */
export interface Staff {
  readonly desk: Officer
  readonly justice: Officer
  readonly leader: Officer
}

/** Signs in the desk, the justice officer and the leader of xã Đông Mỹ. */
export async function dongMysStaff(stack: Stack): Promise<Staff> {
  const [desk, justice, leader] = await Promise.all(
    ['motcua.dongmy', 'tuphap.dongmy', 'lanhdao.dongmy'].map((login) => stack.officer(login)),
  )
  if (!desk || !justice || !leader) throw new Error('somebody did not sign in')
  return { desk, justice, leader }
}

/** Hoa's request from this citizen's phone. */
export function filesFor(citizen: Citizen, answers: object = {}): Promise<DossierView> {
  return citizen.file(service, dongMy, { ...hoasRequest, contactPhone: citizen.phone, ...answers })
}

export const accepts = ({ desk }: Pick<Staff, 'desk'>, code: string) =>
  desk.decides(code, 'check-completeness', 'complete', { form: { receivedPapers: ['identityScan'] } })

/** Files, is accepted, and the justice officer asks for the purpose; the dossier as the citizen then sees it. */
export async function askedForPurpose(staff: Staff, citizen: Citizen): Promise<DossierView> {
  const { code } = await filesFor(citizen)
  await accepts(staff, code)
  await staff.justice.decides(code, 'review', 'supplement', {
    form: { items: [toSupply('purpose', 'Chưa nêu mục đích')] },
    reason: 'Thiếu mục đích sử dụng',
  })
  return citizen.reads(code, 'supplement')
}

export const suppliesPurpose = (citizen: Citizen, { code, requests }: DossierView) =>
  citizen.answer(code, requests[0]?.id ?? '', { purpose: 'Bổ sung hồ sơ xin việc' })

export const findsEligible = ({ justice }: Pick<Staff, 'justice'>, code: string) =>
  justice.decides(code, 'review', 'eligible', { form: {} })

/** Drafts from the register's entry, or from the paper book where the register has none to choose. */
export async function drafts({ justice }: Pick<Staff, 'justice'>, code: string) {
  const { id } = await justice.sees(code, 'draft')
  const [entry] = entriesToChoose((await justice.task(id)).form)
  const form = entry ? { entry } : { ...fromPaperBook }
  return justice.decides(code, 'draft', 'done', { form })
}

/** Values of the choice «entry» that the task's form offers. */
export function entriesToChoose(form: unknown): string[] {
  const entries = member(member(member(form, 'context'), 'case'), 'entries')
  return (Array.isArray(entries) ? entries : []).map((entry) => String(member(entry, 'value')))
}

function member(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? Object.getOwnPropertyDescriptor(value, name)?.value : undefined
}

export const fromPaperBook = {
  subjectFullName: 'Nguyễn Thị Hoa',
  subjectDob: '1986-02-27',
  subjectGender: 'nu',
  subjectEthnicity: 'Kinh',
  subjectNationality: 'Việt Nam',
  registerPlace: 'UBND xã Đông Mỹ',
  bookNumber: '01/1986',
  entryNumber: '40',
  eventDate: '1986-03-10',
}

export const signs = ({ leader }: Pick<Staff, 'leader'>, code: string) =>
  leader.decides(code, 'sign', 'approve', { previewed: true })

export const registers = ({ justice }: Pick<Staff, 'justice'>, code: string) =>
  justice.decides(code, 'register', 'done', { form: { bookNumber: '01/2017', lineChecked: true } })

export const handsOver = ({ desk }: Pick<Staff, 'desk'>, code: string, fee: object = paid) =>
  desk.decides(code, 'deliver', 'delivered', {
    form: { originalsSeen: ['identityScan'], handedTo: 'Nguyễn Thị Hoa', ...fee },
  })

const paid = { feeCollected: 8000, receiptNumber: '0001234' }

/** From acceptance to the result on the desk. */
export async function makesResult(staff: Staff, code: string): Promise<void> {
  await findsEligible(staff, code)
  await drafts(staff, code)
  await signs(staff, code)
  await registers(staff, code)
}

/** One thing to supply, as an officer writes it down. */
export const toSupply = (path: string, reason: string) => ({
  path,
  reason,
  remedy: 'Kê khai lại cho đúng',
  ground: 'Luật Hộ tịch Đ.64',
})
