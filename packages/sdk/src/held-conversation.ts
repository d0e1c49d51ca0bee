import type { Actor, Audience } from '@rapport/domain'
import type { Conversation, OlderPage, Ticks } from './conversation.ts'
import { foldTicks } from './fold-conversation.ts'
import type { LiveClient } from './live-client.ts'
import type { Source } from './observable.ts'
import type { Outgoing, PendingMessage } from './outgoing.ts'
import type { RapportError } from './rapport-error.ts'
import type { Typists } from './typists.ts'

/** Where a store's conversation comes from: the snapshot, older pages, and how to follow from a place. */
export type ConversationSource<Details> = Readonly<{
  audience: Audience
  live: Pick<LiveClient<never>, 'connection' | 'hear'>
  load(): Promise<Conversation<Details>>
  older(cursor: string): Promise<OlderPage>
  /** Asks for what comes after the conversation's place. */
  follow(held: Conversation<Details>): void
  unfollow(): void
  /** Whether a frame about this conversation is meant. */
  isOurs(conversationId: string): boolean
  outgoing: Outgoing
}>

/**
 * A conversation on screen. While `loading` there is nothing to show yet; `failed` says why the last load did not
 * work, beside what was known before, if anything.
 */
export type ConversationView<Details = unknown> = Readonly<{
  status: 'loading' | 'ready' | 'failed'
  error: RapportError | null
  conversation: Conversation<Details> | null
  isLoadingOlder: boolean
  /** Who is writing right now. */
  typing: readonly Actor[]
  /** What this person wrote and the server has not shown back. */
  pending: readonly PendingMessage[]
}>

type Timer = ReturnType<typeof setTimeout>

/** What a store holds between two frames. `view` is all that anybody outside sees of it. */
export type Held<Details> = {
  readonly source: ConversationSource<Details>
  readonly view: Source<ConversationView<Details>>
  readonly typists: Typists
  /** The newest marks, by side and kind: they may overtake the messages they are about. */
  readonly ticks: Map<string, Ticks>
  /** The load under way, or about to be: until it ends nothing is folded. A later one makes it stale. */
  loading: object | null
  loadedAt: number
  failures: number
  retry: Timer | undefined
  linger: Timer | undefined
  stopHearing: (() => void) | null
}

/** What a view shows before anything is known. */
export const blankView: ConversationView<never> = {
  status: 'loading',
  error: null,
  conversation: null,
  isLoadingOlder: false,
  typing: [],
  pending: [],
}

/** Changes what is shown. */
export function show<Details>(held: Held<Details>, change: Partial<ConversationView<Details>>): void {
  held.view.set({ ...held.view.get(), ...change })
}

/** Shows another state of the conversation, with the marks that came before it, and lets go of what it answers. */
export function hold<Details>(
  held: Held<Details>,
  conversation: Conversation<Details>,
  change: Partial<ConversationView<Details>> = {},
): void {
  let marked = conversation
  for (const ticks of held.ticks.values()) marked = foldTicks(marked, ticks, held.source.audience)
  const isSame = marked === held.view.get().conversation && Object.keys(change).length === 0
  if (!isSame) show(held, { ...change, conversation: marked })
  settleOutgoing(held.source.outgoing, marked)
}

function settleOutgoing(outgoing: Outgoing, { messages, sessions }: Conversation): void {
  if (outgoing.pending.get().length === 0) return
  outgoing.settle(
    (clientId, stored) =>
      messages.some((message) => message.clientId === clientId) ||
      sessions.some(({ id, version }) => id === stored?.sessionId && version >= stored.version),
  )
}
