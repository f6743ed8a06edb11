/** Vietnamese names as they are given in the Red River delta: family name, middle name, given name. */
import type { Chance } from './random.ts'

export type Sex = 'nam' | 'nu'

const words = (text: string): [string, ...string[]] => {
  const [first = '', ...others] = text.trim().split(/\s+/)
  return [first, ...others]
}

/** Repeated by frequency: four in ten are Nguyễn. */
const surnames = words(`
  Nguyễn Nguyễn Nguyễn Nguyễn Nguyễn Nguyễn Nguyễn Nguyễn Nguyễn Nguyễn Nguyễn Nguyễn Nguyễn Nguyễn Nguyễn Nguyễn
  Trần Trần Trần Trần Lê Lê Lê Lê Phạm Phạm Phạm Hoàng Hoàng Vũ Vũ Phan Phan Đặng Bùi Bùi Đỗ Đỗ Ngô Dương
  Đào Đinh Trịnh Mai Lưu Tạ Cao Chu Phùng Kiều`)
const mountainSurnames = words('Bùi Bùi Đinh Quách Hà Nguyễn Bạch Phùng')

const givenNames: { readonly [sex in Sex]: [string, ...string[]] } = {
  nam: words(`An Anh Bảo Bình Chiến Chính Công Cường Dũng Dương Đạt Đông Đức Giang Hà Hải Hào Hiếu Hoà Hoàng Hùng Huy Hưng
    Khải Khánh Khoa Kiên Lâm Long Lộc Lợi Mạnh Minh Nam Nghĩa Nhân Phong Phú Phúc Phương Quang Quân Quốc Quý Sơn Sỹ Tài
    Tâm Tân Thái Thắng Thành Thiện Thịnh Thuận Thụ Tiến Toàn Trung Trường Tú Tuấn Tùng Tuyên Vinh Việt Vượng`),
  nu: words(`An Anh Ánh Bích Châu Chi Cúc Dung Duyên Đào Giang Hà Hạnh Hằng Hậu Hiền Hoa Hoà Hoài Hồng Huệ Huyền Hương Lan
    Liên Linh Loan Lụa Ly Mai Mận Minh My Nga Ngân Ngọc Nguyệt Nhàn Nhung Oanh Phương Quyên Quỳnh Tâm Thảo Thanh Thơm Thu
    Thuỷ Thuý Thương Tình Trang Trâm Tuyết Uyên Vân Xuân Yến`),
}
const middleNames: { readonly [sex in Sex]: [string, ...string[]] } = {
  nam: words('Văn Văn Văn Đức Hữu Quang Minh Đình Xuân Công Thành Ngọc Duy Tiến Trọng Gia Mạnh Bá Thế Tuấn'),
  nu: words('Thu Ngọc Minh Thanh Phương Bích Kim Hồng Khánh Thuỳ Hoài Mai Hà Diệu'),
}

export type Ethnicity = 'Kinh' | 'Mường' | 'Dao' | 'Tày'

export function aSurname(chance: Chance, ethnicity: Ethnicity): string {
  return chance.pick(ethnicity === 'Kinh' ? surnames : mountainSurnames)
}

/** What follows the family name. The older the person, the surer the middle name is Văn or Thị. */
export function aGivenName(chance: Chance, sex: Sex, birthYear: number): string {
  const given = chance.pick(givenNames[sex])
  const oldFashioned = birthYear < 1965 ? 0.9 : birthYear < 1990 ? 0.6 : 0.25
  const plain = sex === 'nam' ? 'Văn' : 'Thị'
  if (chance.holds(oldFashioned)) return `${plain} ${given}`
  const middle = chance.pick(middleNames[sex])
  const both = sex === 'nu' && chance.holds(0.4) ? `Thị ${middle}` : middle
  // Nobody is called Minh Minh.
  return middle === given ? `${plain} ${given}` : `${both} ${given}`
}
