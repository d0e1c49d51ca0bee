import type { VisitorIdentity } from '@rapport/contract/light'

/** What the page tells the panel. Every message carries the mark, so that other scripts' traffic is passed over. */
export type ToPanel =
  | Readonly<{ type: 'init'; identity: VisitorIdentity | null; locales: readonly string[]; isOpen: boolean }>
  | Readonly<{ type: 'identify'; identity: VisitorIdentity }>
  | Readonly<{ type: 'signOut' }>
  | Readonly<{ type: 'locale'; locale: string }>
  | Readonly<{ type: 'opened' }>
  | Readonly<{ type: 'closed' }>

/** What the panel tells the page: never anything of the conversation but how many messages are unread. */
export type FromPanel =
  | Readonly<{ type: 'ready' }>
  | Readonly<{ type: 'close' }>
  | Readonly<{ type: 'unread'; count: number }>

const mark = 'rapport-widget-1'

/** A message with the mark around it. */
export const wrap = (message: ToPanel | FromPanel): unknown => ({ mark, message })

/**
 * The message in an event, if it came from this window of this origin and is one of these types; null otherwise. Both
 * are checked: any frame can post to any other, and an origin can be shared by several frames.
 */
export function unwrap<Message extends ToPanel | FromPanel>(
  event: Pick<MessageEvent, 'source' | 'origin' | 'data'>,
  from: Readonly<{ window: unknown; origin: string }>,
  types: readonly Message['type'][],
): Message | null {
  if (!from.window || event.source !== from.window || event.origin !== from.origin) return null
  const data: unknown = event.data
  if (!isRecord(data) || data.mark !== mark || !isRecord(data.message)) return null
  const type = data.message.type
  return (types as readonly unknown[]).includes(type) ? (data.message as Message) : null
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null
