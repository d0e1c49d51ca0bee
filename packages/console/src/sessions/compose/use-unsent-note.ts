import type { ConversationId, SessionId } from '@rapport/domain'
import { useMemo } from 'react'
import { type ConsoleClient, useClient } from '../../app/index.ts'
import { unsentNote } from './unsent-note.ts'

// For as long as the page lives, and never on the server: what colleagues are told is told when it is sent.
const notes = new WeakMap<ConsoleClient, Map<string, string>>()

/**
 * The note that was begun about a session or in a conversation, and not sent: kept while another tab or another session
 * is looked at. `sent` forgets it, unless it was written on meanwhile.
 */
export function useUnsentNote(id: SessionId | ConversationId) {
  const client = useClient()
  return useMemo(() => {
    const known = notes.get(client) ?? new Map<string, string>()
    notes.set(client, known)
    return unsentNote(known, id)
  }, [client, id])
}
