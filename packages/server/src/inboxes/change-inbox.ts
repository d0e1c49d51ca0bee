import { randomUUIDv7 } from 'node:crypto'
import type { WidgetSettings } from '@rapport/contract'
import { asId, type BotId, type InboxId, type TeamId } from '@rapport/domain'
import type { AgentContext, Scope } from '../platform/context.ts'
import { newToken, tokenHash } from '../platform/crypto/index.ts'
import { afterCommit, inTransaction, type Tx } from '../platform/db/index.ts'
import { AppError } from '../platform/errors.ts'
import {
  clearInboxAccess,
  type InboxAccess,
  insertInboxAgents,
  insertInboxTeams,
  lockInbox,
} from './access-queries.ts'
import { unconnected } from './generic-settings.ts'
import { type Inbox, insertInbox, updateWebInbox } from './inbox-queries.ts'
import { getInbox, type StaffedInbox } from './list-inboxes.ts'
import { insertWidgetKey } from './widget-key-queries.ts'

/** What is chosen about a web chat inbox. Who starts with a bot names the bot. */
export type WebInboxChoices = Readonly<{
  name: string
  startsIn: 'bot' | 'unassigned'
  botId: BotId | null
  teamId: TeamId | null
  widget: WidgetSettings
}>

/**
 * Makes a web chat inbox with a widget key of its own. Its bot and team are the workspace's, or it is `not_found`.
 * Nobody but supervisors sees it until agents or teams are given access.
 */
export async function createWebInbox(
  tx: Tx,
  scope: Scope,
  { id, ...choices }: WebInboxChoices & Readonly<{ id?: InboxId }>,
): Promise<Inbox> {
  requireBot(choices)
  const { widget: settings, ...rest } = choices
  const widget = { key: newToken(), settings }
  const inbox = {
    ...rest,
    id: id ?? newInboxId(),
    channelKind: 'web',
    channelLabel: null,
    widget,
    generic: null,
    calendar: null,
  }
  if (!(await insertInbox(tx, scope, inbox))) throw new AppError('not_found', choicesOf(choices))
  await insertWidgetKey(tx, scope, { inboxId: inbox.id, keyHash: tokenHash(widget.key) })
  return inbox
}

/** Makes an inbox for sessions that came from a channel we do not serve ourselves, under that channel's name. */
export async function createGenericInbox(
  tx: Tx,
  scope: Scope,
  { id, name, channelLabel }: Readonly<{ id?: InboxId; name?: string; channelLabel: string }>,
): Promise<Inbox> {
  const inbox = {
    id: id ?? newInboxId(),
    name: name ?? channelLabel,
    channelKind: 'generic',
    channelLabel,
    startsIn: 'unassigned',
    botId: null,
    teamId: null,
    widget: null,
    generic: unconnected,
    calendar: null,
  } as const
  await insertInbox(tx, scope, inbox)
  return inbox
}

/** Makes a web chat inbox by an agent's hand. */
export async function addInbox(ctx: AgentContext, choices: WebInboxChoices): Promise<StaffedInbox> {
  const inbox = await inTransaction(ctx, (tx) => createWebInbox(tx, ctx.scope, choices))
  return { ...inbox, agentIds: [], teamIds: [] }
}

/** Changes a web chat inbox as a whole. Any other inbox, bot or team is `not_found`. */
export async function changeInbox(
  ctx: AgentContext,
  { inboxId, ...choices }: WebInboxChoices & Readonly<{ inboxId: InboxId }>,
): Promise<StaffedInbox> {
  requireBot(choices)
  const { widget: settings, ...rest } = choices
  return await inTransaction(ctx, async (tx) => {
    const isChanged = await updateWebInbox(tx, ctx.scope, { ...rest, id: inboxId, settings })
    if (!isChanged) throw new AppError('not_found', { inboxId, ...choicesOf(choices) })
    return await getInbox(tx, ctx.scope, inboxId)
  })
}

/**
 * Says who works an inbox, replacing what was said before. Anybody or any team of elsewhere makes it `not_found`, and
 * nothing is changed. Open screens are checked again once it is committed.
 */
export async function setInboxAccess(
  ctx: AgentContext,
  { inboxId, ...access }: InboxAccess & Readonly<{ inboxId: InboxId }>,
): Promise<StaffedInbox> {
  const { workspaceId } = ctx.scope
  return await inTransaction(ctx, async (tx) => {
    await replaceAccess(tx, ctx.scope, { inboxId, ...access })
    afterCommit(tx, () => ctx.bus.publish({ type: 'access_changed', workspaceId, agentId: null }))
    return await getInbox(tx, ctx.scope, inboxId)
  })
}

/** Says who works an inbox inside a larger piece of work, such as making a demo. */
export async function replaceAccess(
  tx: Tx,
  scope: Scope,
  { inboxId, ...access }: InboxAccess & Readonly<{ inboxId: InboxId }>,
): Promise<void> {
  if (!(await lockInbox(tx, scope, inboxId))) throw new AppError('not_found', { inboxId })
  const agentIds = [...new Set(access.agentIds)]
  const teamIds = [...new Set(access.teamIds)]
  await clearInboxAccess(tx, scope, inboxId)
  const agents = await insertInboxAgents(tx, scope, { inboxId, agentIds })
  const teams = await insertInboxTeams(tx, scope, { inboxId, teamIds })
  if (agents < agentIds.length || teams < teamIds.length)
    throw new AppError('not_found', { agentIds, teamIds })
}

/** An inbox whose sessions start with a bot names it. */
export function requireBot({ startsIn, botId }: Pick<WebInboxChoices, 'startsIn' | 'botId'>): void {
  if (startsIn !== 'bot' || botId !== null) return
  const fields = [{ path: ['botId'], message: 'an inbox that starts with a bot needs one' }]
  throw new AppError('invalid_input', {}, { fields })
}

const choicesOf = ({ botId, teamId }: WebInboxChoices) => ({ botId, teamId })
const newInboxId = () => asId<InboxId>(randomUUIDv7())
