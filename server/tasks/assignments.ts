/** What a head sees of who has what: open tasks of the roles given out, dossiers that wait elsewhere, and the officers. */
import type { Staff } from '../accounts/index.ts'
import { Prisma } from '../generated/prisma/client.ts'
import { type Officer, officersIn } from './assignment.ts'
import { type ListParts, type PageAsked, pageOfTasks, type TaskRow } from './list.ts'
import { assignableGroups } from './reassign.ts'

/** A dossier that somebody has and of which no task of that role is open now. */
export interface AssignedDossier {
  code: string
  applicantName: string
  serviceShort: { vi: string; en: string }
  role: string
  assignedTo: { id: string; fullName: string }
}

/** More than a division has under way at once; further ones are found by the search. */
const mostDossiers = 200

/** Who has what in the roles whose work this person gives out. */
export async function listAssignments(
  platform: ListParts,
  who: Staff,
  ask: PageAsked,
): Promise<{ items: TaskRow[]; next: string | null; dossiers: AssignedDossier[]; officers: Officer[] }> {
  const groups = assignableGroups(who)
  return {
    ...(await pageOfTasks(platform, groups, Prisma.sql`TRUE`, ask)),
    // They have no due task to be sorted by; they stand beside the first page.
    dossiers: ask.cursor ? [] : await dossiersBetweenTasks(platform, groups),
    officers: await officersIn(platform.db, groups, platform.clock.now()),
  }
}

async function dossiersBetweenTasks({ db, catalogue }: ListParts, groups: string[]): Promise<AssignedDossier[]> {
  const rows = await db.sql<{
    code: string
    applicantName: string
    releaseId: string
    role: string
    id: string
    fullName: string
  }>`
    SELECT d.code, d.applicant_name AS "applicantName", d.release_id AS "releaseId", d.assigned_role AS role,
           o.id, o.full_name AS "fullName"
    FROM dossier d JOIN account o ON o.id = d.assigned_to
    WHERE d.closed_at IS NULL AND d.withdrawn_at IS NULL
      AND d.unit_code || ':' || d.assigned_role = ANY (${groups}::text[])
      AND NOT EXISTS (SELECT FROM task t WHERE t.dossier_id = d.id AND t.state IN ('open', 'claimed', 'decided')
                        AND d.unit_code || ':' || d.assigned_role = ANY (t.groups))
    ORDER BY d.due_at NULLS LAST, d.code LIMIT ${mostDossiers}`
  return Promise.all(
    rows.map(async ({ code, applicantName, releaseId, role, id, fullName }) => {
      const { vi, en } = (await catalogue.serviceRelease(releaseId)).card.short
      return { code, applicantName, serviceShort: { vi, en }, role, assignedTo: { id, fullName } }
    }),
  )
}
