import type { InboxView, WidgetSettings } from '@rapport/contract'
import type { AgentContext } from '../platform/context.ts'
import { hookUrlOf } from './generic-settings.ts'
import type { StaffedInbox } from './list-inboxes.ts'

/**
 * What the API answers about an inbox: nothing that signs or opens anything, and of a program's addresses nothing to
 * whoever could not change them.
 */
export const presentInbox = (
  ctx: Pick<AgentContext, 'publicOrigin' | 'can'>,
  inbox: StaffedInbox,
): InboxView => ({
  id: inbox.id,
  name: inbox.name,
  channelKind: inbox.channelKind,
  channelLabel: inbox.channelLabel,
  startsIn: inbox.startsIn,
  botId: inbox.botId,
  teamId: inbox.teamId,
  widget: inbox.widget && { key: inbox.widget.key, settings: presentWidget(inbox.widget.settings) },
  generic:
    inbox.generic && ctx.can('inboxes.manage')
      ? { hookUrl: hookUrlOf(ctx, inbox), settings: inbox.generic }
      : null,
  agentIds: [...inbox.agentIds],
  teamIds: [...inbox.teamIds],
  calendar: inbox.calendar,
})

/** How a widget looks and where it may stand; visitors are told as much. */
const presentWidget = (settings: WidgetSettings): WidgetSettings => ({
  title: settings.title,
  greeting: settings.greeting,
  accent: settings.accent,
  allowedOrigins: settings.allowedOrigins,
  requireIdentity: settings.requireIdentity,
})
