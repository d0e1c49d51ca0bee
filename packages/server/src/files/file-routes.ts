import { fileEndpoints } from '@rapport/contract'
import type { FileId, WorkspaceId } from '@rapport/domain'
import type { Context, PublicContext } from '../platform/context.ts'
import { AppError } from '../platform/errors.ts'
import {
  dispositionOf,
  type FileRow,
  findFile,
  findVisibleFile,
  isAvatarLinkGood,
  isLinkGood,
  isRasterImage,
  linkFile,
  receiveFile,
} from '../platform/files/index.ts'
import { filePolicy, type Reply, type Route, route } from '../platform/http/index.ts'

/** What the token with this hash is worth in a workspace now: whose rows, and who acts; null when nothing. */
export type FindHolder = (
  workspaceId: WorkspaceId,
  holder: string,
) => Promise<Pick<Context, 'scope' | 'actor'> | null>

/**
 * Files as agents upload them, and as whoever brings a good link gets them: while the token it was made for lasts, and
 * its holder may see the file.
 */
export const fileRoutes = ({ findHolder }: Readonly<{ findHolder: FindHolder }>): readonly Route[] => [
  route(fileEndpoints.upload, (ctx, _input, _reply, upload) => {
    if (!upload) throw new AppError('bad_request', { reason: 'no file' })
    return receiveFile(ctx, upload)
  }),

  route(fileEndpoints.link, (ctx, { fileId }) => linkFile(ctx, fileId)),

  route(fileEndpoints.download, async (ctx, link, reply) => {
    const file = isLinkGood(ctx, link) ? await findLinked(ctx, link, findHolder) : null
    return sendFile(ctx, file, reply)
  }),

  route(fileEndpoints.avatar, async (ctx, link, reply) => {
    const file = isAvatarLinkGood(ctx, link) ? await findFile(ctx.db, link, link.fileId) : null
    await sendFile(ctx, file?.kept ? file : null, reply)
    reply.header('cache-control', 'private, max-age=3600')
  }),
]

type Link = Readonly<{ workspaceId: WorkspaceId; fileId: FileId; holder: string }>

async function findLinked(
  { db }: PublicContext,
  { fileId, ...link }: Link,
  findHolder: FindHolder,
): Promise<FileRow | null> {
  if (link.holder === '') return await findFile(db, link, fileId)
  const standing = await findHolder(link.workspaceId, link.holder)
  return standing && (await findVisibleFile(db, standing.scope, { id: fileId, by: standing.actor }))
}

/**
 * Sends a file's bytes so that nothing in them can act: never rendered but for raster images, never sniffed, in a
 * sandbox if a browser renders it all the same.
 */
async function sendFile(ctx: PublicContext, file: FileRow | null, reply: Reply): Promise<void> {
  const bytes = file && (await ctx.files.open(file.storageKey))
  if (!file || !bytes) throw new AppError('not_found')
  const isImage = isRasterImage(file.mediaType)
  reply.header('content-type', file.mediaType === 'text/plain' ? 'text/plain; charset=utf-8' : file.mediaType)
  reply.header('content-length', String(file.bytes))
  reply.header('content-disposition', dispositionOf(isImage ? 'inline' : 'attachment', file.name))
  reply.header('content-security-policy', filePolicy(ctx))
  // On an origin of its own a file is foreign to the console that shows it.
  if (ctx.filesOrigin !== ctx.publicOrigin) reply.header('cross-origin-resource-policy', 'cross-origin')
  reply.stream(bytes)
}
