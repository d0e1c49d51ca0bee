import type { TagId } from '@rapport/domain'
import { useQuery } from '@tanstack/react-query'
import { useClient } from '../app/index.ts'

/** The key of everything that is known about how much tags are used. */
export const usageKey = ['tag-usage'] as const

/** How much a tag is used: known for a minute on the list, asked anew before something is decided by it. */
export function useTagUsage(tagId: TagId | null, { isFresh = false, isEnabled = true } = {}) {
  const { tags } = useClient()
  return useQuery({
    queryKey: [...usageKey, tagId],
    queryFn: () => tags.usage({ tagId: tagId as TagId }),
    staleTime: isFresh ? 0 : 60_000,
    enabled: tagId !== null && isEnabled,
  })
}
