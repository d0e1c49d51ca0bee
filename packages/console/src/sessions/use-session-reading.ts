import type { SessionRow } from '@rapport/contract/light'
import type { MessageId, SessionId } from '@rapport/domain'
import { useSessionRecord, useSessionRow } from './use-session-record.ts'

/** A session's row by its id, for features that show its transcript beside something of their own. */
export const useReadRow = (sessionId: SessionId) => useSessionRow(sessionId, undefined)

/** The session of a row as it is read, never taken: its record, and the ways to the rest of its messages. */
export const useSessionReading = (row: SessionRow, messageId: MessageId | null) =>
  useSessionRecord(row, messageId)
