import type { ReviewQueueView, ScorecardView } from '@rapport/contract/light'
import { isRapportError } from '@rapport/sdk'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useCallback } from 'react'
import { useClient } from '../app/index.ts'

const noScorecards: readonly ScorecardView[] = []
const noQueues: readonly ReviewQueueView[] = []

/** All scorecards, those put away last; only for reviewers. */
export function useScorecards(isEnabled = true) {
  const { scorecards } = useClient()
  const { data, isPending, error, refetch } = useQuery({
    queryKey: ['quality', 'scorecards'],
    queryFn: () => scorecards.list({}),
    staleTime: 30_000,
    enabled: isEnabled,
  })
  return { scorecards: data?.items ?? noScorecards, isPending, error: reasonOf(error), retry: refetch }
}

/** All review queues with how far this week has come; asked for again while somebody looks. */
export function useQueues(isEnabled = true) {
  const { reviewQueues } = useClient()
  const { data, isPending, error, refetch } = useQuery({
    queryKey: ['quality', 'queues'],
    queryFn: () => reviewQueues.list({}),
    staleTime: 5_000,
    refetchInterval: 30_000,
    enabled: isEnabled,
  })
  return { queues: data?.items ?? noQueues, isPending, error: reasonOf(error), retry: refetch }
}

/** Forgets what is known of reviews, queues and scorecards, after something about them has changed. */
export function useForgetQuality(): () => Promise<unknown> {
  const queries = useQueryClient()
  return useCallback(
    () =>
      Promise.all([
        queries.invalidateQueries({ queryKey: ['quality'] }),
        queries.invalidateQueries({ queryKey: ['reviews'] }),
      ]),
    [queries],
  )
}

const reasonOf = (error: unknown) => (isRapportError(error) ? error : null)
