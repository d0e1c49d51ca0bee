import { useMutation, useQueryClient } from '@tanstack/react-query'
import { showToast } from '../ui/index.ts'
import { describeProblem } from './describe-problem.ts'
import { useMessages } from './i18n.tsx'

/** What an order that is kept on the server takes: under which key its list is, and how a new order is sent. */
export type Ordering<Item> = Readonly<{
  queryKey: readonly unknown[]
  isOurs: (item: Item) => boolean
  save: (ordered: readonly Item[]) => Promise<unknown>
}>

/** Moves one of a list; shown at once, and put back when the server refuses. */
export function useOrdering<Item>({ queryKey, isOurs, save }: Ordering<Item>) {
  const t = useMessages()
  const queries = useQueryClient()
  const { mutate } = useMutation({
    mutationFn: save,
    onError: (error) => showToast({ kind: 'error', title: describeProblem(error, t) }),
    onSettled: () => queries.invalidateQueries({ queryKey }),
  })
  return (items: readonly Item[], place: number, by: -1 | 1) => {
    const ordered = [...items]
    ordered.splice(place + by, 0, ...ordered.splice(place, 1))
    queries.setQueryData<{ items: Item[] }>(
      queryKey,
      (known) => known && { items: [...known.items.filter((item) => !isOurs(item)), ...ordered] },
    )
    mutate(ordered)
  }
}
