import type { Endpoints, OutputOf, TagView } from '@rapport/contract/light'
import type { TagId } from '@rapport/domain'
import { useQuery } from '@tanstack/react-query'
import { useClient } from '../app/index.ts'

/** The key of everything that is known about how much tags are used. */
export const usageKey = ['tag-usage'] as const

/** What is affected by deleting or merging a tag, asked anew each time: something is decided by it. */
export function useTagUsage(tagId: TagId) {
  const { tags } = useClient()
  return useQuery({
    queryKey: [...usageKey, 'one', tagId],
    queryFn: () => tags.usage({ tagId }),
    staleTime: 0,
  })
}

/** How many carry each tag of a set, asked once for all its lines and known for a minute. */
export function useTagCounts(scope: TagView['scope']) {
  const { tags } = useClient()
  return useQuery({
    queryKey: [...usageKey, 'all', scope],
    queryFn: () => tags.counts({ scope }),
    staleTime: 60_000,
    select: byTag,
  })
}

/** Kept as one function, so that what it answers is made once. */
const byTag = ({ items }: OutputOf<Endpoints['tags']['counts']>) =>
  new Map<string, (typeof items)[number]>(items.map((item) => [item.tagId, item]))
