import { type InboxView, inboxEndpoints, type WidgetSettings } from '@rapport/contract'
import { route } from '../platform/http/index.ts'
import { addInbox, changeInbox, setInboxAccess } from './change-inbox.ts'
import { makeIdentitySecret } from './identity-secret.ts'
import { listInboxes, type StaffedInbox } from './list-inboxes.ts'

/** What the API answers about an inbox: nothing that signs or opens anything. */
const presentInbox = (inbox: StaffedInbox): InboxView => ({
  id: inbox.id,
  name: inbox.name,
  channelKind: inbox.channelKind,
  channelLabel: inbox.channelLabel,
  startsIn: inbox.startsIn,
  botId: inbox.botId,
  teamId: inbox.teamId,
  widget: inbox.widget && { key: inbox.widget.key, settings: presentWidget(inbox.widget.settings) },
  generic: null,
  agentIds: [...inbox.agentIds],
  teamIds: [...inbox.teamIds],
})

/** How a widget looks and where it may stand; visitors are told as much. */
const presentWidget = (settings: WidgetSettings): WidgetSettings => ({
  title: settings.title,
  greeting: settings.greeting,
  accent: settings.accent,
  allowedOrigins: settings.allowedOrigins,
  requireIdentity: settings.requireIdentity,
})

/** The endpoints of inboxes. */
export const inboxRoutes = [
  route(inboxEndpoints.list, async (ctx) => {
    const inboxes = await listInboxes(ctx.db, ctx.scope)
    return { items: inboxes.map(presentInbox) }
  }),
  route(inboxEndpoints.create, async (ctx, choices) => {
    const inbox = await addInbox(ctx, choices)
    return presentInbox(inbox)
  }),
  route(inboxEndpoints.change, async (ctx, choices) => {
    const inbox = await changeInbox(ctx, choices)
    return presentInbox(inbox)
  }),
  route(inboxEndpoints.setAccess, async (ctx, access) => {
    const inbox = await setInboxAccess(ctx, access)
    return presentInbox(inbox)
  }),
  route(inboxEndpoints.identitySecret, async (ctx, { inboxId }) => {
    const secret = await makeIdentitySecret(ctx, ctx.scope, inboxId)
    return { secret }
  }),
]
