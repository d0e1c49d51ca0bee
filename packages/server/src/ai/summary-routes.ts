import { type SummaryView, summaryEndpoints } from '@rapport/contract'
import { accept, agent, instant, type SessionId, sessionFor } from '@rapport/domain'
import type { AgentContext, Context } from '../platform/context.ts'
import { AppError } from '../platform/errors.ts'
import { route } from '../platform/http/index.ts'
import { changeSession, findSession } from '../sessions/index.ts'
import { findableOf, recordSummary, tell } from './summarise-sessions.ts'
import { findSummary, listSaid, type SummaryRecord, storeSummary } from './summary-queries.ts'

/** Reading a summary, writing one by hand, and having it made anew. */
export const summaryRoutes = [
  route(summaryEndpoints.get, async (ctx, { sessionId }) => {
    if ((await findSession(ctx.db, ctx.scope, sessionId)) === null)
      throw new AppError('not_found', { sessionId })
    const found = await findSummary(ctx.db, ctx.scope, sessionId)
    return { summary: found === null || found.text === '' ? null : presentSummary(found) }
  }),
  route(summaryEndpoints.edit, (ctx, command) => editSummary(ctx, command)),
  route(summaryEndpoints.remake, (ctx, { sessionId }) => remake(ctx, sessionId)),
]

const presentSummary = ({ madeAt, ...summary }: SummaryRecord): SummaryView => ({
  ...summary,
  madeAt: instant(madeAt),
})

async function editSummary(
  ctx: AgentContext,
  { sessionId, text }: Readonly<{ sessionId: SessionId; text: string }>,
) {
  const before = await findSummary(ctx.db, ctx.scope, sessionId)
  const session = await changeSession(
    ctx,
    sessionId,
    () => accept({ type: 'session.summarised', method: 'hand', by: agent(ctx.agentId) }),
    async (tx, { version }) => {
      await storeSummary(tx, ctx.scope, {
        sessionId,
        text,
        method: 'hand',
        maker: '',
        language: before?.language ?? null,
        sentimentConfidence: before?.sentimentConfidence ?? null,
        topics: before?.topics ?? [],
        suggestedTagIds: before?.suggestedTagIds ?? [],
        madeAt: ctx.now(),
        editedBy: ctx.agentId,
        ofVersion: version,
        ...findableOf(text),
      })
      return {}
    },
  )
  return { session: sessionFor(ctx.audience, session), summary: await requireSummary(ctx, sessionId) }
}

async function remake(ctx: AgentContext, sessionId: SessionId) {
  const [said] = await listSaid(ctx.db, ctx.scope, [sessionId])
  if (said === undefined) throw new AppError('not_found', { sessionId })
  const [made] = await tell(ctx, [said])
  if (made === undefined || made.text === '') throw new AppError('nothing_to_summarise', { sessionId })
  const session = await recordSummary(ctx, said, { made, over: 'any' })
  return { session: sessionFor(ctx.audience, session), summary: await requireSummary(ctx, sessionId) }
}

async function requireSummary(ctx: Context, sessionId: SessionId): Promise<SummaryView> {
  const found = await findSummary(ctx.db, ctx.scope, sessionId)
  if (found === null) throw new AppError('not_found', { sessionId })
  return presentSummary(found)
}
