import { useQuery } from '@tanstack/react-query'
import { type ConsoleClient, useClient } from '../app/index.ts'

/** How to ask for the inboxes one may see; the one key under which they are kept. */
export function inboxesQuery(client: ConsoleClient) {
  return { queryKey: ['inboxes'], queryFn: () => client.inboxes.list({}), staleTime: 60_000 }
}

/** The inboxes one may see; null until known. */
export function useInboxes() {
  return useQuery(inboxesQuery(useClient())).data?.items ?? null
}
