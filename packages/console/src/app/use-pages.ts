import { isRapportError, type RapportError } from '@rapport/sdk'
import { useInfiniteQuery } from '@tanstack/react-query'
import { useMemo } from 'react'

/** One page of a list that pages by key. */
export type Page<Row> = Readonly<{ items: readonly Row[]; next: string | null }>

/** What a paged list takes. `key` names what is asked for; another key is another list. */
export type PagesOptions<Row> = Readonly<{
  key: readonly unknown[]
  fetchPage: (cursor: string | null, signal: AbortSignal) => Promise<Page<Row>>
  /** How often it is asked for again while somebody looks. */
  everyMs?: number
}>

/**
 * When a query that is asked again and again is asked next: not before it was answered once, because a new try takes the
 * reason of a failure off the screen.
 */
export const againAfter = (data: unknown, everyMs: number): number | false =>
  data === undefined ? false : everyMs

/**
 * A long list, page after page by key, asked for again while the window is looked at. The longer it has grown the
 * rarer that is, so that one reader never costs more than one page in `everyMs`. A failure keeps the rows there are.
 */
export function usePages<Row>({ key, fetchPage, everyMs = 3000 }: PagesOptions<Row>) {
  const query = useInfiniteQuery({
    queryKey: key,
    queryFn: ({ pageParam, signal }) => fetchPage(pageParam, signal),
    initialPageParam: null as string | null,
    getNextPageParam: (last: Page<Row>) => last.next,
    staleTime: 0,
    refetchInterval: ({ state }) => againAfter(state.data, everyMs * (state.data?.pages.length ?? 1)),
  })
  const { data, hasNextPage, isFetchingNextPage, fetchNextPage, refetch } = query
  const rows = useMemo(() => (data?.pages ?? []).flatMap(({ items }) => items), [data])
  const error: RapportError | null = isRapportError(query.error) ? query.error : null
  return {
    rows,
    error,
    isPending: query.isPending,
    /** Rows are shown that could not be asked for again. */
    isStale: query.error !== null && data !== undefined,
    isRetrying: query.isFetching,
    hasMore: hasNextPage,
    isLoadingMore: isFetchingNextPage,
    loadMore: () => {
      if (hasNextPage && !isFetchingNextPage) void fetchNextPage()
    },
    retry: () => void refetch(),
  }
}
