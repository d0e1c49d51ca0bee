import type { SessionRow } from '@rapport/contract/light'
import { useQuery } from '@tanstack/react-query'
import { useClient, useMay } from '../app/index.ts'

/**
 * Whether this reader has anything to see of a session's quality: reviewers always, others once a review of their work in
 * it was given. Nobody else learns that there is one.
 */
export function useHasQa({ session: { id, state } }: SessionRow): boolean {
  const { reviews } = useClient()
  const mayReview = useMay('quality.review')
  const { data } = useQuery({
    queryKey: ['reviews', 'any', id],
    queryFn: () => reviews.list({ sessionId: id, limit: 1 }),
    enabled: !mayReview && state === 'ended',
    staleTime: 60_000,
    retry: false,
  })
  return mayReview || (data?.items.length ?? 0) > 0
}
