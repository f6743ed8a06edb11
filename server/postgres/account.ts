import { execFileSync } from 'node:child_process'
import { readFileSync, statSync } from 'node:fs'
import { dirname } from 'node:path'

/** A system account under which PostgreSQL may run. */
export interface SystemAccount {
  readonly name: string
  readonly uid: number
  readonly gid: number
}

/**
 * How PostgreSQL is started: as the caller itself, or, since it refuses to run as root, as another account.
 * `program` stands before the command (`setpriv …`) where the system has it.
 */
export type RunAs =
  | { readonly as: 'caller'; readonly program: readonly string[] }
  | { readonly as: 'account'; readonly account: SystemAccount; readonly program: readonly string[] }

/**
 * Decides how PostgreSQL runs here. A caller that isn't root runs it itself. Root hands it to the account `postgres`,
 * else `nobody`; both exist before we come, so no account is created. Where a folder on the way is closed to that
 * account (a clone under /root or in a private temporary folder), `setpriv` leaves it the one capability to pass.
 * @param paths folders that the account must reach
 * @throws Error in words when root has no way
 */
export function runAs(paths: readonly string[]): RunAs {
  const setpriv = process.platform === 'linux' ? setprivIsThere() : false
  // The kernel sends SIGINT (PostgreSQL's fast shutdown) when the process that started it dies, even by SIGKILL.
  const dying = ['--pdeathsig', 'INT']
  if (process.getuid?.() !== 0) return { as: 'caller', program: setpriv ? ['setpriv', ...dying] : [] }
  const account = systemAccount('postgres') ?? systemAccount('nobody')
  if (!account) throw new Error('PostgreSQL refuses to run as root and this system has no account to run it as.')
  const closed = paths.map((path) => closedFolder(path, account)).find((folder) => folder !== undefined)
  if (!setpriv) {
    if (closed === undefined) return { as: 'account', account, program: [] }
    throw new Error(
      `PostgreSQL refuses to run as root, and the account ${account.name} cannot enter ${closed}. ` +
        'Move the folder, open it (chmod o+x), start as another user, or set DATABASE_URL.',
    )
  }
  const identity = ['--reuid', `${account.uid}`, '--regid', `${account.gid}`, '--clear-groups']
  const rights =
    closed === undefined
      ? ['--inh-caps=-all', '--bounding-set=-all']
      : [
          // access(2) forgets capabilities of who isn't root, unless the fix-up is off.
          '--securebits=+no_setuid_fixup',
          '--inh-caps=-all,+dac_override',
          '--ambient-caps=-all,+dac_override',
          '--bounding-set=-all,+dac_override',
        ]
  return { as: 'account', account, program: ['setpriv', ...identity, ...rights, ...dying] }
}

/** The command and options with which `command` runs under the decided account. */
export function commandAs(
  how: RunAs,
  command: string,
  args: readonly string[],
): { readonly command: string; readonly args: string[]; readonly uid?: number; readonly gid?: number } {
  const [first, ...before] = how.program
  if (first !== undefined) return { command: first, args: [...before, command, ...args] }
  if (how.as === 'caller') return { command, args: [...args] }
  return { command, args: [...args], uid: how.account.uid, gid: how.account.gid }
}

function systemAccount(name: string): SystemAccount | undefined {
  for (const line of readFileSync('/etc/passwd', 'utf8').split('\n')) {
    const [user, , uid, gid] = line.split(':')
    if (user === name && uid !== undefined && gid !== undefined && Number(uid) > 0) {
      return { name, uid: Number(uid), gid: Number(gid) }
    }
  }
  return undefined
}

/** The first folder on the way to `path` that the account may not enter. */
function closedFolder(path: string, account: SystemAccount): string | undefined {
  const above = dirname(path)
  const closedAbove = above === path ? undefined : closedFolder(above, account)
  if (closedAbove !== undefined) return closedAbove
  const { mode, uid, gid } = statSync(path)
  const bit = uid === account.uid ? 0o100 : gid === account.gid ? 0o010 : 0o001
  return (mode & bit) === 0 ? path : undefined
}

function setprivIsThere(): boolean {
  try {
    return execFileSync('setpriv', ['--help'], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }).includes(
      '--pdeathsig',
    )
  } catch {
    return false
  }
}
