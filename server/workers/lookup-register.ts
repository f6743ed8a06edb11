/**
 * `lookup-citizen`, `lookup-register`: asks a register what the card's look-up says. The engine gets the status, the
 * answer goes to PostgreSQL. A register that is down never blocks a case: `unavailable` is an answer, asked again later.
 */
import type { JsonValue } from '#feel'
import { answersOf, type CaseScope, caseScope } from '../dossiers/case-scope.ts'
import { appendEvent } from '../dossiers/timeline.ts'
import type { Dossier } from '../generated/prisma/client.ts'
import { newId } from '../ids.ts'
import { openConcern } from '../operations/concerns.ts'
import type { Platform } from '../platform.ts'
import type { LookupQuestion, ServiceRelease } from '../services/index.ts'
import { cityUnits } from '../services/unit-map.ts'
import type { Worker } from './worker.ts'

const askAgainMs = 2 * 60_000

export interface LookupResult {
  name: string
  register: string
  formVersion: number
  status: 'found' | 'notFound' | 'unavailable' | 'skipped'
  entries?: JsonValue[]
}

/** Asks the register the question of a card's look-up about a dossier's newest answers. The job is the key. */
export async function askRegister(
  platform: Pick<Platform, 'db' | 'clock' | 'periods' | 'registers' | 'faults'>,
  dossier: Dossier,
  release: ServiceRelease,
  name: string,
  idempotencyKey: string,
): Promise<LookupResult> {
  const question = release.card.lookups[name]
  if (!question) throw new Error(`the card of ${release.serviceCode} has no look-up ${name}`)
  const answers = await answersOf(platform.db, dossier)
  const units = await cityUnits(platform.db)
  const { clock, periods } = platform
  const scope = caseScope({ dossier, release, answers, now: clock.now(), periods, units })
  const asked = { name, register: question.register, formVersion: dossier.formVersion }
  if (question.when && scope.evaluate(question.when) !== true) return { ...asked, status: 'skipped' }
  platform.faults.hit('lookup.before')
  const answer = await platform.registers.lookup(question.register, keyOf(question, scope), { idempotencyKey })
  platform.faults.hit('lookup.after')
  return answer.status === 'found'
    ? { ...asked, status: 'found', entries: answer.entries }
    : { ...asked, status: answer.status }
}

function keyOf(question: LookupQuestion, scope: CaseScope): { [name: string]: JsonValue } {
  const entries = Object.entries(question.key).map(([name, source]) => [name, scope.evaluate(source)] as const)
  return Object.fromEntries(entries.filter(([, value]) => value !== null))
}

function worker(type: string): Worker<LookupResult> {
  return {
    type,
    leaseMs: 60_000,
    prepare: ({ platform, release, job, jobRef }, dossier) =>
      askRegister(platform, dossier, release, job.headers.lookup ?? '', `${jobRef.epoch}:${jobRef.key}`),
    async handle({ platform, tx, dossier, job, jobRef }, result) {
      const [known] = await tx.sql<{ status: LookupResult['status'] }>`
        SELECT status FROM register_lookup WHERE epoch = ${jobRef.epoch} AND job_key = ${jobRef.key}::bigint`
      if (known) return { result: known.status }
      const now = platform.clock.now()
      const down = result.status === 'unavailable'
      await tx.sql`
        INSERT INTO register_lookup (id, dossier_id, epoch, job_key, name, register, form_version, status, answer, at,
                                     ask_again_at)
        VALUES (${newId()}::uuid, ${dossier.id}::uuid, ${jobRef.epoch}, ${jobRef.key}::bigint, ${result.name},
                ${result.register}, ${result.formVersion}, ${result.status},
                ${result.entries ? JSON.stringify(result.entries) : null}::jsonb, ${now},
                ${down ? new Date(now.getTime() + askAgainMs) : null}::timestamptz)`
      if (down) {
        await openConcern(tx, {
          kind: 'register-down',
          subject: result.register,
          text: `Cơ sở dữ liệu ${result.register} không trả lời; hồ sơ đi tiếp với điểm kiểm tra để ngỏ.`,
          data: { register: result.register },
          at: now,
        })
      }
      await appendEvent(tx, dossier, {
        type: 'looked_up',
        at: now,
        actor: 'system',
        elementId: job.elementId,
        job: jobRef,
        data: { name: result.name, register: result.register, status: result.status },
      })
      return { result: result.status }
    },
  }
}

export const lookupCitizen = worker('lookup-citizen')
export const lookupRegister = worker('lookup-register')
