import type { Day, NamedPeriods } from '#calendar'
import type { JsonValue } from '#feel'

/** Answers by key; absent ones have no entry. */
export type Answers = { [key: string]: JsonValue }

export type UnitLevel = 'province' | 'district' | 'commune'

/** A unit of the administrative map. */
export interface AdminUnit {
  code: string
  level: UnitLevel
  name: { vi: string; en: string }
  /** Code of the unit above; none above a province. */
  parent?: string | undefined
}

/** What is known of an uploaded file. `size` in bytes. */
export interface AttachedFile {
  id: string
  name: string
  mime: string
  size: number
}

/** What a form is checked against besides the input. Everything that varies comes from here, nothing from the machine. */
export interface FormContext {
  /** The server's clock; `today` is its day in Asia/Ho_Chi_Minh. */
  now: Date
  /** Day of submission; before that, today. */
  submittedOn?: Day | undefined
  /** Further names that FEEL sees: `dossier`, `case`, `facts`, `outcome`, and the lists of `valuesKey`. */
  names?: { [name: string]: JsonValue } | undefined
  /** Answers as they stand: what read-only fields hold, what a supplement starts from. */
  given?: Answers | undefined
  /** Keys that a supplement may change; everything else stays as given. Absent: all may change. */
  only?: readonly string[] | undefined
  /** Keys that may not be changed beside those that the form itself makes read-only. */
  readOnly?: readonly string[] | undefined
  /** Finds a unit by code. Without it, units are checked by their shape only. */
  unit?: ((code: string) => AdminUnit | undefined) | undefined
  /** Finds an upload of this applicant by id. With it, name, type and size are taken from here, never from the input. */
  upload?: ((id: string) => AttachedFile | undefined) | undefined
  /** Named periods of the calendar for `periodTouches`, both days included. */
  periods?: NamedPeriods | undefined
}
