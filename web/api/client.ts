import createClient from 'openapi-fetch'
import { onTheWay, problemOf } from './api-problem.ts'
import type { paths } from './schema.d.ts'
import { send } from './send.ts'
import { askAgain, noteSessionEnd, readSession } from './session.ts'

/** The typed client of the contract: `answer(api.GET('/api/services'))`. */
export const api = createClient<paths>({ fetch: sendWithSession })

interface Outcome<Data> {
  data?: Data
  error?: unknown
  response: Response
}

/** What a call answered; rejects with an `ApiProblem`. */
export async function answer<Data>(call: Promise<Outcome<Data>>): Promise<NonNullable<Data>> {
  const { data, error, response } = await call.catch((thrown: unknown) => {
    // A body that is no JSON comes from something in between.
    throw thrown instanceof SyntaxError ? onTheWay('network.not-understood') : thrown
  })
  if (!response.ok || data === undefined || data === null) throw problemOf(error, response)
  return data
}

/** For calls whose success has no body. */
export async function done(call: Promise<Outcome<unknown>>): Promise<void> {
  const { error, response } = await call
  if (!response.ok) throw problemOf(error, response)
}

/** Adds the session's token to what changes something; a token that has gone stale is fetched anew, once. */
async function sendWithSession(request: Request): Promise<Response> {
  if (request.method === 'GET') return noted(await send(request))
  const again = request.clone()
  const response = await send(await withToken(request))
  if (response.status !== 403 || !(await saysStaleToken(response))) return noted(response)
  await askAgain()
  return noted(await send(await withToken(again)))
}

/** The header that every call must carry that changes something; empty where nobody is signed in. */
export async function tokenHeader(): Promise<{ 'x-csrf-token'?: string }> {
  const { csrfToken } = await readSession()
  return csrfToken === undefined ? {} : { 'x-csrf-token': csrfToken }
}

async function withToken(request: Request): Promise<Request> {
  for (const [name, value] of Object.entries(await tokenHeader())) request.headers.set(name, value)
  return request
}

async function saysStaleToken(response: Response): Promise<boolean> {
  const body: unknown = await response
    .clone()
    .json()
    .catch(() => undefined)
  return typeof body === 'object' && body !== null && 'code' in body && body.code === 'session.csrf'
}

function noted(response: Response): Response {
  // A wrong code or password is a 401 as well, but of somebody who was not signed in.
  if (response.status === 401) noteSessionEnd()
  return response
}
