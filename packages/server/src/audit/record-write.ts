import type { Endpoint } from '@rapport/contract'
import type { AgentContext } from '../platform/context.ts'
import { describeWrite } from './describe-write.ts'
import { recordAudit } from './record-audit.ts'

/**
 * Writes the entry of a change that has been made. A log that cannot be written to does not undo the change, nor may the
 * caller be told that it failed: the server's own log then carries the entry.
 */
export async function recordWrite(
  ctx: AgentContext,
  endpoint: Endpoint,
  { input, answer }: Readonly<{ input: unknown; answer: unknown }>,
): Promise<void> {
  const entry = describeWrite(endpoint, input, answer)
  if (entry === null) return
  try {
    await recordAudit(ctx.db, ctx, entry)
  } catch (error) {
    const { scope, agentId, address } = ctx
    const facts = { workspaceId: scope.workspaceId, agentId, address, ...entry }
    ctx.log.error({ ...facts, err: error }, 'A change could not be written to the audit log')
  }
}
