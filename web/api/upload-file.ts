import { ApiProblem, onTheWay, problemOf } from './api-problem.ts'
import { tokenHeader } from './client.ts'
import { noteSessionEnd } from './session.ts'
import type { Upload } from './types.ts'

/** What a file belongs to: exactly one. */
export type UploadOwner = { draft: string } | { request: string } | { task: string }

/** Without any progress for so long, an upload has failed; in milliseconds. */
const STILL = 30_000

/**
 * Sends one file with its progress (0 to 1), which fetch can't tell. Rejects with an `ApiProblem`, or with an AbortError
 * when the signal says so.
 */
export async function uploadFile(
  file: File,
  to: { owner: UploadOwner; field: string },
  onProgress: (fraction: number) => void,
  signal: AbortSignal,
): Promise<Upload> {
  const query = new URLSearchParams({ ...to.owner, field: to.field })
  const body = new FormData()
  body.append('file', file)
  const headers = await tokenHeader()
  return new Promise((resolve, reject) => {
    const call = new XMLHttpRequest()
    let stalled = false
    let timer = setTimeout(stall, STILL)
    function stall() {
      stalled = true
      call.abort()
    }
    const stop = () => call.abort()
    const settle = (act: () => void) => () => {
      clearTimeout(timer)
      signal.removeEventListener('abort', stop)
      act()
    }
    call.upload.onprogress = ({ loaded, total }) => {
      clearTimeout(timer)
      timer = setTimeout(stall, STILL)
      onProgress(total > 0 ? loaded / total : 0)
    }
    call.onload = settle(() => {
      const upload = uploadIn(call)
      if (upload instanceof ApiProblem) reject(upload)
      else resolve(upload)
    })
    call.onerror = settle(() => reject(onTheWay('network.offline')))
    call.onabort = settle(() =>
      reject(stalled ? onTheWay('network.timeout') : new DOMException('the upload was stopped', 'AbortError')),
    )
    signal.addEventListener('abort', stop)
    call.open('POST', `/api/uploads?${query}`)
    call.setRequestHeader('accept', 'application/json')
    for (const [name, value] of Object.entries(headers)) call.setRequestHeader(name, value)
    call.send(body)
  })
}

function uploadIn(call: XMLHttpRequest): Upload | ApiProblem {
  if (call.status === 401) noteSessionEnd()
  const body = parsed(call.responseText)
  if (call.status === 201 && isUpload(body)) return body
  const headers = new Headers({ 'x-request-id': call.getResponseHeader('x-request-id') ?? '' })
  // A Response can't be built with status 0.
  return problemOf(body, new Response(null, { status: call.status >= 200 ? call.status : 500, headers }))
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

function isUpload(body: unknown): body is Upload {
  return typeof body === 'object' && body !== null && 'id' in body && 'field' in body && 'size' in body
}
