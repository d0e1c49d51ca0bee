import { randomUUIDv7 } from 'node:crypto'
import type { ExportFormat, ExportOptions } from '@rapport/contract'
import { asId, type ExportId, type ExportPlanId, instant } from '@rapport/domain'
import type { AgentContext } from '../platform/context.ts'
import { inTransaction, type Tx } from '../platform/db/index.ts'
import { AppError } from '../platform/errors.ts'
import { enqueue } from '../platform/jobs/index.ts'
import { freezeInto, once, type SelectedSessions, writeKey } from '../sessions/index.ts'
import { isOfReviews } from './columns.ts'
import { prepareMaking } from './export-head.ts'
import { exportReachOf } from './export-reach.ts'
import {
  countRunning,
  type ExportPlace,
  type ExportRecord,
  type ExportTarget,
  findOwnExport,
  holdTurn,
  insertClaim,
  insertExport,
  lockExports,
  type Maker,
  setTotal,
} from './exports-queries.ts'
import { freezeItems, selectNamed } from './items-queries.ts'
import { isTimeZone } from './local-time.ts'
import { type ExportSetup, jobOf, writeAll } from './run-export.ts'
import { wordsIn } from './words.ts'

/** What somebody wants as a file. */
export type ExportWish = Readonly<{
  clientId: string
  target: ExportTarget
  format: ExportFormat
  options: ExportOptions
  name?: string | undefined
  expected?: number | undefined
  /** Asked for before: of sessions chosen one by one, those that are left are enough. */
  isRepeat?: boolean
}>

const runningMax = { own: 1, all: 2 } as const
/** A small one is written while the caller waits; a job takes over should this server stop meanwhile. */
const takeOverMs = 60_000

/**
 * Begins a file of sessions, once however often it is asked. Which they are, and in which versions, is frozen here in one
 * look: what comes to match later is not in it, and a number other than the one expected begins nothing. A small file is
 * ready with the answer.
 */
export async function beginExport(
  ctx: AgentContext,
  setup: ExportSetup,
  wish: ExportWish,
  planId: ExportPlanId | null = null,
): Promise<ExportRecord> {
  const { clientId, target, format, options, name = null, expected = null, isRepeat = false } = wish
  const claim = writeKey(ctx.agentId, clientId, [target, format, options, name, expected])
  const { exportId } = await once(ctx, claim, async () => {
    const id = asId<ExportId>(randomUUIDv7())
    const made = {
      ...makerOf(ctx),
      ...{ id, planId, format, options, createdAt: ctx.now() },
      ...{ name: name ?? usualName(ctx.now(), options), reach: exportReachOf(ctx, options) },
      asked: { target, name },
    }
    requireSense(ctx, options)
    await prepareMaking(ctx, ctx.scope, { ...made, total: 0 })
    await freeze(ctx, target, async (tx, matching) => {
      await insertClaim(tx, ctx.scope, claim, { exportId: id })
      if (!(await holdTurn(tx, ctx.scope, ctx.agentId))) throw new AppError('export_running')
      await requireRoom(tx, ctx, { begun: 0 })
      await insertExport(tx, ctx.scope, made)
      const total = await freezeItems(tx, ctx.scope, id, matching)
      requireExpected(total, { target, expected, isRepeat })
      await lockExports(tx, ctx.scope)
      await requireRoom(tx, ctx, { begun: 1 })
      await setTotal(tx, ctx.scope, id, total)
      const waitMs = total <= setup.sessionsAtOnce ? takeOverMs : 0
      await enqueue(tx, [jobOf(ctx.scope, id, instant(ctx.now() + waitMs))])
    })
    ctx.wakeJobs()
    return { exportId: id }
  })
  const begun = await getExport(ctx, exportId)
  if (begun.state !== 'running' || begun.total > setup.sessionsAtOnce) return begun
  await writeAll(ctx, setup, { workspaceId: ctx.scope.workspaceId, exportId })
  return await getExport(ctx, exportId)
}

/** One's own export as it stands; to everybody else it is not there. */
export async function getExport(ctx: AgentContext, id: ExportId): Promise<ExportRecord> {
  const found = await findOwnExport(ctx.db, ctx.scope, placeOf(ctx, id))
  if (found === null) throw new AppError('not_found', { exportId: id })
  return found
}

/** Whose exports the caller's are. */
export const makerOf = (ctx: AgentContext): Maker => ({
  userId: ctx.agentId,
  apiKeyId: ctx.apiKey?.id ?? null,
})

/** Which of the caller's exports. */
const placeOf = (ctx: AgentContext, id: ExportId): ExportPlace => ({ ...makerOf(ctx), id })

function usualName(now: number, { language }: ExportOptions): string {
  return `${wordsIn(language)('name.list')} ${new Date(now).toISOString().slice(0, 10)}`
}

/** Refuses what could not be written as it was asked for. */
export function requireSense(ctx: AgentContext, { columns, timeZone }: ExportOptions): void {
  if (!isTimeZone(timeZone)) refuse(['options', 'timeZone'], 'must be an IANA time zone')
  const ofReviews = columns.findIndex(isOfReviews)
  if (ofReviews >= 0 && !ctx.can('quality.review'))
    refuse(['options', 'columns', ofReviews], 'is for those who review sessions')
}

function freeze(
  ctx: AgentContext,
  target: ExportTarget,
  write: (tx: Tx, matching: SelectedSessions) => Promise<void>,
): Promise<void> {
  if (!('sessionIds' in target)) return freezeInto(ctx, target, write)
  const ids = [...new Set(target.sessionIds)]
  return inTransaction(ctx, (tx) => write(tx, selectNamed(ctx.scope, ids)))
}

/** Refuses more than may run at a time. `begun`: how many of those that are counted are the one that begins. */
async function requireRoom(tx: Tx, ctx: AgentContext, { begun }: Readonly<{ begun: 0 | 1 }>): Promise<void> {
  const { own, all } = await countRunning(tx, ctx.scope, ctx.agentId)
  if (own - begun >= runningMax.own || all - begun >= runningMax.all)
    throw new AppError('export_running', { own, all })
}

type Asked = Readonly<{ target: ExportTarget; expected: number | null; isRepeat: boolean }>

function requireExpected(total: number, { target, expected, isRepeat }: Asked): void {
  const asked = 'sessionIds' in target && !isRepeat ? new Set(target.sessionIds).size : null
  if (asked !== null && total < asked) throw new AppError('not_found', { asked, found: total })
  if (expected !== null && total !== expected)
    throw new AppError('selection_changed', { expected, found: total })
  if (total === 0) throw new AppError('nothing_to_export')
}

function refuse(path: (string | number)[], message: string): never {
  throw new AppError('invalid_input', {}, { fields: [{ path, message }] })
}
