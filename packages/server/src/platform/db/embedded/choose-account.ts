import { spawnSync } from 'node:child_process'
import { readFile, stat } from 'node:fs/promises'

/** A system user by number, as `spawn` wants it. */
export type Account = Readonly<{ name: string; uid: number; gid: number }>

/**
 * The user PostgreSQL runs as, which must never be root. Nothing when we are not root: then it runs as we do.
 *
 * The owner of existing data comes first: otherwise installing the system's own PostgreSQL later, which brings
 * a `postgres` user, would lock us out of what `nobody` made.
 */
export async function chooseAccount(cluster: string | undefined): Promise<Account | undefined> {
  if (process.getuid?.() !== 0) return undefined
  const accounts = await listAccounts()
  const owner = cluster === undefined ? undefined : (await stat(cluster)).uid
  const chosen =
    accounts.find(({ uid }) => uid === owner && uid !== 0) ??
    accounts.find(({ name, uid }) => name === 'postgres' && uid !== 0) ??
    accounts.find(({ name, uid }) => name === 'nobody' && uid !== 0)
  if (!chosen) {
    throw new Error(
      'PostgreSQL refuses to run as root and this machine has neither a user "postgres" nor "nobody": ' +
        'start Rapport as an ordinary user, or set DATABASE_URL',
    )
  }
  return chosen
}

/** Asked of the system rather than computed from mode bits, so access lists and read-only mounts count too. */
export function canUse(account: Account | undefined, path: string, how: 'enter' | 'execute'): boolean {
  const test = how === 'enter' ? 'cd -- "$1"' : '[ -x "$1" ] && [ -r "$1" ]'
  const identity = account ? { uid: account.uid, gid: account.gid } : {}
  return (
    spawnSync('/bin/sh', ['-c', test, 'sh', path], { ...identity, cwd: '/', stdio: 'ignore' }).status === 0
  )
}

async function listAccounts(): Promise<Account[]> {
  const text = await readFile('/etc/passwd', 'utf8')
  return text.split('\n').flatMap((line) => {
    const [name, , uid, gid] = line.split(':')
    return name && uid && gid ? [{ name, uid: Number(uid), gid: Number(gid) }] : []
  })
}
