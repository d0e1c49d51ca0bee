import type { TagView } from '@rapport/contract/light'
import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { type ConsoleClient, useClient } from '../../app/index.ts'

/** How to ask for all tags; the one key under which they are kept. */
export function tagsQuery(client: ConsoleClient) {
  return { queryKey: ['tags'], queryFn: () => client.tags.list({}), staleTime: 60_000 }
}

const noTags: readonly TagView[] = []

/** All tags in their order, those of sessions and of contacts apart; empty until known. Asked for once for all screens. */
export function useTags() {
  const { data, error, isPending, refetch } = useQuery(tagsQuery(useClient()))
  const tags = data?.items ?? noTags
  return useMemo(
    () => ({
      sessionTags: tags.filter(({ scope }) => scope === 'session'),
      contactTags: tags.filter(({ scope }) => scope === 'contact'),
      byId: new Map<string, TagView>(tags.map((tag) => [tag.id, tag])),
      isPending,
      error,
      retry: refetch,
    }),
    [tags, isPending, error, refetch],
  )
}

/** The tags of these ids, in the ids' order, without those that have been deleted since. */
export function pickTags(tagIds: readonly string[], byId: ReadonlyMap<string, TagView>): readonly TagView[] {
  return tagIds.flatMap((id) => byId.get(id) ?? [])
}
