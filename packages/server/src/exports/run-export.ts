import { Readable } from 'node:stream'
import type { ExportFormat } from '@rapport/contract'
import { type ExportId, type Instant, instant, type WorkspaceId } from '@rapport/domain'
import { type AgentContext, type Platform, type Scope, scopeOf } from '../platform/context.ts'
import { newToken } from '../platform/crypto/index.ts'
import { inTransaction } from '../platform/db/index.ts'
import { enqueue, type NewJob } from '../platform/jobs/index.ts'
import { contextOfMember } from '../team/index.ts'
import { type Making, prepareMaking } from './export-head.ts'
import { withinReach } from './export-reach.ts'
import { type Ending, endExport, findExport, finishExport, takeUp } from './exports-queries.ts'
import type { Format, WrittenPart } from './format.ts'
import { findLastPart, findPartDetails, type Item, isCounted, listItems, listParts } from './items-queries.ts'
import { tidyUp } from './tidy-up.ts'
import { NotOurs, watchHands } from './watch-hands.ts'
import { type InHand, writePart } from './write-part.ts'

/** The job that goes on with an export. */
export const runExportKind = 'run-export'

/** How exports are made: how each kind of file is written, and in what steps. */
export type ExportSetup = Readonly<{
  formats: Readonly<Record<ExportFormat, Format>>
  /** The most sessions of a part: what a crash may cost. */
  sessionsPerPart: number
  /** So many at most are written while the caller waits. */
  sessionsAtOnce: number
}>

/** The job of an export: one at a time, and one that waits. */
export const jobOf = (
  { workspaceId }: Pick<Scope, 'workspaceId'>,
  exportId: ExportId,
  runAt: Instant,
): NewJob => ({
  workspaceId,
  kind: runExportKind,
  payload: { exportId },
  serialKey: `export:${exportId}`,
  uniqueKey: `export:${exportId}`,
  lane: 'exports',
  runAt,
})

/** Which export, of which workspace. */
export type Running = Readonly<{ workspaceId: WorkspaceId; exportId: ExportId }>

/** How long an export goes on before others have their turn. */
const turnMs = 3_000
/** A part is read at once and by one reader: large pieces save more time than they take memory. */
const chunkBytes = 512 * 1024
const keptMs = 7 * 24 * 3_600_000

/** Goes on with an export for a while, and asks for the next turn if it is not over. Harmless when repeated. */
export async function runExport(platform: Platform, setup: ExportSetup, running: Running): Promise<void> {
  const until = performance.now() + turnMs
  while (await step(platform, setup, running)) {
    if (performance.now() < until) continue
    const scope = scopeOf(running.workspaceId)
    await inTransaction(platform, (tx) => enqueue(tx, [jobOf(scope, running.exportId, platform.now())]))
    platform.wakeJobs()
    return
  }
}

/** Writes an export to its end at once; what fails is left to its job. */
export async function writeAll(platform: Platform, setup: ExportSetup, running: Running): Promise<void> {
  try {
    while (await step(platform, setup, running));
  } catch (error) {
    platform.log.warn({ ...running, err: error }, 'An export could not be written at once; its job goes on')
  }
}

/** What is left of an export whose turn has failed again and again. */
export async function giveUpExport(platform: Platform, { workspaceId, exportId }: Running): Promise<void> {
  const ending = { state: 'failed', error: 'export_failed', at: platform.now() } as const
  await end(platform, scopeOf(workspaceId), exportId, ending)
}

/** Ends an export without a file, and throws away what is written of it. */
export async function end(platform: Platform, scope: Scope, id: ExportId, ending: Ending): Promise<void> {
  await endExport(platform.db, scope, id, ending)
  await tidyUp(platform, scope, id)
}

/**
 * One step: the next part, or the end, as the person who asked for it and with the rights they have now, of those they
 * had when it began. Answers whether there is more to do. What a predecessor left half written is thrown away first.
 */
