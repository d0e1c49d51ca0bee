import { createWriteStream } from 'node:fs'
import { mkdir, open, readdir, rename, rm, stat } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import type { FileStore } from './file-store.ts'

const keyForm = /^[\w-]{20,100}$/
const staleMs = 24 * 60 * 60_000
/** So many bytes may wait for the disk while whoever makes them goes on. */
const waitingMax = 512 * 1024

/**
 * A store on a disk. Bytes are written beside their place, flushed, and moved there whole, so that a crash leaves either
 * all of a file or a part that the next start sweeps away.
 */
export async function openDiskStore(folder: string): Promise<FileStore> {
  const parts = join(folder, 'parts')
  await mkdir(parts, { recursive: true, mode: 0o700 })
  await sweep(parts)

  return {
    async put(key, body) {
      const path = pathOf(folder, key)
      const part = join(parts, key)
      try {
        const place = createWriteStream(part, {
          flags: 'wx',
          mode: 0o600,
          flush: true,
          highWaterMark: waitingMax,
        })
        await pipeline(body, place)
        await mkdir(dirname(path), { recursive: true, mode: 0o700 })
        await rename(part, path)
        await flushFolder(dirname(path))
      } catch (error) {
        await rm(part, { force: true })
        throw error
      }
    },
    async open(key, chunkBytes) {
      const file = await open(pathOf(folder, key), 'r').catch(nullWhenMissing)
      return file === null
        ? null
        : file.createReadStream(chunkBytes === undefined ? {} : { highWaterMark: chunkBytes })
    },
    async remove(key) {
      await rm(pathOf(folder, key), { force: true })
      // What a crash left of it, too: whoever still writes it finds that it cannot be moved to its place.
      await rm(join(parts, key), { force: true })
    },
  }
}

/** Two levels of folders keep each of them small. */
function pathOf(folder: string, key: string): string {
  // Keys are ours; one that could leave the folder is a bug that must not become a file.
  if (!keyForm.test(key)) throw new Error('Not a key of the file store')
  return join(folder, key.slice(0, 2).toLowerCase(), key.slice(2, 4).toLowerCase(), key)
}

/** A rename is only certain once the folder that names the file is on the disk too. */
async function flushFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r')
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}

/** Removes what crashes left half written. Young parts may be another node's, at work now. */
async function sweep(parts: string): Promise<void> {
  for (const name of await readdir(parts)) {
    const path = join(parts, name)
    const facts = await stat(path).catch(nullWhenMissing)
    if (facts && Date.now() - facts.mtimeMs > staleMs) await rm(path, { force: true })
  }
}

function nullWhenMissing(error: NodeJS.ErrnoException): null {
  if (error.code === 'ENOENT') return null
  throw error
}
