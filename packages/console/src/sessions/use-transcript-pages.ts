import type { SessionTranscript } from '@rapport/contract/light'
import type { Instant, MessageId, SessionId } from '@rapport/domain'
import { useQueryClient } from '@tanstack/react-query'
import { useCallback, useEffect, useEffectEvent, useRef, useState } from 'react'
import { useClient, useMessages } from '../app/index.ts'
import { toastError } from './actions/describe-error.ts'
import { oneAtATime } from './one-at-a-time.ts'
import { addPage } from './transcript-pages.ts'
import { snapshotKey } from './transcript-query.ts'

type Side = 'before' | 'after'
type Place = Readonly<{ around: MessageId } | { since: Instant } | Record<never, never>>

/**
 * Moving about in a session of which only some pages are here. `windowKey` changes when its pages were put aside for
 * others, and a thread has to begin anew; `shownId` is the message it begins at.
 */
export function useTranscriptPages(
  held: SessionTranscript | null,
  sessionId: SessionId,
  messageId: MessageId | null,
) {
  const t = useMessages()
  const queries = useQueryClient()
  const { sessions } = useClient()
  const [windowKey, setWindowKey] = useState(0)
  const [foundId, setFoundId] = useState<MessageId | null>(null)
  const [loads] = useState(() =>
    oneAtATime((error) => toastError(t('sessions.transcript.moreFailed'), t)(error)),
  )
  const loadMore = (side: Side): void => {
    const edge = side === 'before' ? held?.messages[0] : held?.messages.at(-1)
    if (edge === undefined || held === null || !(side === 'before' ? held.earlier : held.later)) return
    void loads.offer(async () => {
      const page = await sessions.transcript({ sessionId, [side]: edge.version })
      queries.setQueryData<SessionTranscript>(snapshotKey(sessionId), (now) =>
        now === undefined ? now : addPage(now, page, side),
      )
    })
  }
  const goTo = useCallback(
    (place: Place, first: (page: SessionTranscript) => MessageId | null) =>
      loads.want(async () => {
        const page = await sessions.transcript({ sessionId, ...place })
        queries.setQueryData<SessionTranscript>(snapshotKey(sessionId), page)
        setFoundId(first(page))
        setWindowKey((key) => key + 1)
      }),
    [loads, queries, sessions, sessionId],
  )
  useWanted(held, messageId, (wanted) => void goTo({ around: wanted }, () => null))
  return {
    windowKey,
    shownId: foundId ?? messageId,
    loadEarlier: () => loadMore('before'),
    loadLater: () => loadMore('after'),
    goToMoment: (since: Instant) =>
      void goTo({ since }, ({ messages }) => messages.find(({ at }) => at >= since)?.id ?? null),
    goToNewest: () => void goTo({}, () => null),
  }
}

/** Asks once for the page of a message that is not among those here: it was named after the session was opened. */
function useWanted(
  held: SessionTranscript | null,
  messageId: MessageId | null,
  goTo: (messageId: MessageId) => void,
): void {
  const seen = useRef<MessageId | null>(null)
  const go = useEffectEvent(goTo)
  useEffect(() => {
    // Once shown it may be left: whoever goes on to the newest is not taken back.
    if (held === null || messageId === null || seen.current === messageId) return
    seen.current = messageId
    if (!held.messages.some(({ id }) => id === messageId)) go(messageId)
  }, [held, messageId])
}
