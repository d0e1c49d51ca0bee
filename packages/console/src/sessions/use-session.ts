import type {
  AgentId,
  ConversationId,
  EndReason,
  FieldValue,
  Priority,
  SessionId,
  TagId,
  TransferTarget,
} from '@rapport/domain'
import { newClientId } from '@rapport/sdk'
import { useMemo, useSyncExternalStore } from 'react'
import { type ConsoleClient, useClient, useConversationStore } from '../app/index.ts'

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

/** Tags to be added and taken away. */
export type TagChange = Readonly<{ add?: readonly TagId[]; remove?: readonly TagId[] }>

/** Custom fields by key with their new values; null takes a value away. */
export type FieldChange = Readonly<Record<string, FieldValue | null>>

/** The same for a session that is only known by its id. Each call has an id of its own, so a lost answer does no harm. */
export const sessionCommands = (sessions: ConsoleClient['sessions'], sessionId: SessionId) => {
  const command = () => ({ sessionId, clientId: newClientId() })
  return {
    take: (how: 'take' | 'open' = 'take') => sessions.take({ ...command(), how }),
    release: () => sessions.release(command()),
    transfer: (to: TransferTarget, note = '') =>
      sessions.transfer({ ...command(), to, ...(note.trim() === '' ? {} : { note }) }),
    resume: () => sessions.resume(command()),
    end: (endReason: EndReason, outcome?: string) =>
      sessions.end({ ...command(), endReason, ...(outcome === undefined ? {} : { outcome }) }),
    setPriority: (priority: Priority) => sessions.setPriority({ ...command(), priority }),
    setOutcome: (outcome: string | null) => sessions.setOutcome({ ...command(), outcome }),
    changeTags: ({ add = [], remove = [] }: TagChange) =>
      sessions.changeTags({ ...command(), add: [...add], remove: [...remove] }),
    setFields: (fields: FieldChange) => sessions.setFields({ ...command(), fields }),
    addNote: (text: string, mentions: readonly AgentId[] = []) =>
      sessions.addNote({ ...command(), text, mentions: [...mentions] }),
  }
}

/** What `useSessionCommands` answers. */
export type SessionCommands = ReturnType<typeof sessionCommands>
