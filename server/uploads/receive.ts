/**
 * Taking one file: streamed to disk under a limit, judged by its content, named safely, stored under its hash; then its
 * row. It belongs to a draft, to the dossier whose request it answers, or to an officer's task.
 */

import type { IncomingMessage } from 'node:http'
import type { Readable } from 'node:stream'
import busboy from 'busboy'
import { type Form, isKindTaken, kindsInWords } from '#forms'
import { markedPaths } from '../dossiers/answer-request.ts'
import { FileTooLarge } from '../files/index.ts'
import { newId } from '../ids.ts'
import type { Platform } from '../platform.ts'
import { Problem } from '../problems.ts'
import { acceptedTypes, judgeContent } from './content.ts'
import { safeFileName } from './file-name.ts'

export type UploadOwner =
  | { kind: 'draft'; draftId: string; by: { citizenId: string } | { accountId: string }; form: Form }
  | { kind: 'request'; dossierId: string; citizenId: string; form: Form; items: unknown }
  | { kind: 'task'; taskId: string; accountId: string; form: Form }

const MB = 1_048_576
const endingsTaken = Object.values(acceptedTypes).map((ending) => `.${ending}`)

function fileField(form: Form, key: string): { accept: readonly string[]; maxFiles: number; maxBytes: number } {
  const control = form.fields.get(key)?.control
  if (control?.kind !== 'files') throw new Problem('upload.field')
  const { accept, maxFiles, maxMB } = control
  return { accept: accept.length > 0 ? accept : endingsTaken, maxFiles, maxBytes: maxMB * MB }
}

/** The kinds that the field takes, as its words say them. */
function notTaken(accept: readonly string[]): Problem {
  const kinds = kindsInWords(accept)
  return new Problem(
    'upload.type',
    kinds ? { remedy: { vi: `Mục này nhận tệp ${kinds.vi}.`, en: `Attach a ${kinds.en} here.` } } : {},
  )
}

interface Place {
  draftId?: string
  dossierId?: string
  taskId?: string
  citizenId?: string | null
  accountId?: string | null
}

const placeOf = (owner: UploadOwner): Place => {
  if (owner.kind === 'draft') return { draftId: owner.draftId, ...owner.by }
  if (owner.kind === 'request') return { dossierId: owner.dossierId, citizenId: owner.citizenId }
  return { taskId: owner.taskId, accountId: owner.accountId }
}

/** More than a form's `maxFiles` may lie there while somebody exchanges one for another, but not without end. */
const spare = 10

export async function receiveUpload(platform: Platform, request: IncomingMessage, owner: UploadOwner, key: string) {
  const { db, files, clock, faults } = platform
  const { accept, maxFiles, maxBytes } = fileField(owner.form, key)
  if (owner.kind === 'request' && !markedPaths(owner.items).includes(key)) throw new Problem('upload.field')
  const place = placeOf(owner)
  if ((await db.upload.count({ where: { ...place, field: key } })) >= maxFiles + spare)
    throw new Problem('upload.too-many')
  const { name, written } = await readOneFile(request, (stream) => files.receive(stream, maxBytes))
  if (written.size === 0) {
    await files.remove(written.sha256)
    throw new Problem('upload.empty')
  }
  const judged = await judgeContent(await files.read(written.sha256))
  if ('fault' in judged) {
    // The same bytes are refused whoever sends them, so no row can name this file.
    await files.remove(written.sha256)
    throw judged.fault === 'type' ? notTaken(accept) : new Problem('upload.active-content')
  }
  const { mediaType } = judged
  const kept = safeFileName(name, mediaType)
  // Another form may take it; bytes that nobody names are swept.
  if (!isKindTaken({ name: kept, mime: mediaType }, accept)) throw notTaken(accept)
  faults.hit('upload.stored')
  const now = clock.now()
  const id = newId()
  const { draftId = null, dossierId = null, taskId = null, citizenId = null, accountId = null } = place
  await db.sql`
    WITH stored AS (
      INSERT INTO stored_file (sha256, size, media_type, created_at)
      VALUES (${written.sha256}, ${written.size}, ${mediaType}, ${now}) ON CONFLICT DO NOTHING)
    INSERT INTO upload (id, citizen_id, account_id, draft_id, dossier_id, task_id, field, name, sha256, created_at)
    VALUES (${id}::uuid, ${citizenId}::uuid, ${accountId}::uuid, ${draftId}::uuid, ${dossierId}::uuid, ${taskId}::uuid,
            ${key}, ${kept}, ${written.sha256}, ${now})`
  return { id, field: key, name: kept, size: written.size, mediaType }
}

/** The first part that is a file. Whatever else the body holds is refused; a client that dies leaves nothing. */
async function readOneFile<T>(request: IncomingMessage, take: (stream: Readable) => Promise<T>) {
  let parser: busboy.Busboy
  try {
    parser = busboy({
      headers: request.headers,
      defParamCharset: 'utf8',
      limits: { files: 1, fields: 0, parts: 2, headerPairs: 20, fieldNameSize: 100 },
    })
  } catch {
    throw new Problem('request.unsupported-type')
  }
  return new Promise<{ name: string; written: T }>((resolve, reject) => {
    let taking: Promise<{ name: string; written: T }> | undefined
    let broken: Problem | undefined
    let coming: Readable | undefined
    const fail = (problem: Problem) => {
      if (broken) return
      broken = problem
      request.unpipe(parser)
      request.resume()
      coming?.destroy(new Error('refused'))
      // Answered when nothing of it is left.
      void Promise.resolve(taking)
        .catch(() => undefined)
        .then(() => reject(problem))
    }
    parser.on('file', (_field, stream, info) => {
      coming = stream
      // A body that ends early may do so before the first read; unheard, that would end the process.
      stream.on('error', () => undefined)
      taking = take(stream).then((written) => ({ name: info.filename ?? '', written }))
      taking.catch((error) =>
        fail(new Problem(error instanceof FileTooLarge ? 'upload.too-large' : 'upload.interrupted')),
      )
    })
    for (const event of ['partsLimit', 'filesLimit', 'fieldsLimit'] as const) {
      parser.on(event, () => fail(new Problem('request.malformed')))
    }
    parser.on('error', () => fail(new Problem('upload.interrupted')))
    parser.on('close', () => {
      if (broken) return
      if (taking) taking.then(resolve, () => undefined)
      else reject(new Problem('request.malformed'))
    })
    request.on('aborted', () => {
      parser.destroy(new Error('aborted'))
      fail(new Problem('upload.interrupted'))
    })
    request.pipe(parser)
  })
}
