import type { TaskRow } from '../api/index.ts'
import type { Say } from '../i18n/index.ts'
import type { deskTexts } from './desk-texts.ts'

/** To whom the dossier was given, and who has its task in their stead; empty where it was given to nobody. */
export function givenOrStoodIn({ assignedTo, claimedBy }: TaskRow, t: Say<typeof deskTexts>): string {
  if (!assignedTo) return ''
  if (claimedBy && claimedBy.id !== assignedTo.id)
    return t('standsIn', { name: claimedBy.fullName, absent: assignedTo.fullName })
  return t('assignedTo', { name: assignedTo.fullName })
}
