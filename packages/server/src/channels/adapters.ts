import type { ChannelAdapter } from './adapter.ts'
import { webAdapter } from './web/web-adapter.ts'

const adapters: ReadonlyMap<string, ChannelAdapter> = new Map([[webAdapter.kind, webAdapter]])

/** The adapter that serves a kind of channel; none for sessions that came from elsewhere under a generic label. */
export const findAdapter = (kind: string): ChannelAdapter | undefined => adapters.get(kind)

/** Why nothing can be sent on an inbox, or null when it can: one whose channel nothing serves is only for reading. */
export const cannotSend = (inbox: Readonly<{ channelKind: string }>): 'not_connected' | null =>
  adapters.has(inbox.channelKind) ? null : 'not_connected'
