import { onTheWay } from './api-problem.ts'

/** Longest wait for an answer, in milliseconds. */
const PATIENCE = 20_000
/** Pauses before a question is asked again, in milliseconds. */
const PAUSES = [300, 1_200] as const
/** What is in between, or a part of the server, is not there for the moment. */
const PASSING = new Set([502, 503, 504])

/**
 * Sends a request with a time-out. Questions (GET) are asked again after a pause when the network or the server fails
 * them; what changes something is sent once. Rejects with `network.…`, or with the caller's own abort.
 */
export async function send(request: Request): Promise<Response> {
  const pauses = request.method === 'GET' ? PAUSES : []
  for (const pause of pauses) {
    try {
      const response = await sendOnce(request.clone())
      if (!PASSING.has(response.status)) return response
    } catch (error) {
      if (request.signal.aborted) throw error
    }
    await new Promise((resolve) => setTimeout(resolve, pause))
  }
  return sendOnce(request)
}

async function sendOnce(request: Request): Promise<Response> {
  // AbortSignal.any and .timeout are younger than the oldest browsers that we serve.
  const controller = new AbortController()
  const abort = () => controller.abort()
  request.signal.addEventListener('abort', abort)
  let late = false
  const timer = setTimeout(() => {
    late = true
    abort()
  }, PATIENCE)
  try {
    return await fetch(new Request(request, { signal: controller.signal }))
  } catch (error) {
    if (request.signal.aborted) throw error
    throw onTheWay(late ? 'network.timeout' : 'network.offline')
  } finally {
    clearTimeout(timer)
    request.signal.removeEventListener('abort', abort)
  }
}
