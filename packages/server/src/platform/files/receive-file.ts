import { randomUUIDv7 } from 'node:crypto'
import { Readable } from 'node:stream'
import type { FileView } from '@rapport/contract'
import { asId, type FileId, type Instant } from '@rapport/domain'
import type { Context } from '../context.ts'
import { newToken } from '../crypto/index.ts'
import { AppError } from '../errors.ts'
import { cleanName } from './clean-name.ts'
import { findVisibleFile, insertFile } from './files-queries.ts'
import { makeLink, presentFile } from './links.ts'
import { readMediaType } from './media-type.ts'

/** A file on its way in, in its sender's words. */
export type Incoming = Readonly<{ name: string; declaredType: string; bytes: Readable }>

/**
 * Stores an uploaded file for whoever acts, to be sent with a message within a day. Its type is read off the content on
 * the way to the disk; a file that is refused, cut off or too large leaves nothing.
 */
export async function receiveFile(ctx: Context, { name, declaredType, bytes }: Incoming): Promise<FileView> {
  const storageKey = newToken()
  const watch = createWatch()
  await ctx.files.put(storageKey, Readable.from(watch.through(bytes), { objectMode: false }))
  try {
    const clean = cleanName(name)
    const seen = watch.seen()
    const mediaType = await readMediaType({ ...seen, name: clean, declaredType })
    const id = asId<FileId>(randomUUIDv7())
    const file = { id, storageKey, name: clean, mediaType, bytes: seen.bytes, by: ctx.actor }
    return presentFile(ctx, await insertFile(ctx.db, ctx.scope, file))
  } catch (error) {
    await ctx.files.remove(storageKey)
    throw error
  }
}

/** A fresh link to a file that whoever acts may see; to everybody else it is not there. */
export async function linkFile(ctx: Context, fileId: FileId): Promise<{ url: string; expiresAt: Instant }> {
  const file = await findVisibleFile(ctx.db, ctx.scope, { id: fileId, by: ctx.actor })
  if (!file) throw new AppError('not_found', { fileId })
  return makeLink(ctx, { workspaceId: file.workspaceId, fileId })
}

const headBytes = 64 * 1024

/** Looks at bytes as they pass: how many, the first of them, and whether all are text. */
function createWatch() {
  const decoder = new TextDecoder('utf-8', { fatal: true })
  const head: Buffer[] = []
  let bytes = 0
  let isText = true

  function look(chunk: Buffer): void {
    if (bytes < headBytes) head.push(chunk.subarray(0, headBytes - bytes))
    bytes += chunk.length
    if (isText) isText = !chunk.includes(0) && decodes(chunk, true)
  }

  function decodes(chunk: Buffer, isMore: boolean): boolean {
    try {
      decoder.decode(chunk, { stream: isMore })
      return true
    } catch (error) {
      if (error instanceof TypeError) return false
      throw error
    }
  }

  return {
    async *through(source: Readable): AsyncGenerator<Buffer> {
      for await (const chunk of source) {
        look(chunk as Buffer)
        yield chunk as Buffer
      }
      if (isText) isText = decodes(Buffer.alloc(0), false)
    },
    seen: () => ({ bytes, head: Buffer.concat(head), isText }),
  }
}
