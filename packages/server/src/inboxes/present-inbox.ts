import type { InboxView, WidgetSettings } from '@rapport/contract'
import type { Platform } from '../platform/context.ts'
import { hookUrlOf } from './generic-settings.ts'
import type { StaffedInbox } from './list-inboxes.ts'

/** What the API answers about an inbox: nothing that signs or opens anything. */
export const presentInbox = (platform: Pick<Platform, 'publicOrigin'>, inbox: StaffedInbox): InboxView => ({
  id: inbox.id,
  name: inbox.name,
  channelKind: inbox.channelKind,
  channelLabel: inbox.channelLabel,
  startsIn: inbox.startsIn,
  botId: inbox.botId,
  teamId: inbox.teamId,
  widget: inbox.widget && { key: inbox.widget.key, settings: presentWidget(inbox.widget.settings) },
  generic: inbox.generic && { hookUrl: hookUrlOf(platform, inbox), settings: inbox.generic },
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
