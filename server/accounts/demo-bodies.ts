/** Bodies that the services of a district ask for their opinion, on the platform for trial, and who answers for each. */
import type { DemoAccount } from './demo.ts'

/** A unit of level `body`; `kind` is the key by which cards name it (docs/officers.md). */
interface DemoBody {
  code: string
  name: string
  shortName: string
  kind: string
  /** Unit about whose dossiers, and those of the units below it, the body is asked. */
  parentCode: string
}

const city = '01'
const thanhTri = '020'

export const demoBodies: readonly DemoBody[] = [
  {
    code: '9001',
    name: 'Sở Quy hoạch – Kiến trúc thành phố Hà Nội',
    shortName: 'Sở Quy hoạch – Kiến trúc',
    kind: 'quy-hoach',
    parentCode: city,
  },
  {
    code: '9002',
    name: 'Cảnh sát phòng cháy và chữa cháy thành phố Hà Nội',
    shortName: 'Cảnh sát PCCC',
    kind: 'phong-chay',
    parentCode: city,
  },
  {
    code: '9003',
    name: 'Sở Giao thông vận tải thành phố Hà Nội',
    shortName: 'Sở Giao thông vận tải',
    kind: 'quan-ly-duong',
    parentCode: city,
  },
  {
    code: '9004',
    name: 'Công an huyện Thanh Trì',
    shortName: 'Công an Thanh Trì',
    kind: 'cong-an',
    parentCode: thanhTri,
  },
]

/** The tasks that ask others are for the role of whoever asks; a district's examining officers are of its divisions. */
const answers = (login: string, fullName: string, title: string, unitCode: string): DemoAccount => ({
  ...{ login, fullName, title, unitCode },
  role: 'divisionOfficer',
})

export const accountsOfBodies: readonly DemoAccount[] = [
  answers('ykien.quyhoach', 'Nguyễn Văn Minh', 'Chuyên viên Sở Quy hoạch – Kiến trúc', '9001'),
  answers('ykien.pccc', 'Hoàng Anh Dũng', 'Cán bộ Cảnh sát phòng cháy và chữa cháy', '9002'),
  answers('ykien.giaothong', 'Trần Quốc Toản', 'Chuyên viên Sở Giao thông vận tải', '9003'),
  answers('ykien.congan', 'Phùng Thế Vinh', 'Cán bộ Công an huyện Thanh Trì', '9004'),
  answers('tuphap.hoangmai', 'Lương Thị Bích Hằng', 'Chuyên viên Phòng Tư pháp quận Hoàng Mai', '008'),
]
