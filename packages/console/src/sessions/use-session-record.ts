import type { SessionRow } from '@rapport/contract/light'
import type { MessageId, SessionId } from '@rapport/domain'
import { isRapportError } from '@rapport/sdk'
import { useQuery } from '@tanstack/react-query'
import { useEffect, useMemo, useState, useSyncExternalStore } from 'react'
import { useClient, useConversationStore } from '../app/index.ts'
import { mergeRecord } from './merge-record.ts'
import { transcriptQuery } from './transcript-query.ts'
import { useTranscriptPages } from './use-transcript-pages.ts'

/** The row of a session that is in no list on screen, such as one opened by its address. */
export function useSessionRow(
  sessionId: SessionId,
  listed: SessionRow | undefined,
  around: MessageId | null = null,
) {
  const { data, error, refetch } = useQuery({
    ...transcriptQuery(useClient(), sessionId, around),
    enabled: listed === undefined,
  })
  return { row: listed ?? data?.row, error: isRapportError(error) ? error : null, retry: refetch }
}

const restMs = 160

/** When a session was last opened, anywhere on the page. */
let openedAt = Number.NEGATIVE_INFINITY

/**
 * False while sessions are opened one right after another: who runs down a list with a held key loads nothing on the
 * way. One that is opened by itself is loaded at once.
 */
function useIsSettled(id: string): boolean {
  const [settled, setSettled] = useState<string | null>(null)
  useEffect(() => {
    const isCalm = performance.now() - openedAt > restMs
    openedAt = performance.now()
    const timer = setTimeout(setSettled, isCalm ? 0 : restMs, id)
    return () => clearTimeout(timer)
  }, [id])
  return settled === id
}

const noListening = () => () => undefined

/**
 * One session whole and current while shown, for reading: nobody's session is taken by it.
 * A running one follows its conversation; an ended one is loaded again when its row says there is more.
 */
export function useSessionRecord(row: SessionRow, messageId: MessageId | null) {
  const { id, conversationId, state } = row.session
  const isSettled = useIsSettled(id)
  const query = useQuery({ ...transcriptQuery(useClient(), id, messageId), enabled: isSettled })
  const [opened] = useState({ isRunning: state !== 'ended' })
  const store = useConversationStore(conversationId)
  // Followed once the transcript has been answered: what was said stands first, and what is said next comes after it.
  const isFollowed = isSettled && query.isFetched && opened.isRunning
  const view = useSyncExternalStore(isFollowed ? store.subscribe : noListening, store.get)
  const { conversation } = view
  const snapshot = query.data ?? null
  const record = useMemo(() => mergeRecord({ row, snapshot, conversation }), [row, snapshot, conversation])
  const { isFetching, refetch } = query
  const isOld = snapshot !== null && snapshot.row.session.version < record.session.version
  const isBehind = isOld && !record.isComplete && !isFetching
  useEffect(() => {
    if (!isBehind) return
    // The row and the events travel apart; what one lacks the other brings in a moment, or a load does.
    const timer = setTimeout(() => void refetch(), 1000)
    return () => clearTimeout(timer)
  }, [isBehind, refetch])
  return {
    record,
    isLoading: snapshot === null && query.error === null,
    error: isRapportError(query.error) ? query.error : null,
    typing: view.typing,
    pages: useTranscriptPages(snapshot, id, messageId),
    view,
    store,
    retry: refetch,
  }
}
