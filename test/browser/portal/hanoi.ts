import { readFileSync } from 'node:fs'
import type { DossierView, Draft, ServiceDetail, Session, Unit } from '../../../web/api/index.ts'

export const NOW = '2017-12-14T10:42:00+07:00'
export const PHONE = '0912345678'
export const SERVICE = 'commune-civil-status-extract'
export const CODE = '00685-0006-171214-00012-2'
export const DRAFT_ID = '019a0000-0000-7000-8000-000000000001'

const unit = (code: string, kind: string, shortName: string, level: Unit['level'], above?: Unit): Unit => ({
  code,
  name: `${kind} ${shortName}`,
  shortName,
  kind,
  level,
  parent: above?.code ?? null,
  parentName: above?.name ?? null,
})
const city = unit('01', 'Thành phố', 'Hà Nội', 'city')
const thanhTri = unit('050', 'Huyện', 'Thanh Trì', 'district', city)
const sonTay = unit('269', 'Thị xã', 'Sơn Tây', 'district', city)
export const dongMy = unit('00685', 'Xã', 'Đông Mỹ', 'commune', thanhTri)
const tuHiep = unit('00664', 'Xã', 'Tứ Hiệp', 'commune', thanhTri)
const coDong = unit('09604', 'Xã', 'Cổ Đông', 'commune', sonTay)
/** Some of the city's units; all communes take the service. */
export const units: readonly Unit[] = [city, thanhTri, sonTay, dongMy, tuHiep, coDong]

interface Card {
  name: { vi: string; en: string }
  short: { vi: string; en: string }
  field: { vi: string; en: string }
  limit: { vi: string; en: string }
  fee: { summary: { vi: string; en: string } }
  applicant: { vi: string; en: string }
  competence: { vi: string; en: string }
  legalBasis: readonly { ref: string; vi: string; en: string; articles?: string }[]
  result: { vi: string; en: string }
}
interface Picker {
  type: string
  key: string
  label: string
  description?: string
  validate?: { required?: unknown }
  properties: { [name: string]: string }
}

const texts = ({ vi, en }: { vi: string; en: string }) => ({ vi, en })

/** The service as it is released, in the words of the contract. */
export function serviceDetail(): ServiceDetail {
  const card: Card = JSON.parse(readFileSync(`processes/commune/${SERVICE}.service.json`, 'utf8'))
  const form: { components: readonly { components?: readonly Picker[] }[] } = JSON.parse(
    readFileSync(`forms/commune/${SERVICE}.form`, 'utf8'),
  )
  const pickers = form.components
    .flatMap(({ components }) => components ?? [])
    .filter(({ type }) => type === 'filepicker')
  return {
    card: {
      code: SERVICE,
      name: texts(card.name),
      short: texts(card.short),
      level: 'commune',
      field: texts(card.field),
      limitText: texts(card.limit),
      feeText: texts(card.fee.summary),
      liveUnits: 3,
    },
    release: 1,
    applicant: texts(card.applicant),
    competence: texts(card.competence),
    papers: pickers.map(({ key, label, description, validate, properties }) => ({
      key,
      name: { vi: label, en: properties['label:en'] ?? label },
      required: validate?.required === true,
      condition: null,
      note: description === undefined ? null : { vi: description, en: properties['description:en'] ?? description },
      original: properties.original === 'present',
      kinds: { vi: 'PDF, JPG hoặc PNG', en: 'PDF, JPG or PNG' },
      maxMB: Number(properties.maxMB),
    })),
    legalBasis: card.legalBasis.map(({ ref, vi, en, articles }) => ({
      ref,
      name: { vi, en },
      ...(articles === undefined ? {} : { articles }),
    })),
    resultName: texts(card.result),
    form: { ...form },
    periods: {},
  }
}

export const nobody: Session = { kind: 'nobody', now: NOW }
export const citizen: Session = { kind: 'citizen', csrfToken: 'token-of-the-session', phone: PHONE, now: NOW }

export function aDraft(more: Partial<Draft> = {}): Draft {
  return {
    id: DRAFT_ID,
    service: SERVICE,
    serviceName: serviceDetail().card.name,
    unit: dongMy,
    channel: 'online',
    release: 1,
    answers: {},
    uploads: [],
    version: 1,
    updatedAt: NOW,
    stale: false,
    ...more,
  }
}

/** Answers to all questions of the form; papers are attached by `uploads`. */
export const goodAnswers = {
  requesterFullName: 'Nguyễn Văn An',
  requesterIdType: 'cccd',
  requesterIdNumber: '001085012345',
  requesterIdIssuedOn: '2016-07-12',
  requesterIdIssuedBy: 'Công an thành phố Hà Nội',
  requesterResidenceType: 'thuong-tru',
  requesterResidenceUnit: '00685',
  requesterResidenceDetail: 'Thôn 1',
  requesterRelation: 'ban-than',
  contactPhone: PHONE,
  eventType: 'khai-sinh',
  subjectFullName: 'Nguyễn Văn An',
  subjectDob: '1985-03-02',
  subjectGender: 'nam',
  subjectEthnicity: 'Kinh',
  subjectNationality: 'Việt Nam',
  registerPlaceUnit: '00685',
  requesterPolicyGroup: 'khong',
  copies: 3,
  pickupMethod: 'mot-cua',
}

export const scan = {
  id: '019a0000-0000-7000-8000-0000000000a1',
  field: 'identityScan',
  name: 'can-cuoc-mat-truoc.jpg',
  size: 1_200_000,
  mediaType: 'image/jpeg',
}

