/**
 * The people whom demonstrations and tests ask for by name; everybody else is made by chance. `people.md` tells their
 * stories. All live in xã Đông Mỹ but one.
 */
import type { Sex } from './names.ts'

export interface DemoPerson {
  fullName: string
  sex: Sex
  idNumber: string
  formerIdNumber?: string
  /** As on the card and in the population database. */
  bornOn: string
  diedOn?: string
  address: string
  unit: string
  idIssuedOn?: string
}

export const demoUnit = '00685'
export const neighbourUnit = '00658'
/** A well-formed number that nobody has. */
export const unknownIdNumber = '001090999999'

export const demoPeople = {
  /** Born 02/03/1985 by his card, 02/03/1986 by entry 41 of book 01/1986. */
  an: {
    fullName: 'Nguyễn Văn An',
    sex: 'nam',
    idNumber: '001085012345',
    bornOn: '1985-03-02',
    address: 'Thôn 1',
    unit: demoUnit,
    idIssuedOn: '2016-07-12',
  },
  /** The clean case: card, population database and entry 40 of book 01/1986 agree. */
  hoa: {
    fullName: 'Nguyễn Thị Hoa',
    sex: 'nu',
    idNumber: '001186040040',
    bornOn: '1986-02-27',
    address: 'Thôn 3',
    unit: demoUnit,
    idIssuedOn: '2016-05-20',
  },
  /** Entry 42 of book 01/1986; married to Hoa, entry 81 of book 01/2010. */
  dung: {
    fullName: 'Phạm Văn Dũng',
    sex: 'nam',
    idNumber: '001086042042',
    bornOn: '1986-03-05',
    address: 'Thôn 3',
    unit: demoUnit,
    idIssuedOn: '2015-11-02',
  },
  /** His name differs from An's in one mark only, and he is born on the day of An’s card: entry 42 of book 01/1985. */
  otherMark: {
    fullName: 'Nguyễn Văn Ân',
    sex: 'nam',
    idNumber: '001085054321',
    bornOn: '1985-03-02',
    address: 'Thôn 5',
    unit: demoUnit,
    idIssuedOn: '2017-01-09',
  },
  /** Two of one name and day of birth, in neighbouring communes: entry 140 of book 01/1990 and entry 147 of book 01/1990. */
  lan: {
    fullName: 'Lê Thị Lan',
    sex: 'nu',
    idNumber: '001190140140',
    bornOn: '1990-08-15',
    address: 'Thôn 2',
    unit: demoUnit,
    idIssuedOn: '2016-02-18',
  },
  otherLan: {
    fullName: 'Lê Thị Lan',
    sex: 'nu',
    idNumber: '001190147147',
    bornOn: '1990-08-15',
    address: 'Thôn 4',
    unit: neighbourUnit,
    idIssuedOn: '2016-08-30',
  },
  /** An's grandfather, died 18/06/2015: entry 25 of book 01/2015. */
  thu: {
    fullName: 'Nguyễn Văn Thụ',
    sex: 'nam',
    idNumber: '001030025025',
    formerIdNumber: '010302515',
    bornOn: '1930-04-12',
    diedOn: '2015-06-18',
    address: 'Thôn 1',
    unit: demoUnit,
  },
  /** In the population database; her birth stands in no digitised book. */
  linh: {
    fullName: 'Hoàng Thị Diệu Linh',
    sex: 'nu',
    idNumber: '001170008118',
    bornOn: '1970-09-09',
    address: 'Thôn 6',
    unit: demoUnit,
    idIssuedOn: '2014-03-03',
  },
  /** Found by the nine digits of her old card too. */
  gam: {
    fullName: 'Vũ Thị Hồng Gấm',
    sex: 'nu',
    idNumber: '001178015015',
    formerIdNumber: '011234567',
    bornOn: '1978-05-15',
    address: 'Thôn 7',
    unit: demoUnit,
    idIssuedOn: '2017-06-26',
  },
  /** An's parents. */
  binh: {
    fullName: 'Nguyễn Văn Bình',
    sex: 'nam',
    idNumber: '001057003003',
    formerIdNumber: '010575703',
    bornOn: '1957-10-20',
    address: 'Thôn 1',
    unit: demoUnit,
    idIssuedOn: '2016-07-12',
  },
  minh: {
    fullName: 'Trần Thị Minh',
    sex: 'nu',
    idNumber: '001160003003',
    formerIdNumber: '010606003',
    bornOn: '1960-01-08',
    address: 'Thôn 1',
    unit: demoUnit,
    idIssuedOn: '2016-07-12',
  },
} as const satisfies { readonly [name: string]: DemoPerson }

export type DemoName = keyof typeof demoPeople
