import { spawn } from 'node:child_process'
import { root } from './fingerprint.mjs'

/**
 * Runs a Node program of node_modules or of ours; what it says is kept for the error when it fails, unless it is
 * shown: `all`, or `errors` for what goes to standard error.
 * @param {string} script path relative to the root
 * @param {readonly string[]} args
 * @param {{ env?: Record<string, string>, show?: 'all' | 'errors', nodeFlags?: readonly string[] }} [options]
 * @throws Error with what the program said
 */
export async function runProgram(script, args, options = {}) {
  const child = spawn(process.execPath, [...(options.nodeFlags ?? []), script, ...args], {
    cwd: root,
    env: { ...process.env, ...options.env },
    stdio: options.show === 'all' ? 'inherit' : ['ignore', 'pipe', options.show === 'errors' ? 'inherit' : 'pipe'],
  })
  let said = ''
  for (const stream of [child.stdout, child.stderr]) {
    stream?.setEncoding('utf8').on('data', (text) => {
      said += text
    })
  }
  const code = await new Promise((settle, fail) => {
    child.once('error', fail)
    child.once('close', settle)
  })
  if (code !== 0) throw new Error(`${script} ${args.join(' ')} ended with code ${code}.\n${said.trim()}`)
}
