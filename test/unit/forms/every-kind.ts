import type { JsonValue } from '#feel'
import { type Answers, compileForm, type Form } from '#forms'
import { scan } from './a-form.ts'

/** The schema of a form with a field of every kind, conditions and rules. */
export const everyKindSchema: JsonValue = {
  type: 'default',
  schemaVersion: 19,
  id: 'every-kind',
  components: [
    { type: 'text', text: 'Ghi như trên **giấy tờ**' },
    {
      type: 'textfield',
      key: 'fullName',
      label: 'Họ tên',
      validate: { required: true },
      properties: { kind: 'personName' },
    },
    { type: 'select', key: 'idType', label: 'Loại giấy tờ', values: ['cmnd', 'cccd', 'hochieu'], defaultValue: 'cmnd' },
    { type: 'textfield', key: 'idNumber', label: 'Số giấy tờ', properties: { kind: 'nationalId', typeKey: 'idType' } },
    { type: 'textfield', key: 'phone', label: 'Điện thoại', properties: { kind: 'phone' } },
    { type: 'textfield', key: 'email', label: 'Thư điện tử', properties: { kind: 'email' } },
    { type: 'textfield', key: 'opens', label: 'Mở cửa', properties: { kind: 'time' } },
    { type: 'textfield', key: 'taxCode', label: 'Mã số thuế', validate: { pattern: '^\\d{10}(-\\d{3})?$' } },
    { type: 'textarea', key: 'purpose', label: 'Mục đích', validate: { maxLength: 300 } },
    { type: 'number', key: 'copies', label: 'Số bản', decimalDigits: 0, validate: { min: 1, max: 20 } },
    { type: 'number', key: 'width', label: 'Rộng', decimalDigits: 2, properties: { unit: 'm' } },
    {
      type: 'number',
      key: 'area',
      label: 'Diện tích',
      readonly: true,
      properties: { computed: '=width * copies', unit: 'm²' },
    },
    { type: 'number', key: 'fee', label: 'Phí', properties: { kind: 'money' } },
    {
      type: 'radio',
      key: 'pickup',
      label: 'Nhận',
      values: [
        { value: 'mot-cua', label: 'Tại quầy' },
        { value: 'buu-dien', label: 'Bưu điện' },
      ],
    },
    {
      type: 'group',
      label: 'Gửi bưu điện',
      conditional: { hide: '=pickup != "buu-dien"' },
      components: [{ type: 'textfield', key: 'address', label: 'Địa chỉ', validate: { required: true } }],
    },
    {
      type: 'checklist',
      key: 'vehicles',
      label: 'Phương tiện',
      values: [
        { value: 'xe-may', label: 'Xe máy' },
        { value: 'o-to', label: 'Ô tô' },
      ],
    },
    { type: 'checklist', key: 'seen', label: 'Đã xem', valuesExpression: '=case.originals' },
    { type: 'checkbox', key: 'declared', label: 'Tôi cam đoan' },
    { type: 'datetime', subtype: 'date', key: 'born', dateLabel: 'Ngày sinh', properties: { notAfter: '=today' } },
    { type: 'datetime', subtype: 'datetime', key: 'meeting', dateLabel: 'Hẹn gặp' },
    {
      type: 'filepicker',
      key: 'scans',
      label: 'Bản chụp',
      multiple: true,
      accept: '.jpg,.pdf',
      properties: { maxFiles: '3', maxMB: '5' },
    },
    {
      type: 'select',
      key: 'unit',
      label: 'Nơi cư trú',
      valuesKey: 'adminUnits',
      properties: { kind: 'adminUnit', scope: 'vn', levels: 'province district commune' },
    },
    {
      type: 'dynamiclist',
      path: 'places',
      label: 'Nơi từng ở',
      properties: { maxItems: '3' },
      components: [
        { type: 'textfield', key: 'place', label: 'Nơi', validate: { required: true } },
        { type: 'datetime', subtype: 'date', key: 'from', dateLabel: 'Từ ngày' },
        { type: 'textfield', key: 'why', label: 'Lý do', conditional: { hide: '=from = null' } },
      ],
    },
    {
      type: 'text',
      text: 'Từ 18 tuổi',
      properties: { kind: 'rule', rule: 'adult', fields: 'born', assert: '=ageOn(born, today) >= 18' },
    },
  ],
}

export function everyKind(): Form {
  const compiled = compileForm(everyKindSchema)
  if (!compiled.ok) throw new Error(JSON.stringify(compiled.faults))
  return compiled.form
}

/** Answers that it takes. */
export const goodAnswers: Answers = {
  fullName: 'Nguyễn Văn An',
  idType: 'cccd',
  idNumber: '001085012345',
  phone: '0912345678',
  opens: '08:00',
  purpose: 'vay vốn\nngân hàng',
  copies: 3,
  width: 2.5,
  area: 7.5,
  fee: 24_000,
  pickup: 'buu-dien',
  address: 'Thôn 1',
  vehicles: ['xe-may', 'o-to'],
  declared: true,
  born: '1985-03-02',
  meeting: '2017-12-20T09:00',
  scans: [{ ...scan }],
  unit: '00685',
  places: [{ place: 'Huế', from: '2010-02-01', why: 'học' }, { place: 'Vinh' }],
}
