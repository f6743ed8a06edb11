import type { TextTable } from '../i18n/index.ts'

/** Words of the page on which a head gives tasks to others. */
export const assignmentTexts = {
  title: { vi: 'Phân công', en: 'Who has what' },
  lead: {
    vi: 'Việc và hồ sơ của đơn vị đang ở ai. Khi người đó vắng, giao lại cho người khác cùng vai trò; lý do được ghi vào diễn biến của hồ sơ.',
    en: 'Who has which task and dossier of the unit. When they are away, give it to another of the same role; the reason goes into the history of the dossier.',
  },
  nobody: { vi: 'chưa ai nhận', en: 'nobody yet' },
  standsIn: { vi: '{name} làm thay {absent}', en: '{name} for {absent}' },
  dossier: { vi: 'Hồ sơ', en: 'Dossier' },
  task: { vi: 'Việc', en: 'Task' },
  betweenTasks: { vi: 'đang ở bước khác', en: 'at a step of others' },
  holder: { vi: 'Người giữ', en: 'Held by' },
  due: { vi: 'Hẹn trả', en: 'Due' },
  act: { vi: 'Giao lại', en: 'Give to another' },
  actOf: { vi: 'Giao lại {name}', en: 'Give {name} to another' },
  to: { vi: 'Giao cho', en: 'Give to' },
  choose: { vi: 'Chọn người', en: 'Choose a person' },
  officer: { vi: '{name} – {n} việc', en: '{name} – {n} open' },
  chooseMissing: { vi: 'Hãy chọn người được giao.', en: 'Choose who gets it.' },
  reason: { vi: 'Lý do', en: 'Reason' },
  reasonMissing: { vi: 'Hãy ghi lý do.', en: 'Write the reason.' },
  nobodyElse: { vi: 'Đơn vị không có ai khác giữ vai trò này.', en: 'Nobody else in the unit holds this role.' },
  done: { vi: 'Đã giao lại cho {name}.', en: 'Given to {name}.' },
  none: { vi: 'Không có việc nào đang mở.', en: 'Nothing is open.' },
  more: { vi: 'Xem thêm', en: 'Show more' },
  notYours: {
    vi: 'Trang này dành cho lãnh đạo đơn vị và phòng.',
    en: 'This page is for heads of units and divisions.',
  },
} as const satisfies TextTable
