import type { TagView } from '@rapport/contract/light'
import { readTagTree } from '@rapport/domain'
import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { type ConsoleClient, useClient } from '../../app/index.ts'
import { type PlacedTag, placeTags } from './place-tags.ts'

/** How to ask for all tags; the one key under which they are kept. */
export function tagsQuery(client: ConsoleClient) {
  return { queryKey: ['tags'], queryFn: () => client.tags.list({}), staleTime: 60_000 }
}

const noTags: readonly TagView[] = []

/**
 * All tags, those of sessions as their tree is read and those of contacts in their order; empty until known. Asked for
 * once for all screens.
 */
export function useTags() {
  const { data, error, isPending, refetch } = useQuery(tagsQuery(useClient()))
  const tags = data?.items ?? noTags
  const isKnown = data !== undefined
  // By the tags alone: whoever lists by the tree lists anew for another one, and a failed refetch makes none.
  const tree = useMemo(() => (isKnown ? readTagTree(tags) : null), [tags, isKnown])
  return useMemo(() => {
    const sessionTags = placeTags(tags.filter(({ scope }) => scope === 'session'))
    const contactTags = placeTags(tags.filter(({ scope }) => scope === 'contact'))
    return {
      sessionTags,
      contactTags,
      /** What a filter by a tag means, for rows that come by live; null until known. */
      tree,
      byId: new Map<string, PlacedTag>([...sessionTags, ...contactTags].map((tag) => [tag.id, tag])),
      isPending,
      error,
      retry: refetch,
    }
  }, [tags, tree, isPending, error, refetch])
}

/** The tags of these ids, in the ids' order, without those that have been deleted since. */
export function pickTags(
  tagIds: readonly string[],
  byId: ReadonlyMap<string, PlacedTag>,
): readonly PlacedTag[] {
  return tagIds.flatMap((id) => byId.get(id) ?? [])
}
