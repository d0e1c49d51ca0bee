import type { FieldError } from '@rapport/contract'
import {
  accept,
  agent,
  type EndReason,
  type EndRules,
  endSession,
  type Missing,
  missingForEnd,
  readTagTree,
  type Session,
  type SessionId,
  setOutcome,
} from '@rapport/domain'
import { listFields } from '../fields/index.ts'
import type { AgentContext } from '../platform/context.ts'
import { AppError, orRefuse } from '../platform/errors.ts'
import { listTags } from '../tags/index.ts'
import { getWorkspace } from '../workspaces/index.ts'
import { changeOnce } from './change-once.ts'
import { requireOutcome } from './mark-session.ts'
import { actingAgent } from './send-message.ts'

/** An agent's wish to end a session. Without an outcome, the one it has stays. */
export type EndByHand = Readonly<{
  sessionId: SessionId
  clientId?: string | undefined
  endReason: EndReason
  outcome?: string | undefined
}>

/**
 * Ends a session at an agent's hand, on a screen, by a program or with many others: refused as long as something is
 * missing that the workspace wants said, with each thing by its path. What ends by itself is asked for nothing.
 */
export async function endByHand(
  ctx: AgentContext,
  { endReason, outcome, ...command }: EndByHand,
): Promise<Session> {
  const rules = await rulesOf(ctx)
  const by = agent(ctx.agentId)
  // What a request without an outcome asks has been hashed like this before there were any.
  const asked = outcome === undefined ? ['end', endReason] : ['end', endReason, outcome]
  return await changeOnce(ctx, { ...command, asked }, (session, { fields }) => {
    const end = orRefuse(endSession(session, actingAgent(ctx), endReason))
    const said = outcome ?? session.outcome
    requireOutcome(rules.outcomes, session, said)
    requireNothingMissing(missingForEnd(rules, { ...session, outcome: said, fields }))
    return accept(...orRefuse(setOutcome(session, said, by)), ...end)
  })
}

async function rulesOf({ db, scope }: AgentContext): Promise<EndRules> {
  const { outcomes, endRequires } = (await getWorkspace(db, scope)).settings
  const fields = await listFields(db, scope)
  return { outcomes, endRequires, fields, tags: readTagTree(await listTags(db, scope)) }
}

function requireNothingMissing(missing: readonly Missing[]): void {
  if (missing.length > 0) throw new AppError('requirements_missing', {}, { fields: missing.map(errorOf) })
}

/** A group of tags is named by the tag at its head, a field by its key. */
function errorOf(it: Missing): FieldError {
  const message = 'must be said before the end'
  if (it.what === 'field') return { path: ['fields', it.key], message }
  if (it.what !== 'tagGroup') return { path: [it.what], message }
  return { path: ['tags', it.tagId], message: `must hold "${it.name}" or a tag under it before the end` }
}
