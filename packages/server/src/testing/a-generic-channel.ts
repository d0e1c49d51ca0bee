import { type GenericSettings, inboxEndpoints } from '@rapport/contract'
import type { InboxId } from '@rapport/domain'
import { inboxRoutes } from '../inboxes/index.ts'
import type { AgentContext } from '../platform/context.ts'
import { callRoute } from './call-route.ts'
import { type GenericProgram, startGenericProgram } from './simulators/generic-program.ts'

/** An inbox of a channel of one's own, and the program behind it. */
export type GenericChannel = Readonly<{ inboxId: InboxId; hookPath: string; program: GenericProgram }>

/** Makes a generic inbox by an agent's hand, with a program that is agreed with it. `origin`: where the server is. */
export async function aGenericChannel(
  ctx: AgentContext,
  settings: Partial<GenericSettings> = {},
  origin = ctx.publicOrigin,
): Promise<GenericChannel> {
  const program = await startGenericProgram()
  const made = await callRoute(
    inboxRoutes,
    inboxEndpoints.createGeneric,
    { ctx },
    {
      name: 'Till',
      channelLabel: 'Till',
      startsIn: 'unassigned',
      botId: null,
      teamId: null,
      settings: { url: program.url, deduplicates: true, replyWindowHours: null, ...settings },
    },
  )
  const { inbox, ...secrets } = made
  const hookPath = new URL(inbox.generic?.hookUrl ?? '').pathname
  program.sign({ ...secrets, hookUrl: `${origin}${hookPath}` })
  return { inboxId: inbox.id, hookPath, program }
}
