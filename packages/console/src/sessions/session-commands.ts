import type {
  AgentId,
  EndReason,
  FieldValue,
  Priority,
  SessionId,
  TagId,
  TransferTarget,
} from '@rapport/domain'
import { newClientId } from '@rapport/sdk'
import type { ConsoleClient } from '../app/index.ts'

/** Tags to be added and taken away. */
export type TagChange = Readonly<{ add?: readonly TagId[]; remove?: readonly TagId[] }>

/** Custom fields by key with their new values; null takes a value away. */
export type FieldChange = Readonly<Record<string, FieldValue | null>>

/** What an agent can do with a session, which may be known only by its id. Each call has an id of its own, so a lost answer does no harm. */
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
