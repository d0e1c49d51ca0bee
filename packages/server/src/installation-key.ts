import { randomBytes } from 'node:crypto'
import { link, mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'

/**
 * The installation's key from its file in the data folder, made at the first start and readable by its owner alone. It
 * is not in the database, so that a copy of the database opens no secrets.
 */
export async function readInstallationKey(dataDir: string): Promise<Buffer> {
  const path = join(dataDir, 'secret-key')
  const text = (await readIfThere(path)) ?? (await makeKey(dataDir, path))
  return parseKey(text, path)
}

/** The installation's key where there is one; none is made. */
export async function findInstallationKey(dataDir: string): Promise<Buffer | null> {
  const path = join(dataDir, 'secret-key')
  const text = await readIfThere(path)
  return text === null ? null : parseKey(text, path)
}

/** A key that lies ready. `take` puts it in the place of the one there, which is kept beside it under the time of its end. */
export type StagedKey = Readonly<{ take(): Promise<void>; discard(): Promise<void> }>

/** Writes a key beside its place, so that taking it later needs no room on the disk. */
export async function stageInstallationKey(dataDir: string, key: Buffer): Promise<StagedKey> {
  const path = join(dataDir, 'secret-key')
  const draft = `${path}.${randomBytes(6).toString('hex')}`
  await writeFile(draft, `${key.toString('hex')}\n`, { mode: 0o600, flush: true })
  return {
    async take() {
      if ((await readIfThere(path)) !== null) await link(path, `${path}.until-${Date.now()}`)
      await rename(draft, path)
    },
    discard: () => rm(draft, { force: true }),
  }
}

function parseKey(text: string, path: string): Buffer {
  if (!/^[0-9a-f]{64}$/.test(text)) throw new Error(`${path} does not hold a key: put the right file back`)
  return Buffer.from(text, 'hex')
}

async function readIfThere(path: string): Promise<string | null> {
  try {
    return (await readFile(path, 'utf8')).trim()
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null
    throw error
  }
}

/** Of two processes that start at once, one makes the key and both use it. */
async function makeKey(dataDir: string, path: string): Promise<string> {
  await mkdir(dataDir, { recursive: true })
  const draft = join(dataDir, `secret-key.${randomBytes(6).toString('hex')}`)
  await writeFile(draft, `${randomBytes(32).toString('hex')}\n`, { mode: 0o600, flush: true })
  try {
    await link(draft, path)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
  } finally {
    await rm(draft, { force: true })
  }
  return (await readFile(path, 'utf8')).trim()
}