async function step(
  platform: Platform,
  setup: ExportSetup,
  { workspaceId, exportId }: Running,
): Promise<boolean> {
  const scope = scopeOf(workspaceId)
  const found = await findExport(platform.db, scope, exportId)
  if (found === null) return false
  if (found.state !== 'running') return await over(tidyUp(platform, scope, exportId))
  const ctx = await contextOfMember(platform, { ...found, workspaceId })
  if (ctx === null || !ctx.can('exports.create')) {
    const lost = { state: 'cancelled', error: 'forbidden', at: platform.now() } as const
    return await over(end(platform, scope, exportId, lost))
  }
  const key = newToken()
  const taken = await takeUp(platform.db, scope, { id: exportId, key })
  if (taken === null) return false
  if (taken.leftKey !== null) await platform.files.remove(taken.leftKey)
  const inHand = { found, key, format: setup.formats[found.format] }
  return await write(withinReach(ctx, found.reach), inHand, setup.sessionsPerPart)
}

const over = async (work: Promise<void>): Promise<false> => {
  await work
  return false
}

async function write(ctx: AgentContext, inHand: InHand, limit: number): Promise<boolean> {
  const { found, key } = inHand
  try {
    const making = await prepareMaking(ctx, ctx.scope, found)
    const last = await findLastPart(ctx.db, ctx.scope, found.id)
    const from = last === null ? 0 : last.lastPosition + 1
    const items: readonly Item[] = await listItems(ctx.db, ctx.scope, {
      id: found.id,
      from,
      limit,
    })
    if (items.length > 0)
      return await writePart(ctx, { ...inHand, making, items, part: (last?.part ?? -1) + 1 })
    await putTogether(ctx, inHand, making)
    return false
  } catch (error) {
    // A commit may have come through whose answer did not, or what failed came after it.
    if (!(await isCounted(ctx.db, ctx.scope, { id: found.id, key }))) await ctx.files.remove(key)
    if (error instanceof NotOurs) return false
    const isFull = isDiskFull(error)
    if (!isFull) throw error
    ctx.log.error({ exportId: found.id, err: error }, 'An export found no room on the disk')
    return await over(
      end(ctx, scopeOf(ctx.scope.workspaceId), found.id, {
        state: 'failed',
        error: 'disk_full',
        at: ctx.now(),
      }),
    )
  }
}

const isDiskFull = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && (error.code === 'ENOSPC' || error.code === 'EDQUOT')

/** Makes the file of the parts, and lets go of them. */
async function putTogether(
  ctx: AgentContext,
  { found, key, format }: InHand,
  { head }: Making,
): Promise<void> {
  const stored = await listParts(ctx.db, ctx.scope, found.id)
  let first = 0
  const parts = stored.map(({ part, firstPosition, lastPosition, gone, key: own, bytes: ownBytes }) => {
    const count = lastPosition - firstPosition + 1 - gone
    const written: WrittenPart = {
      ...{ first, count, bytes: ownBytes },
      details: () => findPartDetails(ctx.db, ctx.scope, { id: found.id, part }),
      open: () => openPart(ctx, own),
    }
    first += count
    return written
  })
  const hands = watchHands(ctx, { id: found.id, key })
  let bytes = 0
  async function* counted(): AsyncGenerator<Uint8Array> {
    for await (const chunk of format.assemble(head, parts)) {
      bytes += chunk.length
      yield chunk
      await hands.look()
    }
  }
  await ctx.files.put(key, Readable.from(counted(), { objectMode: false }))
  const at = ctx.now()
  const finished = { id: found.id, key, bytes, at, expiresAt: instant(at + keptMs) }
  const kind = await format.kindOf(parts)
  if (!(await finishExport(ctx.db, ctx.scope, { ...finished, ...kind }))) throw new NotOurs()
  await tidyUp(ctx, scopeOf(ctx.scope.workspaceId), found.id)
}

async function openPart({ files }: Platform, key: string): Promise<Readable> {
  const body = await files.open(key, chunkBytes)
  if (body === null) throw new Error('A part of an export is not in the store any more')
  return body
}
