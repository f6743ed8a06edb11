/**
 * Accounts for trial: every role in xã Đông Mỹ, its district and the city, the counters of three neighbours, and the
 * bodies that the district asks; printed at first start and kept in the data folder for the owner alone. Never in production, never in the repository.
 */
import { randomInt } from 'node:crypto'
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { type Clock, dateColumn } from '../clock.ts'
import type { Db } from '../db.ts'
import { newId } from '../ids.ts'
import { accountsOfBodies, demoBodies } from './demo-bodies.ts'
import { hashPassword } from './passwords.ts'
import type { Role } from './rights.ts'

/** One person in one role. */
export interface DemoAccount {
  login: string
  fullName: string
  title: string
  role: Role
  unitCode: string
}

const commune = '00685'
const nguHiep = '00667'
const tuHiep = '00658'
const vanPhuc = '00676'
const district = '020'
const city = '01'

export const demoAccounts: readonly DemoAccount[] = [
  {
    login: 'motcua.dongmy',
    fullName: 'Trần Thị Hồng Nhung',
    title: 'Cán bộ một cửa',
    role: 'oneStopOfficer',
    unitCode: commune,
  },
  {
    login: 'tuphap.dongmy',
    fullName: 'Lê Quang Huy',
    title: 'Công chức Tư pháp – Hộ tịch',
    role: 'justiceOfficer',
    unitCode: commune,
  },
  { login: 'lanhdao.dongmy', fullName: 'Phạm Đức Thắng', title: 'Chủ tịch', role: 'unitLeader', unitCode: commune },
  {
    login: 'phochutich.dongmy',
    fullName: 'Nguyễn Thị Thanh Hà',
    title: 'Phó Chủ tịch',
    role: 'unitLeader',
    unitCode: commune,
  },
  {
    login: 'quantri.dongmy',
    fullName: 'Đỗ Minh Tuấn',
    title: 'Cán bộ công nghệ thông tin',
    role: 'unitAdmin',
    unitCode: commune,
  },
  {
    login: 'tuphap.nguhiep',
    fullName: 'Hoàng Thị Kim Dung',
    title: 'Công chức Tư pháp – Hộ tịch',
    role: 'justiceOfficer',
    unitCode: nguHiep,
  },
  {
    login: 'motcua.thanhtri',
    fullName: 'Bùi Thu Trang',
    title: 'Cán bộ một cửa',
    role: 'oneStopOfficer',
    unitCode: district,
  },
  {
    login: 'tuphap.thanhtri',
    fullName: 'Vũ Hải Nam',
    title: 'Chuyên viên Phòng Tư pháp',
    role: 'divisionOfficer',
    unitCode: district,
  },
  {
    login: 'truongphong.thanhtri',
    fullName: 'Đặng Văn Lâm',
    title: 'Trưởng phòng Tư pháp',
    role: 'divisionHead',
    unitCode: district,
  },
  {
    login: 'lanhdao.thanhtri',
    fullName: 'Ngô Thị Bích Liên',
    title: 'Phó Chủ tịch',
    role: 'unitLeader',
    unitCode: district,
  },
  {
    login: 'vanhanh.sotttt',
    fullName: 'Phan Anh Đức',
    title: 'Vận hành, Sở Thông tin và Truyền thông',
    role: 'departmentOperator',
    unitCode: city,
  },
  { login: 'thuquy.thanhtri', fullName: 'Kiều Thị Hồng Hạnh', title: 'Thủ quỹ', role: 'cashier', unitCode: district },
  {
    login: 'dothi.thanhtri',
    fullName: 'Nguyễn Mạnh Cường',
    title: 'Chuyên viên Phòng Quản lý đô thị',
    role: 'divisionOfficer',
    unitCode: district,
  },
  { login: 'kiemtra.sotttt', fullName: 'Lý Thu Hương', title: 'Thanh tra', role: 'auditor', unitCode: city },
  {
    login: 'motcua2.dongmy',
    fullName: 'Nguyễn Thị Thu Hiền',
    title: 'Cán bộ một cửa',
    role: 'oneStopOfficer',
    unitCode: commune,
  },
  {
    login: 'tuphap2.dongmy',
    fullName: 'Trịnh Văn Quyết',
    title: 'Công chức Tư pháp – Hộ tịch',
    role: 'justiceOfficer',
    unitCode: commune,
  },
  { login: 'thuquy.dongmy', fullName: 'Đinh Thị Lan Anh', title: 'Thủ quỹ', role: 'cashier', unitCode: commune },
  {
    login: 'tinhnguyen.dongmy',
    fullName: 'Nguyễn Hoàng Long',
    title: 'Tình nguyện viên hướng dẫn',
    role: 'volunteer',
    unitCode: commune,
  },
  {
    login: 'motcua.nguhiep',
    fullName: 'Lưu Thị Phương',
    title: 'Cán bộ một cửa',
    role: 'oneStopOfficer',
    unitCode: nguHiep,
  },
  { login: 'lanhdao.nguhiep', fullName: 'Nguyễn Đình Chiến', title: 'Chủ tịch', role: 'unitLeader', unitCode: nguHiep },
  {
    login: 'motcua.tuhiep',
    fullName: 'Trần Thị Mai',
    title: 'Cán bộ một cửa',
    role: 'oneStopOfficer',
    unitCode: tuHiep,
  },
  {
    login: 'tuphap.tuhiep',
    fullName: 'Phạm Quốc Việt',
    title: 'Công chức Tư pháp – Hộ tịch',
    role: 'justiceOfficer',
    unitCode: tuHiep,
  },
  { login: 'lanhdao.tuhiep', fullName: 'Lê Văn Hưng', title: 'Chủ tịch', role: 'unitLeader', unitCode: tuHiep },
  {
    login: 'motcua.vanphuc',
    fullName: 'Nguyễn Thị Ngọc',
    title: 'Cán bộ một cửa',
    role: 'oneStopOfficer',
    unitCode: vanPhuc,
  },
  {
    login: 'tuphap.vanphuc',
    fullName: 'Bùi Văn Toản',
    title: 'Công chức Tư pháp – Hộ tịch',
    role: 'justiceOfficer',
    unitCode: vanPhuc,
  },
  { login: 'lanhdao.vanphuc', fullName: 'Đỗ Thị Hạnh', title: 'Phó Chủ tịch', role: 'unitLeader', unitCode: vanPhuc },
  {
    login: 'baocao.sotttt',
    fullName: 'Tạ Minh Châu',
    title: 'Chuyên viên báo cáo',
    role: 'departmentReporter',
    unitCode: city,
  },
  {
    login: 'phantich.sotttt',
    fullName: 'Hồ Quang Vinh',
    title: 'Phân tích nghiệp vụ',
    role: 'analyst',
    unitCode: city,
  },
  {
    login: 'pheduyet.sotttt',
    fullName: 'Cao Thị Bích Ngọc',
    title: 'Phê duyệt quy trình',
    role: 'approver',
    unitCode: city,
  },
  {
    login: 'hotro.nhacungcap',
    fullName: 'Dương Quốc Bảo',
    title: 'Hỗ trợ kỹ thuật',
    role: 'vendorSupport',
    unitCode: city,
  },
  {
    login: 'huongdan.tuphap',
    fullName: 'Mai Thị Thanh Vân',
    title: 'Hướng dẫn nghiệp vụ hộ tịch',
    role: 'fieldGuide',
    unitCode: city,
  },
  {
    login: 'huongdan.motcua',
    fullName: 'Chu Văn Nghĩa',
    title: 'Hướng dẫn nghiệp vụ một cửa',
    role: 'oneStopGuide',
    unitCode: city,
  },
  ...accountsOfBodies,
]

