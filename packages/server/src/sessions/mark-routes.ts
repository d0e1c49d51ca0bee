import { sessionEndpoints } from '@rapport/contract'
import { agent, rate, type Session, setPriority } from '@rapport/domain'
import { route } from '../platform/http/index.ts'
import { changeOnce } from './change-once.ts'
import { endByHand } from './end-by-hand.ts'
import { markFields, markOutcome, markTags } from './mark-session.ts'

const changed = (session: Session) => ({ session })

/** What people say about sessions, in ended ones too, and the end, for which some of it is needed. */
export const markRoutes = [
  route(sessionEndpoints.end, async (ctx, command) => changed(await endByHand(ctx, command))),
  route(sessionEndpoints.setPriority, async (ctx, { priority, ...command }) =>
    changed(
      await changeOnce(ctx, { ...command, asked: ['priority', priority] }, (session) =>
        setPriority(session, priority, agent(ctx.agentId)),
      ),
    ),
  ),
  route(sessionEndpoints.setOutcome, async (ctx, command) => changed(await markOutcome(ctx, command))),
  route(sessionEndpoints.rate, async (ctx, { rating, ...command }) =>
    changed(
      await changeOnce(ctx, { ...command, asked: ['rate', rating] }, (session) =>
        rate(session, rating, agent(ctx.agentId)),
      ),
    ),
  ),
  route(sessionEndpoints.changeTags, async (ctx, command) => changed(await markTags(ctx, command))),
  route(sessionEndpoints.setFields, (ctx, command) => markFields(ctx, command)),
]
