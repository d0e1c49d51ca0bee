import type { SessionTranscript } from '@rapport/contract/light'
import type { MessageId, SessionId } from '@rapport/domain'
import { queryOptions } from '@tanstack/react-query'
import type { ConsoleClient } from '../app/index.ts'
import { addPage } from './transcript-pages.ts'

/** Under which key a session is kept as far as it was loaded. */
export const snapshotKey = (sessionId: SessionId) => ['sessions', 'snapshot', sessionId] as const

/**
 * How to ask for a session: with the page around a message, or its newest. Asked again it brings what came since and
 * keeps the pages that are here, so that nobody who reads is moved.
 */
export const transcriptQuery = (
  { sessions }: ConsoleClient,
  sessionId: SessionId,
  around: MessageId | null = null,
) =>
  queryOptions({
    queryKey: snapshotKey(sessionId),
    queryFn: async ({ client }): Promise<SessionTranscript> => {
      const held = client.getQueryData<SessionTranscript>(snapshotKey(sessionId))
      const last = held?.messages.at(-1)
      return held === undefined || last === undefined
        ? sessions.transcript({ sessionId, ...(around === null ? {} : { around }) })
        : addPage(held, await sessions.transcript({ sessionId, after: last.version }), 'after')
    },
    // Whoever asks for its row and then for the whole asks once.
    staleTime: 1000,
  })
