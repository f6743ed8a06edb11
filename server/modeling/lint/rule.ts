import type { Remark } from './finding.ts'
import type { Service } from './service.ts'

/** One convention. It looks at a whole service and says what is wrong; an empty list is praise. */
export interface Rule {
  name: string
  judge(service: Service): Remark[] | Promise<Remark[]>
}
