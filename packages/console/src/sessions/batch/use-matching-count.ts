import { useQuery } from '@tanstack/react-query'
import { useClient } from '../../app/index.ts'
import type { SessionsQuery } from '../sessions-address.ts'

/** How many sessions the list and filter of the page match; null until known, or where counting takes too long. */
export function useMatchingCount(
  { list, filter }: Pick<SessionsQuery, 'list' | 'filter'>,
  isWanted: boolean,
): Readonly<{ count: number | null; recount(): void }> {
  const { sessions } = useClient()
  const { data, refetch } = useQuery({
    queryKey: ['sessions', 'matching', list, filter],
    queryFn: async () => (await sessions.count({ list, filter })).count,
    enabled: isWanted,
    staleTime: 10_000,
  })
  return { count: data ?? null, recount: () => void refetch() }
}
