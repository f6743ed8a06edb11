/**
 * Sheets are papers that an officer prints about a case as it stands: worked out afresh each time, neither numbered nor
 * kept. They belong to the platform, not to a service, so their templates are the installation's and of no release.
 */
import type { Staff } from '../../accounts/index.ts'
import type { Tx } from '../../db.ts'
import type { Dossier } from '../../generated/prisma/client.ts'
import type { Platform } from '../../platform.ts'
import type { Texts } from '../../problems.ts'
import type { ServiceRelease } from '../../services/index.ts'
import type { PaperData } from '../common-data.ts'

export interface SheetContext {
  platform: Pick<Platform, 'clock' | 'settings' | 'calendar' | 'periods'>
  tx: Tx
  dossier: Dossier
  release: ServiceRelease
  /** Who prints it. */
  officer: Pick<Staff, 'fullName'>
}

export interface Sheet {
  name: Texts
  /** The data of the sheet's template; undefined where the case has nothing to print yet. */
  data(context: SheetContext): Promise<PaperData | undefined>
}
