import { searchTextMax } from '@rapport/contract/light'
import { isRapportError } from '@rapport/sdk'
import { keepPreviousData, useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { describeProblem, type Translate, useClient } from '../app/index.ts'

const restMs = 200

/** A text once it has rested: what is typed quickly is asked for once. */
export function useRested(text: string): string {
  const [rested, setRested] = useState(text)
  useEffect(() => {
    const timer = setTimeout(() => setRested(text), restMs)
    return () => clearTimeout(timer)
  }, [text])
  return rested
}

/**
 * The first of everything that a text finds, and the words `q` that found it: what was found before stays until the
 * answer is there.
 */
export function useEverything(text: string) {
  const { search } = useClient()
  const q = text.trim()
  return useQuery({
    queryKey: ['search', 'everything', q],
    queryFn: async ({ signal }) => ({ q, ...(await search.everything({ q, limit: 6 }, { signal })) }),
    enabled: q !== '' && q.length <= searchTextMax,
    placeholderData: keepPreviousData,
    retry: false,
    staleTime: 10_000,
  })
}

/** What narrows a search in messages besides its words. */
export type SearchWhere = Readonly<{
  from?: string | undefined
  days?: string | undefined
  contact?: string | undefined
  session?: string | undefined
}>

export const authors = ['contact', 'agent', 'bot'] as const
const dayMs = 24 * 60 * 60 * 1000

/** Messages that were found, page after page, newest first; `count` is how many there are in all, up to 10,001. */
export function useMessageSearch(text: string, where: SearchWhere) {
  const { search } = useClient()
  const q = text.trim()
  const from = authors.find((one) => one === where.from)
  const days = Number(where.days)
  const query = useInfiniteQuery({
    queryKey: ['search', 'messages', q, from, where.days, where.contact, where.session],
    queryFn: ({ pageParam, signal }) =>
      search.messages(
        {
          q,
          ...(from ? { from } : {}),
          ...(days > 0 ? { since: Date.now() - days * dayMs } : {}),
          ...(where.contact ? { contactId: where.contact } : {}),
          ...(where.session ? { sessionId: where.session } : {}),
          ...(pageParam === null ? {} : { cursor: pageParam }),
        },
        { signal },
      ),
    initialPageParam: null as string | null,
    getNextPageParam: (last) => last.next,
    enabled: q !== '' && q.length <= searchTextMax,
    retry: false,
    staleTime: 10_000,
  })
  const pages = query.data?.pages ?? []
  return {
    ...query,
    hits: pages.flatMap(({ items }) => items),
    count: pages[0]?.count ?? null,
    isCatchingUp: pages[0]?.isCatchingUp ?? false,
  }
}

/** What is wrong with the words themselves, so that searching for them again would be no use; null when nothing is. */
export function describeWrongWords(text: string, error: unknown, t: Translate): string | null {
  if (text.trim().length > searchTextMax) return t('search.tooLong', { n: searchTextMax })
  const isAboutWords =
    isRapportError(error) &&
    error.code === 'invalid_input' &&
    error.fields.some(({ path }) => path[0] === 'q')
  return isAboutWords ? t('search.noWord') : null
}

/** Why a search came to no end. */
export function describeSearchProblem(error: unknown, t: Translate): string {
  if (isRapportError(error) && error.code === 'search_too_slow') return t('search.tooSlow')
  return describeProblem(error, t)
}
