import { existsSync } from 'node:fs'
import { open, rename, rm, stat } from 'node:fs/promises'
import { dirname } from 'node:path'
import type { Writable } from 'node:stream'
import { BackupRefused } from './backup-refused.ts'

/**
 * Writes a file whole or not at all: beside its place, flushed to the disk, then moved there. A full disk, an interrupt
 * or a crash leaves no file of this name, and one that was there before stays what it was. Of two that write at once,
 * the later by `force`, the earlier one is refused.
 */
export async function writeWhole<T>(
  path: string,
  { force }: Readonly<{ force: boolean }>,
  write: (sink: Writable) => Promise<T>,
): Promise<T> {
  const part = `${path}.part`
  if (existsSync(path) && !force) {
    throw new BackupRefused(`${path} is there already: name another file, or add --force to replace it`)
  }
  if (force) await rm(part, { force: true })
  const handle = await open(part, 'wx', 0o600).catch((error: unknown) => explain(error, path))
  const { ino } = await handle.stat()
  try {
    const result = await write(handle.createWriteStream({ flush: true }))
    if (!(await isFile(part, ino)))
      throw new BackupRefused(`Another backup writes ${part} now: this one is lost`)
    await rename(part, path)
    await flushFolder(dirname(path))
    return result
  } catch (error) {
    await handle.close().catch(() => undefined) // closed already where the stream has ended
    if (await isFile(part, ino)) await rm(part, { force: true })
    return explain(error, path)
  }
}

/** Whether a name still stands for the file that was opened by it. */
async function isFile(path: string, ino: number): Promise<boolean> {
  try {
    return (await stat(path)).ino === ino
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return false
    throw error
  }
}

const full = new Set(['ENOSPC', 'EDQUOT', 'EFBIG'])
const unwritable = new Set(['ENOENT', 'ENOTDIR', 'EACCES', 'EPERM', 'EROFS', 'EIO', 'EISDIR'])

function explain(error: unknown, path: string): never {
  const { code = '' } = error as NodeJS.ErrnoException
  if (code === 'EEXIST') {
    throw new BackupRefused(
      `${path}.part is in the way: another backup writes it now, or was killed; then remove it, or add --force`,
    )
  }
  if (full.has(code)) {
    throw new BackupRefused(
      `There is no room for ${path} (${code}), and nothing was written: free some space, or name a file elsewhere`,
    )
  }
  if (unwritable.has(code)) {
    throw new BackupRefused(
      `${path} cannot be written (${code}): name a file in a folder that is there and open to you`,
    )
  }
  throw error
}

async function flushFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r')
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}
