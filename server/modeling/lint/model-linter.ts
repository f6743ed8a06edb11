import { Worker } from 'node:worker_threads'
import pLimit from 'p-limit'
import type { Remark } from './finding.ts'

type Answer = { id: number; remarks: Remark[] } | { id: number; failure: string }
interface Waiting {
  settle(remarks: Remark[]): void
  fail(error: Error): void
}

/** How long one diagram may take, ms; a file that needs longer is refused. Ten times what ours take on a busy machine. */
const TIMEOUT = 60_000
/** The thread goes through them in turn: who waits has not begun, and its time has not either. */
const inTurn = pLimit(1)

let worker: Worker | undefined
let next = 0
const waiting = new Map<number, Waiting>()

/** What bpmnlint with the rules for Zeebe 8.5 says of a diagram. Rejects where the text is no BPMN or takes too long. */
export function lintModel(xml: string): Promise<Remark[]> {
  return inTurn(() => lintNow(xml))
}

async function lintNow(xml: string): Promise<Remark[]> {
  const id = next++
  const running = started()
  running.ref()
  let timer: NodeJS.Timeout | undefined
  try {
    return await new Promise<Remark[]>((settle, fail) => {
      timer = setTimeout(() => stop(new Error(`the diagram took longer than ${TIMEOUT} ms`)), TIMEOUT)
      waiting.set(id, { settle, fail })
      running.postMessage({ id, xml })
    })
  } finally {
    clearTimeout(timer)
    waiting.delete(id)
    if (waiting.size === 0) worker?.unref()
  }
}

function started(): Worker {
  if (worker) return worker
  const thread = new Worker(new URL('./bpmnlint-worker.mjs', import.meta.url), { execArgv: [] })
  thread.on('message', (answer: Answer) => {
    if ('remarks' in answer) waiting.get(answer.id)?.settle(answer.remarks)
    else waiting.get(answer.id)?.fail(new Error(answer.failure))
  })
  thread.on('error', stop)
  worker = thread
  return thread
}

/** Ends the thread and everything that waits for it; the next diagram starts a new one. */
function stop(error: Error): void {
  void worker?.terminate()
  worker = undefined
  for (const { fail } of waiting.values()) fail(error)
}
