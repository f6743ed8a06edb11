/** Statuses that citizens see, each with one sentence on what happens next and who has it. */
import type { Texts } from '../problems.ts'

export const dossierStatuses = {
  submitted: {
    name: { vi: 'Đã nộp', en: 'Submitted' },
    next: {
      vi: 'Bộ phận một cửa sẽ kiểm tra thành phần hồ sơ trong giờ làm việc.',
      en: 'The one-stop desk will check the papers in working hours.',
    },
  },
  checking: {
    name: { vi: 'Đang kiểm tra', en: 'Being checked' },
    next: {
      vi: 'Bộ phận một cửa đang kiểm tra thành phần hồ sơ và sẽ nhắn tin khi tiếp nhận.',
      en: 'The one-stop desk is checking the papers and will send a message on acceptance.',
    },
  },
  accepted: {
    name: { vi: 'Đã tiếp nhận', en: 'Accepted' },
    next: {
      vi: 'Công chức chuyên môn sẽ thẩm tra hồ sơ. Kết quả có vào ngày hẹn.',
      en: 'A specialist will examine the dossier. The result is due on the appointed day.',
    },
  },
  'in-progress': {
    name: { vi: 'Đang giải quyết', en: 'In progress' },
    next: {
      vi: 'Cán bộ đang giải quyết hồ sơ. Kết quả có vào ngày hẹn.',
      en: 'Officers are working on it. The result is due on the appointed day.',
    },
  },
  supplement: {
    name: { vi: 'Chờ bạn bổ sung', en: 'Waiting for you to supply' },
    next: {
      vi: 'Bạn cần bổ sung những điểm được nêu. Thời hạn giải quyết tạm dừng đến khi bạn gửi.',
      en: 'Supply the points named. The time limit stands still until you do.',
    },
  },
  'waiting-unit': {
    name: { vi: 'Chờ đơn vị khác trả lời', en: 'Waiting for another unit' },
    next: {
      vi: 'Đơn vị đang lưu sổ được hỏi ý kiến. Bạn không cần làm gì.',
      en: 'The unit that holds the register was asked. You need do nothing.',
    },
  },
  'waiting-appearance': {
    name: { vi: 'Chờ bạn đến trực tiếp', en: 'Waiting for you in person' },
    next: { vi: 'Bạn đến bộ phận một cửa theo lịch hẹn.', en: 'Come to the one-stop desk as appointed.' },
  },
  ready: {
    name: { vi: 'Đã có kết quả', en: 'Result ready' },
    next: {
      vi: 'Mời bạn đến bộ phận một cửa, mang bản chính giấy tờ và lệ phí (nếu có).',
      en: 'Come to the one-stop desk with the originals and the fee, if any.',
    },
  },
  'handed-over': {
    name: { vi: 'Đã trả kết quả', en: 'Handed over' },
    next: { vi: 'Hồ sơ đã xong. Bạn có thể tải bản điện tử.', en: 'All done. You can fetch an electronic copy.' },
  },
  refused: {
    name: { vi: 'Không giải quyết', en: 'Refused' },
    next: {
      vi: 'Có văn bản nêu rõ lý do. Bạn có quyền khiếu nại theo quy định.',
      en: 'A notice states the reasons. You have the right of complaint.',
    },
  },
  returned: {
    name: { vi: 'Trả lại, không thuộc thẩm quyền', en: 'Returned, not in our competence' },
    next: { vi: 'Bạn nộp tại đơn vị được hướng dẫn.', en: 'File at the unit named in the directions.' },
  },
  withdrawn: {
    name: { vi: 'Đã rút hồ sơ', en: 'Withdrawn' },
    next: { vi: 'Hồ sơ đã rút theo đề nghị của bạn.', en: 'Withdrawn as you asked.' },
  },
  expired: {
    name: { vi: 'Đã đóng do quá hạn bổ sung', en: 'Closed, not supplied in time' },
    next: { vi: 'Bạn có thể nộp lại hồ sơ mới.', en: 'You may file again.' },
  },
  cancelled: {
    name: { vi: 'Cơ quan huỷ hồ sơ', en: 'Cancelled by the office' },
    next: { vi: 'Liên hệ bộ phận một cửa để biết lý do.', en: 'Ask the one-stop desk for the reason.' },
  },
} as const satisfies Record<string, { name: Texts; next: Texts }>

export type DossierStatus = keyof typeof dossierStatuses

export function isDossierStatus(text: string): text is DossierStatus {
  return Object.hasOwn(dossierStatuses, text)
}
