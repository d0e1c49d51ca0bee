import type { ConversationId, SessionId } from '@rapport/domain'
import { useMemo, useSyncExternalStore } from 'react'
import { useClient, useConversationStore } from '../app/index.ts'
import { sessionCommands } from './session-commands.ts'

/**
 * The sessions of a conversation on screen: current while mounted, and the same for every screen that shows them.
 * `store` sends, loads older pages and tries again.
 */
export function useSession(conversationId: ConversationId) {
  const store = useConversationStore(conversationId)
  const view = useSyncExternalStore(store.subscribe, store.get)
  return { view, store }
}

/**
 * What an agent can do with a session. Nothing changes on screen until the event returns on the socket, to this tab
 * as to every other; each call throws the `RapportError` that says why not.
 */
export function useSessionCommands(sessionId: SessionId) {
  const { sessions } = useClient()
  return useMemo(() => sessionCommands(sessions, sessionId), [sessions, sessionId])
}
