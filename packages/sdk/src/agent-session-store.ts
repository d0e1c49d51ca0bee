import type { AgentCommand, ConversationSnapshot } from '@rapport/contract/light'
import type { Audience, ConversationId } from '@rapport/domain'
import { withPeople } from './fold-conversation.ts'
import type { Client } from './http-client.ts'
import type { LiveClient } from './live-client.ts'
import { createOutgoing } from './outgoing.ts'
import { createSessionStore, type SessionStore } from './session-store.ts'
import { transmitByHttp } from './transmit.ts'

/** What agents know of a conversation besides its sessions. */
export type AgentDetails = Pick<ConversationSnapshot, 'contact' | 'inbox' | 'draft'>

/** What a store needs of an agent's program: its two clients, and what the agent may see. */
export type AgentAccess = Readonly<{
  client: Client
  live: LiveClient<AgentCommand>
  audience: Exclude<Audience, 'contact'>
}>

/**
 * The stores of an agent's conversations, one each, so that a list's panel and a thread show the same.
 * Ask again with the same id and get the same store.
 *
 * @example
 * const storeOf = createAgentSessionStores({ client, live, audience: 'agent' })
 * const store = storeOf(conversationId)
 * const view = useSyncExternalStore(store.subscribe, store.get)
 */
export function createAgentSessionStores(
  access: AgentAccess,
): (conversationId: ConversationId) => SessionStore<AgentDetails> {
  const stores = new Map<ConversationId, SessionStore<AgentDetails>>()
  return (conversationId) => {
    const store = stores.get(conversationId) ?? createAgentSessionStore(access, conversationId)
    stores.set(conversationId, store)
    return store
  }
}

function createAgentSessionStore(
  { client, live, audience }: AgentAccess,
  conversationId: ConversationId,
): SessionStore<AgentDetails> {
  const latestSession = () => store.get().conversation?.sessions.at(-1)?.id ?? null
  const store: SessionStore<AgentDetails> = createSessionStore<AgentDetails>({
    audience,
    live,
    load: async () => present(await client.conversations.get({ conversationId })),
    older: (cursor) => client.conversations.older({ conversationId, cursor }),
    follow: ({ epoch, position }) => void live.say({ type: 'follow', conversationId, epoch, position }),
    unfollow: () => void live.say({ type: 'unfollow', conversationId }),
    isOurs: (id) => id === conversationId,
    outgoing: createOutgoing(transmitByHttp(client, latestSession)),
  })
  return store
}

function present({ contact, inbox, draft, people, ...rest }: ConversationSnapshot) {
  const { id, name, avatarUrl } = contact
  const named = withPeople({}, [...people, { kind: 'contact', id, name, avatarUrl }])
  return { ...rest, people: named, details: { contact, inbox, draft } }
}
