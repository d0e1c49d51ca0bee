import {
  type Actor,
  accept,
  type Decision,
  type Session,
  type SessionEvent,
  type SessionId,
  searchableOf,
  type WorkspaceId,
} from '@rapport/domain'
import { type Context, type Platform, scopeOf } from '../platform/context.ts'
import { AppError } from '../platform/errors.ts'
import { changeSession } from '../sessions/index.ts'
import { listTags } from '../tags/index.ts'
import { askThread } from './ask-thread.ts'
import { emptySummary, type MadeSummary, maker } from './made-summary.ts'
import { listSaid, type SaidSession, type SummaryRow, storeSummary } from './summary-queries.ts'

/** The event that made a summary due: its place in the log. */
export type Cause = Readonly<{ workspaceId: WorkspaceId; sessionId: SessionId; version: number }>

/** Which summaries may be written over: `missing` none, `made` those that no person wrote. */
export type Over = 'missing' | 'made' | 'any'

/**
 * Tells a session that has ended, or of which words were changed afterwards. Harmless when repeated: one that knows this
 * version already is left, and so is what a person wrote.
 */
export async function summariseEnded(
  platform: Platform,
  { workspaceId, sessionId, version }: Cause,
): Promise<void> {
  const ctx: Context = { ...platform, scope: scopeOf(workspaceId), actor: { kind: 'system' } }
  const said = await listSaid(ctx.db, ctx.scope, [sessionId])
  await summariseSaid(
    ctx,
    said.filter(({ ofVersion }) => ofVersion === null || ofVersion < version),
    'made',
  )
}

const atOnce = 4

/**
 * Tells sessions whose words are read: reckoned together in the thread, recorded each in a transaction of its own. One
 * that cannot be recorded holds up no other: all are tried before the first failure is thrown.
 */
export async function summariseSaid(ctx: Context, said: readonly SaidSession[], over: Over): Promise<void> {
  if (said.length === 0) return
  const made = await tell(ctx, said)
  const failures: unknown[] = []
  for (let at = 0; at < said.length; at += atOnce) {
    const recorded = await Promise.allSettled(
      said
        .slice(at, at + atOnce)
        .map((one, i) => recordIfThere(ctx, one, { made: made[at + i] ?? emptySummary, over })),
    )
    failures.push(...recorded.flatMap((one) => (one.status === 'rejected' ? [one.reason] : [])))
  }
  if (failures.length > 0) throw new Error('Summaries could not be recorded', { cause: failures[0] })
}

/** What each session comes to. One that cannot be told is recorded as empty, so that it is not tried for ever. */
export async function tell(ctx: Context, said: readonly SaidSession[]): Promise<MadeSummary[]> {
  const tags = (await listTags(ctx.db, ctx.scope)).filter(({ scope }) => scope === 'session')
  const named = tags.map(({ id, name }) => ({ id, name }))
  const made = await askThread(
    said.map(({ turns, language }) => ({ turns, languageHint: language, tags: named })),
  )
  return said.map(({ sessionId }, i) => {
    const one = made[i] ?? null
    if (one === null) ctx.log.warn({ sessionId }, 'A session could not be summarised')
    return one ?? emptySummary
  })
}

type Making = Readonly<{ made: MadeSummary; over: Over }>

async function recordIfThere(ctx: Context, said: SaidSession, making: Making): Promise<void> {
  try {
    await recordSummary(ctx, said, making)
  } catch (error) {
    // Deleted meanwhile, and its words with it.
    if (!(error instanceof AppError) || error.code !== 'not_found') throw error
  }
}

/** Records what a session came to: the events, and its words beside them, in one transaction under its lock. */
export function recordSummary(
  ctx: Context,
  { sessionId, version }: SaidSession,
  { made, over }: Making,
): Promise<Session> {
  return changeSession(
    ctx,
    sessionId,
    (session) => decide(session, made, { over, by: ctx.actor }),
    async (tx, _session, events) => {
      if (events.length > 0) await storeSummary(tx, ctx.scope, rowOf(ctx, { sessionId, version }, made))
      return {}
    },
  )
}

function decide(
  { summarisedBy, sentiment: before }: Session,
  { sentiment }: MadeSummary,
  { over, by }: Readonly<{ over: Over; by: Actor }>,
): Decision {
  if (over === 'missing' && summarisedBy !== null) return accept()
  if (over === 'made' && summarisedBy === 'hand') return accept()
  const events: SessionEvent[] = [{ type: 'session.summarised', method: 'extractive', by }]
  const { score, course } = sentiment ?? { score: null, course: [] }
  if (score !== null || before !== null) events.push({ type: 'session.sentiment_set', score, course, by })
  return accept(...events)
}

function rowOf(
  ctx: Context,
  { sessionId, version }: Pick<SaidSession, 'sessionId' | 'version'>,
  { text, language, topics, suggestedTagIds, sentiment }: MadeSummary,
): SummaryRow {
  return {
    sessionId,
    text,
    method: 'extractive',
    maker,
    language,
    sentimentConfidence: sentiment?.confidence ?? null,
    topics,
    suggestedTagIds,
    madeAt: ctx.now(),
    editedBy: null,
    ofVersion: version,
    ...findableOf(text),
  }
}

/** A summary's words as search knows them. */
export function findableOf(text: string): Readonly<{ tokens: string; line: string }> {
  const { tokens, line } = searchableOf(text)
  return { tokens: [...tokens].join(' '), line }
}
