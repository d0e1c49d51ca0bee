import type { SessionRow } from '@rapport/contract/light'
import { useQueryClient } from '@tanstack/react-query'
import { useCallback, useEffect, useRef } from 'react'
import { useClient } from '../app/index.ts'
import { useAtRest } from '../ui/index.ts'
import type { transcriptQuery } from './transcript-query.ts'

/** Fetches a session's transcript as soon as its row is pressed, so that it is here when the panel has been drawn. */
export function useFetchAhead(): (row: SessionRow) => void {
  const client = useClient()
  const queries = useQueryClient()
  const isAtRest = useAtRest()
  // Held, because asking for it at the press would wait for the press to be drawn.
  const query = useRef<typeof transcriptQuery | null>(null)
  useEffect(() => {
    if (!isAtRest) return
    import('./transcript-query.ts').then(
      (part) => {
        query.current = part.transcriptQuery
      },
      // The panel fetches it then, and says what is wrong.
      (error: unknown) => console.info('Transcripts are not fetched ahead', error),
    )
  }, [isAtRest])
  return useCallback(
    ({ session }) => {
      if (query.current !== null) void queries.prefetchQuery(query.current(client, session.id))
    },
    [client, queries],
  )
}
