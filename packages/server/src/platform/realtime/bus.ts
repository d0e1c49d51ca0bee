import type { ServerFrame } from '@rapport/contract'
import type { AgentId, ConversationId, SessionId, WorkspaceId } from '@rapport/domain'

/**
 * News between the parts of a server, and between nodes. Hints only: nothing depends on one arriving, because
 * followers also poll the log. What is only ever a frame (typing, ticks) may be lost with it. A new kind needs a line
 * in `bus-codec.ts`, and one in `isAboutRights` if somebody may lose a right by it.
 */
export type Signal =
  /** The workspace's feed has grown. */
  | Readonly<{ type: 'feed'; workspaceId: WorkspaceId; stream: number }>
  /** A frame for everybody who follows the conversation; `from` does not hear itself. */
  | Readonly<{
      type: 'frame'
      workspaceId: WorkspaceId
      conversationId: ConversationId
      to: 'all' | 'agents' | 'visitors'
      frame: ServerFrame
      from: string | null
    }>
  /** A row of the lists has changed in a way that is not an event: it was read. */
  | Readonly<{ type: 'row'; workspaceId: WorkspaceId; sessionId: SessionId }>
  /** A login or visitor token has ended: its sockets close now. `key` is the token's stored hash, as hex. */
  | Readonly<{ type: 'token_ended'; key: string }>
  /** What a member may see or do has changed: their sockets are checked again now. Null: everybody's. */
  | Readonly<{ type: 'access_changed'; workspaceId: WorkspaceId; agentId: AgentId | null }>

/**
 * What carries signals. One's own are heard at once, in process; those of other nodes some milliseconds later, once,
 * or not at all while `isConnected` is false.
 */
export type Bus = Readonly<{
  publish(signal: Signal): void
  /** Calls `hear` for every signal, one's own too. Answers how to stop. */
  subscribe(hear: (signal: Signal) => void): () => void
  /** Whether other nodes are heard now; always, where there are none. */
  isConnected(): boolean
  /** Says what is still to be said, and lets go of the connection. */
  close(): Promise<void>
}>

/** The bus of a single node: whoever listens hears at once. */
export function createLocalBus(): Bus {
  const listeners = new Set<(signal: Signal) => void>()
  return {
    publish(signal) {
      for (const hear of listeners) hear(signal)
    },
    subscribe(hear) {
      listeners.add(hear)
      return () => listeners.delete(hear)
    },
    isConnected: () => true,
    close: () => Promise.resolve(),
  }
}

/** Signals that must take effect on every node within a second, whatever becomes of the bus. */
export const isAboutRights = ({ type }: Signal): boolean =>
  type === 'token_ended' || type === 'access_changed'
