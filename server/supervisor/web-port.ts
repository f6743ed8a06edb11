import { errorCode } from './error-code.ts'
import { lastingPort, listenOnce } from './lasting-port.ts'

/** Whether the web server could listen there; `port` is a free one when 0 was asked for. */
export type PortCheck =
  | { readonly state: 'free'; readonly port: number }
  | { readonly state: 'refused'; readonly words: string }

/** Tries an address before anything is started on it. */
export async function checkWebPort(host: string, port: number): Promise<PortCheck> {
  try {
    return { state: 'free', port: port === 0 ? await lastingPort(host) : await listenOnce(host, port) }
  } catch (error) {
    return { state: 'refused', words: refusal(host, port, errorCode(error) ?? String(error)) }
  }
}

function refusal(host: string, port: number, code: string): string {
  switch (code) {
    case 'EADDRINUSE':
      return (
        `Port ${port} is taken by another program. Stop that one, or choose another port: ` +
        `PORT=${port === 65_535 ? 3000 : port + 1} npm start`
      )
    case 'EACCES':
      return `Port ${port} is reserved for root. Choose another: PORT=3000 npm start`
    case 'EADDRNOTAVAIL':
    case 'ENOTFOUND':
      return `HOST=${host} is no address of this machine. Leave HOST out for the loopback, or take 0.0.0.0 for all.`
    default:
      return `Nothing can listen on ${host}:${port} (${code}).`
  }
}
