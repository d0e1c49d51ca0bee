import { randomUUIDv7 } from 'node:crypto'
import type { GenericSettings } from '@rapport/contract'
import { asId, type BotId, type InboxId, type TeamId } from '@rapport/domain'
import type { AgentContext } from '../platform/context.ts'
import { afterCommit, inTransaction } from '../platform/db/index.ts'
import { AppError } from '../platform/errors.ts'
import { requireBot } from './change-inbox.ts'
import { insertChannelAccount } from './channel-accounts-queries.ts'
import { makeSecret, tellInboxChanged } from './channel-secrets.ts'
import { updateGenericInbox } from './generic-inbox-queries.ts'
import { insertInbox } from './inbox-queries.ts'
import { getInbox, type StaffedInbox } from './list-inboxes.ts'

/** What is chosen about the inbox of a channel of one's own. Who starts with a bot names the bot. */
export type GenericInboxChoices = Readonly<{
  name: string
  channelLabel: string | null
  startsIn: 'bot' | 'unassigned'
  botId: BotId | null
  teamId: TeamId | null
  settings: GenericSettings
}>

/** A new inbox with what signs its two ways, which is never answered again. */
export type NewGenericInbox = Readonly<{
  inbox: StaffedInbox
  inboundSecret: string
  outboundSecret: string
}>

/** Makes the inbox of a channel of one's own, ready to receive. Another's bot or team is `not_found`. */
export async function addGenericInbox(
  ctx: AgentContext,
  choices: GenericInboxChoices,
): Promise<NewGenericInbox> {
  requireBot(choices)
  const { scope } = ctx
  const { settings, ...rest } = choices
  const id = asId<InboxId>(randomUUIDv7())
  const inbox = { ...rest, id, channelKind: 'generic', widget: null, generic: settings, calendar: null }
  return await inTransaction(ctx, async (tx) => {
    if (!(await insertInbox(tx, scope, inbox))) throw new AppError('not_found', { inboxId: id })
    await insertChannelAccount(tx, scope, { kind: 'generic', inboxId: id })
    const inboundSecret = await makeSecret(tx, ctx, scope, { inboxId: id, purpose: 'inbound' })
    const outboundSecret = await makeSecret(tx, ctx, scope, { inboxId: id, purpose: 'outbound' })
    return { inbox: { ...inbox, agentIds: [], teamIds: [] }, inboundSecret, outboundSecret }
  })
}

/**
 * Changes the inbox of a generic channel as a whole; one that sessions were imported into becomes a channel by it. Any
 * other inbox, bot or team is `not_found`.
 */
export async function changeGenericInbox(
  ctx: AgentContext,
  { inboxId, ...choices }: GenericInboxChoices & Readonly<{ inboxId: InboxId }>,
): Promise<StaffedInbox> {
  requireBot(choices)
  const { scope } = ctx
  return await inTransaction(ctx, async (tx) => {
    const isChanged = await updateGenericInbox(tx, scope, { ...choices, id: inboxId })
    if (!isChanged) throw new AppError('not_found', { inboxId })
    await insertChannelAccount(tx, scope, { kind: 'generic', inboxId })
    afterCommit(tx, () => tellInboxChanged(ctx))
    return await getInbox(tx, scope, inboxId)
  })
}
