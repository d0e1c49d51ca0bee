import { type ConversationId, can } from '@rapport/domain'
import { type AgentDetails, createAgentSessionStores, type SessionStore } from '@rapport/sdk'
import { type ConsoleClient, useClient, useMe } from './client.tsx'

type StoreOf = (conversationId: ConversationId) => SessionStore<AgentDetails>

const storesByAudience = new WeakMap<ConsoleClient, { audience: string; storeOf: StoreOf }>()

/**
 * The store of a conversation, the same object for every screen that shows it. A change of role brings new stores,
 * because a store holds what its audience may see.
 */
export function useConversationStore(conversationId: ConversationId): SessionStore<AgentDetails> {
  const client = useClient()
  const audience = can(useMe().role, 'sessions.intervene') ? 'supervisor' : 'agent'
  const held = storesByAudience.get(client)
  if (held?.audience === audience) return held.storeOf(conversationId)
  const storeOf = createAgentSessionStores({ client, live: client.live, audience })
  storesByAudience.set(client, { audience, storeOf })
  return storeOf(conversationId)
}
