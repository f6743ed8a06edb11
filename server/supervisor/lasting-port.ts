import { createServer } from 'node:net'

/** Below what systems give away for a moment (32768 and up on Linux, 49152 elsewhere), above what is usually taken. */
const lowest = 15_000
const highest = 32_000

/**
 * A free port that still is when a part starts again on it: no connection that anybody opens meanwhile comes from it.
 * Any free one where none of fifty was.
 */
export async function lastingPort(host: string): Promise<number> {
  for (let tried = 0; tried < 50; tried++) {
    const port = lowest + Math.floor(Math.random() * (highest - lowest))
    if ((await listenOnce(host, port).catch(() => undefined)) !== undefined) return port
  }
  return listenOnce(host, 0)
}

/** Listens there for a moment and says on which port; rejects with the system's error where nothing can. */
export async function listenOnce(host: string, port: number): Promise<number> {
  const server = createServer()
  try {
    await new Promise<void>((settle, fail) => {
      server.once('error', fail)
      server.listen(port, host, settle)
    })
    const address = server.address()
    return typeof address === 'object' && address !== null ? address.port : port
  } finally {
    await new Promise<void>((settle) => server.close(() => settle()))
  }
}
