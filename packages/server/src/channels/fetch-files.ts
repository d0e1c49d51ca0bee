import { fileBytesMax } from '@rapport/contract'
import type { FileId } from '@rapport/domain'
import type { Context } from '../platform/context.ts'
import { AppError } from '../platform/errors.ts'
import { type FetchDownload, FetchFailed } from '../platform/fetch/index.ts'
import { receiveFile } from '../platform/files/index.ts'
import type { ChannelAdapter, Io } from './adapter.ts'
import type { Block, Json, Media } from './inbound.ts'

/** What a message's files became: ours, or a line each that says which is missing. */
export type FetchedFiles = Readonly<{ fileIds: readonly FileId[]; missing: readonly string[] }>

/** How files are fetched for one inbox. On the last try what still cannot be had is given up. */
export type FileFetch = Readonly<{ adapter: ChannelAdapter; config: Json; io: Io; isLastTry: boolean }>

/**
 * Fetches the files of a message into our own store, since the provider's references die. A file that cannot be had
 * leaves a line with its name in the message; one that may be had later throws, until the last try.
 */
export async function fetchFiles(
  ctx: Context,
  blocks: readonly Block[],
  how: FileFetch,
): Promise<FetchedFiles> {
  const fileIds: FileId[] = []
  const missing: string[] = []
  for (const block of blocks) {
    if (block.kind !== 'media') continue
    const fetched = await fetchFile(ctx, block.media, how)
    if (fetched === null) missing.push(`[File not received: ${nameOf(block.media)}]`)
    else fileIds.push(fetched)
  }
  return { fileIds, missing }
}

/** The file's id with us; null when it is not to be had. */
async function fetchFile(ctx: Context, media: Media, how: FileFetch): Promise<FileId | null> {
  try {
    const { stream, headers } = await open(media, how)
    const declaredType = media.mediaType ?? headers['content-type'] ?? ''
    const { id } = await receiveFile(ctx, { name: nameOf(media), declaredType, bytes: stream })
    return id
  } catch (error) {
    if (error instanceof NotToBeHad || error instanceof AppError) return null
    if (!(error instanceof FetchFailed)) throw error
    if (how.isLastTry || error.reason === 'too_large') return null
    throw error
  }
}

/** The provider says that there is no such file, or none for us. */
class NotToBeHad extends Error {}

async function open(media: Media, { adapter, config, io }: FileFetch): Promise<FetchDownload> {
  if (adapter.fetchMedia) return await adapter.fetchMedia(media, config, io, fileBytesMax)
  const download = await io.fetch.download(media.ref, { bytesMax: fileBytesMax })
  const { status } = download
  if (status >= 200 && status < 300) return download
  download.stream.destroy()
  if (status === 429 || status >= 500) throw new FetchFailed('broken', { status, sent: true })
  throw new NotToBeHad()
}

/** A name for people, from the provider's words or the address: never a query, which may hold a secret. */
function nameOf({ name, ref }: Media): string {
  if (name !== undefined && name.trim() !== '') return name
  const path = URL.parse(ref)?.pathname.split('/').at(-1) ?? ''
  return path === '' ? 'file' : path.slice(0, 255)
}