const letters = 'abcdefghijkmnpqrstuvwxyz23456789'
const word = () => Array.from({ length: 5 }, () => letters[randomInt(letters.length)]).join('')

/** Makes the accounts when there are none and answers the password they share. */
export async function ensureDemoAccounts({
  db,
  clock,
  folder,
}: {
  db: Db
  clock: Clock
  folder: string
}): Promise<string> {
  const file = join(folder, 'demo-password')
  const known = await readFile(file, 'utf8').catch(() => undefined)
  const password = known?.trim() || `${word()}-${word()}-${word()}`
  if (!known) await writeFile(file, `${password}\n`, { mode: 0o600 })
  const made = await db.account.count({ where: { demo: true } })
  if (made >= demoAccounts.length && known) return password
  const passwordHash = await hashPassword(password)
  const now = clock.now()
  for (const { code, ...body } of demoBodies)
    await db.unit.upsert({
      where: { code },
      create: { code, ...body, level: 'body', validFrom: dateColumn('2017-01-01') },
      update: {},
    })
  for (const { login, fullName, title, role, unitCode } of demoAccounts) {
    const id = newId()
    const account = await db.account.upsert({
      where: { login },
      create: { id, login, fullName, title, passwordHash, demo: true, createdAt: now },
      update: { passwordHash },
    })
    const grant = { accountId: account.id, role, unitCode, validFrom: dateColumn('2017-01-01') }
    await db.grant.upsert({
      where: { accountId_role_unitCode_validFrom: grant },
      create: { id: newId(), ...grant },
      update: {},
    })
  }
  return password
}
