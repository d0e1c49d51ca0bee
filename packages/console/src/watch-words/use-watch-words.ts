import type { WatchWordView } from '@rapport/contract/light'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { type ConsoleClient, describeProblem, linesIn, useClient, useMessages } from '../app/index.ts'
import { showToast } from '../ui/index.ts'

/** Whose messages a word is looked for in. */
export const sides = ['contact', 'agent', 'both'] as const
export type Side = (typeof sides)[number]

/** How to ask for the words; asked again now and then, so that what was found stays true. */
export const watchWordsQuery = ({ watchWords }: ConsoleClient) => ({
  queryKey: ['watch-words'],
  queryFn: () => watchWords.list({}),
  staleTime: 10_000,
})

/** Adds words, one a line. */
export function useAddWords(onAdded: () => void) {
  const t = useMessages()
  const { watchWords } = useClient()
  const queries = useQueryClient()
  return useMutation({
    mutationFn: ({ text, side }: { text: string; side: Side }) =>
      watchWords.create({ texts: linesIn(text), side }),
    onSuccess: async (_, { text }) => {
      await queries.invalidateQueries({ queryKey: ['watch-words'] })
      showToast({ title: t('watch-words.added', { n: linesIn(text).length }) })
      onAdded()
    },
  })
}

/** Watches for a word no longer. What is taken away can be put back at once. */
export function useRemoveWord() {
  const t = useMessages()
  const { watchWords } = useClient()
  const queries = useQueryClient()
  const refresh = () => queries.invalidateQueries({ queryKey: ['watch-words'] })
  const onError = (error: unknown) => showToast({ kind: 'error', title: describeProblem(error, t) })
  return useMutation({
    mutationFn: ({ id }: WatchWordView) => watchWords.remove({ watchWordId: id }),
    onError,
    onSuccess: async (_, { text, side }) => {
      await refresh()
      showToast({
        title: t('watch-words.removed', { text }),
        action: {
          label: t('watch-words.undo'),
          onPress: () => void watchWords.create({ texts: [text], side }).then(refresh, onError),
        },
      })
    },
  })
}
