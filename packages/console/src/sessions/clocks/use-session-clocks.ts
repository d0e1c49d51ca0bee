import type { Session } from '@rapport/domain'
import { isRapportError } from '@rapport/sdk'
import { useQuery } from '@tanstack/react-query'
import { useClient } from '../../app/index.ts'

const againMs = 30_000

/**
 * A session's clocks as the server computes them, in business hours as well; asked for only while wanted. Every change
 * of the session asks again, and a running one does so by itself, because its clocks go on.
 */
export function useSessionClocks(session: Session, isWanted: boolean) {
  const { sessions } = useClient()
  const { data, error, refetch, isFetching } = useQuery({
    queryKey: ['sessions', 'clocks', session.id, session.version],
    queryFn: () => sessions.clocks({ sessionId: session.id }),
    enabled: isWanted,
    staleTime: session.state === 'ended' ? Number.POSITIVE_INFINITY : againMs,
    refetchInterval: session.state === 'ended' ? false : againMs,
    placeholderData: (before) => before,
  })
  return {
    clocks: data ?? null,
    error: isRapportError(error) ? error : null,
    retry: () => void refetch(),
    isFetching,
  }
}
