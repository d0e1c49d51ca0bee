import { type CheckedInputOf, type ExportView, exportEndpoints } from '@rapport/contract'
import { type AgentId, type ExportId, instant, type Permission, type WorkspaceId } from '@rapport/domain'
import type { AgentContext, PublicContext, Scope } from '../platform/context.ts'
import { AppError } from '../platform/errors.ts'
import { cleanName, dispositionOf } from '../platform/files/index.ts'
import { filePolicy, type Reply, type Route, route } from '../platform/http/index.ts'
import { decodeKey, pageOf } from '../platform/http/page-key.ts'
import { beginExport, getExport, makerOf } from './begin-export.ts'
import { isExportLinkGood, makeExportLink } from './export-links.ts'
import { covers } from './export-reach.ts'
import { deleteExport, type ExportRecord, findExport, listOwnExports } from './exports-queries.ts'
import { askForMail } from './mail-transcript.ts'
import { exportPlanRoutes } from './plan-routes.ts'
import { repeatExport } from './repeat-export.ts'
import { type ExportSetup, end } from './run-export.ts'

/** Who holds the token with this hash in a workspace now, and what they may do; null when nobody. */
export type FindHolder = (
  workspaceId: WorkspaceId,
  holder: string,
) => Promise<Readonly<{ userId: AgentId; scope: Scope; can(permission: Permission): boolean }> | null>

/** What the endpoints of exports are made from. */
export type ExportParts = Readonly<{ setup: ExportSetup; findHolder: FindHolder }>

/** Files of sessions: begun, watched, fetched, thrown away. Each is there for whoever asked for it, and nobody else. */
export const createExportRoutes = ({ setup, findHolder }: ExportParts): readonly Route[] => [
  ...exportPlanRoutes,

  route(exportEndpoints.create, async (ctx, wish) => presentExport(await beginExport(ctx, setup, wish))),

  route(exportEndpoints.repeat, async (ctx, wish) => presentExport(await repeatExport(ctx, setup, wish))),

  route(exportEndpoints.list, async (ctx, { limit, cursor }) => {
    const before = cursor === undefined ? null : decodeKey(cursor)
    const found = await listOwnExports(ctx.db, ctx.scope, makerOf(ctx), { before, limit: limit + 1 })
    const { items, next } = pageOf(found, limit, ({ createdAt: at, id }) => ({ at, id }))
    return { items: items.map(presentExport), next }
  }),

  route(exportEndpoints.get, async (ctx, { exportId }) => presentExport(await getExport(ctx, exportId))),

  route(exportEndpoints.link, async (ctx, { exportId }) => {
    const { state, reach } = await getExport(ctx, exportId)
    if (state === 'expired') throw new AppError('export_expired', { exportId })
    if (state !== 'done') throw new AppError('export_not_ready', { exportId, state })
    if (!covers(ctx, reach)) throw new AppError('export_out_of_reach', { exportId })
    return makeExportLink(ctx, exportId)
  }),

  route(exportEndpoints.cancel, async (ctx, { exportId }) => {
    await cancel(ctx, exportId)
    return presentExport(await getExport(ctx, exportId))
  }),

  route(exportEndpoints.remove, async (ctx, { exportId }) => {
    await cancel(ctx, exportId)
    const { key, nextKey } = await getExport(ctx, exportId)
    for (const stored of [key, nextKey]) if (stored !== null) await ctx.files.remove(stored)
    await deleteExport(ctx.db, ctx.scope, exportId)
    return {}
  }),

  route(exportEndpoints.mailTranscript, async (ctx, wish) => {
    await askForMail(ctx, wish)
    return {}
  }),

  route(exportEndpoints.download, async (ctx, link, reply) => {
    const found = isExportLinkGood(ctx, link) ? await findLinked(ctx, link, findHolder) : null
    return await send(ctx, found, reply)
  }),
]

/** Ends an export that runs; one that is over stays as it is. */
async function cancel(ctx: AgentContext, exportId: ExportId): Promise<void> {
  const { state } = await getExport(ctx, exportId)
  if (state === 'running')
    await end(ctx, ctx.scope, exportId, { state: 'cancelled', error: null, at: ctx.now() })
}

type Link = Pick<CheckedInputOf<typeof exportEndpoints.download>, 'workspaceId' | 'exportId' | 'holder'>

/** The export of a good link, while whoever it was made for is its maker, may export, and sees what is in it. */
async function findLinked(
  ctx: PublicContext,
  { workspaceId, exportId, holder }: Link,
  findHolder: FindHolder,
): Promise<ExportRecord | null> {
  const who = await findHolder(workspaceId, holder)
  if (!who?.can('exports.create')) return null
  const found = await findExport(ctx.db, { workspaceId }, exportId)
  if (found?.userId !== who.userId) return null
  if (!covers(who, found.reach)) throw new AppError('export_out_of_reach', { exportId })
  return found
}

/** Sends a file so that a browser saves it: never rendered, never sniffed, in a sandbox if it is opened all the same. */
async function send(ctx: PublicContext, found: ExportRecord | null, reply: Reply): Promise<void> {
  if (found?.state === 'expired') throw new AppError('export_expired')
  const bytes = found?.key ? await ctx.files.open(found.key) : null
  if (found === null || bytes === null) throw new AppError('not_found')
  const { name, ending, mediaType } = found
  reply.header('content-type', mediaType ?? 'application/octet-stream')
  reply.header('content-length', String(found.bytes))
  reply.header('content-disposition', dispositionOf('attachment', cleanName(`${name}.${ending}`)))
  reply.header('content-security-policy', filePolicy(ctx))
  if (ctx.filesOrigin !== ctx.publicOrigin) reply.header('cross-origin-resource-policy', 'cross-origin')
  reply.stream(bytes)
}

/** An export on the wire. */
function presentExport(record: ExportRecord): ExportView {
  const { id, name, format, options, state, total, done, gone, bytes, error, planId, mayRepeat } = record
  const moments = {
    createdAt: instant(record.createdAt),
    finishedAt: record.finishedAt,
    expiresAt: record.expiresAt,
  }
  return { id, name, format, options, state, total, done, gone, bytes, error, planId, mayRepeat, ...moments }
}
