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

/** The first of everything that a text finds. What was found before stays until the answer is there. */
export function useEverything(text: string) {
  const { search } = useClient()
  const q = text.trim()
  return useQuery({
    queryKey: ['search', 'everything', q],
    queryFn: ({ signal }) => search.everything({ q, limit: 6 }, { signal }),
    enabled: q !== '',
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
    enabled: q !== '',
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

/** Why a search found nothing out: in the server's own words where the words were the reason. */
export function describeSearchProblem(error: unknown, t: Translate): string {
  if (isRapportError(error) && error.code === 'search_too_slow') return t('search.tooSlow')
  if (isRapportError(error) && error.fields[0]) return error.fields[0].message
  return describeProblem(error, t)
}