const attached = [{ id: scan.id, name: scan.name, mime: scan.mediaType, size: scan.size }]
/** The same with the paper. */
export const wholeAnswers = { ...goodAnswers, identityScan: attached }

const same = (vi: string, en: string) => ({ vi, en })

export function aDossier(more: Partial<DossierView> = {}): DossierView {
  const { card, form } = serviceDetail()
  return {
    code: CODE,
    service: SERVICE,
    serviceName: card.name,
    unit: dongMy,
    status: 'submitted',
    statusText: same('Đã nộp', 'Submitted'),
    nextText: same(
      'Bộ phận một cửa sẽ kiểm tra thành phần hồ sơ trong giờ làm việc.',
      'The desk will check the papers.',
    ),
    submittedAt: '2017-12-14T10:52:00+07:00',
    receivedAt: '2017-12-14T10:52:00+07:00',
    acceptedAt: null,
    dueAt: null,
    clock: 'none',
    applicantName: 'Nguyễn Văn An',
    phone: PHONE,
    answers: { ...wholeAnswers, declarationAccepted: true },
    uploads: [scan],
    form,
    fee: null,
    requests: [],
    timeline: [{ seq: 1, at: '2017-12-14T10:52:00+07:00', type: 'submitted', title: same('Nộp hồ sơ', 'Submitted') }],
    documents: [],
    withdrawable: true,
    closedAt: null,
    ...more,
  }
}

const receipt = {
  id: '019a0000-0000-7000-8000-0000000000b1',
  kind: 'receipt',
  name: same('Giấy tiếp nhận hồ sơ và hẹn trả kết quả', 'Receipt and appointment'),
  number: null,
  state: 'issued',
  downloadable: true,
} as const
export const result = {
  id: '019a0000-0000-7000-8000-0000000000b2',
  kind: 'trich-luc-ban-sao',
  name: same('Trích lục khai sinh (bản sao)', 'Birth extract (copy)'),
  number: '41/TL-KS-BS',
  state: 'issued',
  downloadable: false,
} as const
export const REQUEST_ID = '019a0000-0000-7000-8000-0000000000c1'

/** An officer asks for two points: the day of birth, and a better picture. */
export function dossierInSupplement(more: Partial<DossierView> = {}): DossierView {
  return aDossier({
    status: 'supplement',
    statusText: same('Chờ bạn bổ sung', 'Waiting for you to supply'),
    nextText: same(
      'Bạn cần bổ sung những điểm được nêu. Thời hạn giải quyết tạm dừng đến khi bạn gửi.',
      'Supply the points named.',
    ),
    acceptedAt: '2017-12-14T11:20:00+07:00',
    dueAt: '2017-12-14T16:30:00+07:00',
    clock: 'paused',
    fee: { amount: 24_000, lines: [{ label: same('Bản sao trích lục, 8.000 đồng/bản', 'Copies'), amount: 24_000 }] },
    requests: [
      {
        id: REQUEST_ID,
        kind: 'supplement',
        due: '2018-01-13T23:59:59+07:00',
        state: 'open',
        askedBy: null,
        items: [
          {
            path: 'subjectDob',
            label: same('Ngày, tháng, năm sinh', 'Date of birth'),
            reason: 'Sổ khai sinh ghi năm 1986, bạn khai năm 1985.',
            remedy: 'Nếu khai nhầm, bạn sửa lại. Nếu sổ ghi sai, giữ nguyên và gửi kèm ảnh giấy khai sinh bản chính.',
            ground: 'Luật Hộ tịch Đ.64',
          },
          {
            path: 'identityScan',
            label: same('Giấy tờ tuỳ thân của người yêu cầu', "Requester's identity document"),
            reason: 'Ảnh mặt sau bị loá, không đọc được ngày cấp.',
            remedy: 'Bạn chụp lại ở nơi đủ sáng, tắt đèn chớp.',
          },
        ],
      },
    ],
    timeline: [
      { seq: 1, at: '2017-12-14T10:52:00+07:00', type: 'submitted', title: same('Nộp hồ sơ', 'Submitted') },
      {
        seq: 2,
        at: '2017-12-14T11:20:00+07:00',
        type: 'document',
        title: receipt.name,
        note: null,
        who: 'Trần Thị Hồng Nhung',
        documents: [receipt],
      },
      {
        seq: 3,
        at: '2017-12-14T14:05:00+07:00',
        type: 'decided',
        title: same('Thẩm tra hồ sơ: Yêu cầu bổ sung', 'Review: ask to supply'),
        who: 'Lê Quang Huy',
      },
      {
        seq: 4,
        at: '2017-12-14T14:05:02+07:00',
        type: 'status',
        title: same('Chờ bạn bổ sung', 'Waiting for you to supply'),
      },
    ],
    documents: [receipt],
    ...more,
  })
}

/** The result is signed and waits at the counter. */
export function dossierReady(more: Partial<DossierView> = {}): DossierView {
  return aDossier({
    status: 'ready',
    statusText: same('Đã có kết quả', 'Result ready'),
    nextText: same('Mời bạn đến bộ phận một cửa, mang bản chính giấy tờ và lệ phí (nếu có).', 'Come to the desk.'),
    acceptedAt: '2017-12-14T11:20:00+07:00',
    dueAt: '2017-12-14T16:30:00+07:00',
    clock: 'stopped',
    fee: { amount: 24_000, lines: [] },
    documents: [receipt, result],
    withdrawable: false,
    ...more,
  })
}
