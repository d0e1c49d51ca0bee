import type { SessionRow } from '@rapport/contract/light'
import { useQueryClient } from '@tanstack/react-query'
import { useCallback, useRef } from 'react'
import { useClient } from '../app/index.ts'
import { useFetchedAtRest } from '../ui/index.ts'
import type { transcriptQuery } from './transcript-query.ts'

/** Fetches a session's transcript as soon as its row is pressed, so that it is here when the panel has been drawn. */
export function useFetchAhead(): (row: SessionRow) => void {
  const client = useClient()
  const queries = useQueryClient()
  // Held, because asking for it at the press would wait for the press to be drawn.
  const query = useRef<typeof transcriptQuery | null>(null)
  const load = useCallback(async () => {
    query.current = (await import('./transcript-query.ts')).transcriptQuery
  }, [])
  useFetchedAtRest(load)
  return useCallback(
    ({ session }) => {
      if (query.current !== null) return void queries.prefetchQuery(query.current(client, session.id))
      // Who presses before the page has rested presses again before it does.
      load().catch((error: unknown) => console.info('Transcripts are not fetched ahead', error))
    },
    [client, queries, load],
  )
}
