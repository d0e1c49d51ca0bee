import type { ServerFrame } from '@rapport/contract/light'
import { foldEvent } from './fold-conversation.ts'
import {
  blankView,
  type ConversationSource,
  type ConversationView,
  type Held,
  hold,
  show,
} from './held-conversation.ts'
import { follow, load, loadOlder, reload } from './load-conversation.ts'
import { createSource, type Observable } from './observable.ts'
import type { Draft } from './outgoing.ts'
import { createTypists } from './typists.ts'

/**
 * The sessions of a conversation, true while anybody looks: a snapshot, and the server's own fold on every event after
 * it. When nobody has looked for a while, following stops; the next look resumes where it was.
 */
export type SessionStore<Details = unknown> = Observable<ConversationView<Details>> &
  Readonly<{
    /** Loads afresh: what "try again" does. */
    retry(): void
    /** Fetches the page before the oldest message, if there is one. */
    loadOlder(): Promise<void>
    /** Shows a message as pending, sends it, and answers its client id. */
    send(draft: Draft): string
    /** Sends one that failed again; it lands once, whatever became of the first. */
    resend(clientId: string, seenVersion?: number): void
    discard(clientId: string): void
  }>

const lingerMs = 30_000

/** Makes the store of one conversation. Nothing is fetched before somebody subscribes. */
export function createSessionStore<Details>(source: ConversationSource<Details>): SessionStore<Details> {
  const { outgoing } = source
  const typists = createTypists()
  const view = createSource<ConversationView<Details>>(
    { ...blankView, pending: outgoing.pending.get() },
    (isWatched) => {
      clearTimeout(held.linger)
      if (isWatched) start(held)
      else held.linger = setTimeout(stop, lingerMs, held)
    },
  )
  const held: Held<Details> = {
    source,
    view,
    typists,
    ticks: new Map(),
    loading: null,
    loadedAt: 0,
    failures: 0,
    retry: undefined,
    linger: undefined,
    stopHearing: null,
  }
  outgoing.pending.subscribe(() => {
    show(held, { pending: outgoing.pending.get() })
    // The event may have come before the answer that says where it was stored; then nothing else lets go of it.
    const { conversation } = view.get()
    if (conversation !== null) hold(held, conversation)
  })
  typists.actors.subscribe(() => show(held, { typing: typists.actors.get() }))
  return {
    get: view.get,
    subscribe: view.subscribe,
    retry: () => void load(held),
    loadOlder: () => loadOlder(held),
    send: outgoing.send,
    resend: outgoing.retry,
    discard: outgoing.discard,
  }
}

function start<Details>(held: Held<Details>): void {
  if (held.stopHearing !== null) return
  held.stopHearing = held.source.live.hear((frame) => hear(held, frame))
  if (held.view.get().conversation === null) void load(held)
  else follow(held)
}

function stop<Details>(held: Held<Details>): void {
  held.stopHearing?.()
  held.stopHearing = null
  held.loading = null
  clearTimeout(held.retry)
  held.source.unfollow()
}

function hear<Details>(held: Held<Details>, frame: ServerFrame): void {
  const { status, conversation } = held.view.get()
  const isUnwritten = conversation?.conversationId === null
  switch (frame.type) {
    case 'welcome':
      if (status === 'failed') void load(held)
      else follow(held)
      return
    case 'reset':
      // That there is nothing to follow is no news to a visitor who has not written.
      if (isUnwritten && frame.reason === 'not_found') return
      if (frame.conversationId === null || held.source.isOurs(frame.conversationId)) reload(held)
      return
    case 'sent':
      // A visitor's first message made the conversation; until then there was nothing to follow.
      if (isUnwritten) void load(held)
      return
    case 'event':
    case 'following':
    case 'typing':
    case 'ticks':
      if (held.source.isOurs(frame.conversationId)) hearOurs(held, frame)
  }
}

type Ours = Extract<ServerFrame, { type: 'event' | 'following' | 'typing' | 'ticks' }>

function hearOurs<Details>(held: Held<Details>, frame: Ours): void {
  if (frame.type === 'typing') held.typists.hear(frame)
  if (frame.type === 'ticks') held.ticks.set(`${frame.of}:${frame.readAt === null}`, frame)
  const { conversation } = held.view.get()
  // While a load is under way its snapshot will hold this, or following from it will bring it again.
  if (conversation === null || held.loading !== null) return
  if (frame.type === 'ticks') hold(held, conversation)
  if (frame.type === 'following') {
    hold(held, { ...conversation, position: Math.max(conversation.position, frame.position) })
  }
  if (frame.type === 'event') {
    const next = foldEvent(conversation, frame, held.source.audience)
    if (next === null) return void reload(held)
    if (frame.message !== null) held.typists.hear({ actor: frame.message.author, on: false })
    hold(held, next)
  }
}
