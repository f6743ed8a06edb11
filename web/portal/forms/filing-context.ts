import { type Day, dayOf } from '#calendar'
import type { FormContext } from '#forms'
import { type FormUnits, type NamedPeriods, platformNow, type ServiceCard, type Unit } from '../../api/index.ts'

interface Filing {
  service: string
  level: ServiceCard['level']
  unit: Unit
  /** When it was submitted; absent before. */
  submittedAt?: string
  /** Of the calendar, as the service's description tells them. */
  periods: NamedPeriods
}

/** What a citizen's form is checked against, as the server does it. */
export function filingContext({ service, level, unit, submittedAt, periods }: Filing, units: FormUnits): FormContext {
  const district = level === 'district' ? unit.code : unit.parent
  const submittedOn: Day | undefined = submittedAt === undefined ? undefined : dayOf(new Date(submittedAt))
  return {
    now: platformNow(),
    periods,
    ...(submittedOn === undefined ? {} : { submittedOn }),
    names: { dossier: { service, channel: 'online', unit: { code: unit.code, level, district } } },
    unit: units.known,
  }
}
