import type { TagView } from '@rapport/contract/light'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useEffectEvent, useRef } from 'react'
import { type Translate, useClient, useMessages } from '../app/index.ts'
import { type PlacedTag, placeTags, tagsQuery } from '../sessions/index.ts'
import { showToast } from '../ui/index.ts'
import { describeTagProblem } from './describe-tag-problem.ts'
import { afterMove, childrenOf, isSamePlace, type Place, placeOf, refusalOf } from './place-in-tree.ts'
import { usageKey } from './use-tag-usage.ts'

type Tags = { items: TagView[] }

/** Where a tag is to go, reckoned from the tags as they stand at that moment: keys come faster than the screen is drawn. */
export type Destination = (tags: readonly PlacedTag[], tag: PlacedTag) => Place | null

/** Moves a tag, and answers where it stands then; null where it could not. */
export type MoveTag = (tag: PlacedTag, to: Destination) => Place | null

/**
 * Moves tags of one set. Shown at once, sent one after another, and put back when the server refuses. Each is said in a
 * toast that takes it back; what cannot be is said with its reason, and sends nothing.
 */
export function useTagMoves(scope: TagView['scope']): MoveTag {
  const t = useMessages()
  const client = useClient()
  const queries = useQueryClient()
  const { queryKey } = tagsQuery(client)
  const mutationKey = ['tags', 'move']
  const takeAway = useRef<(() => void) | null>(null)
  const { mutate } = useMutation({
    mutationKey,
    scope: { id: 'tags.move' },
    mutationFn: ({ tagId, place }: { tagId: TagView['id']; place: Place }) =>
      client.tags.move({ tagId, ...place }),
    onSuccess: (answer) => {
      // While another move is on its way, what is shown is ahead of the answer.
      if (queries.isMutating({ mutationKey }) === 1) queries.setQueryData<Tags>(queryKey, answer)
      // Both branches carry other numbers now.
      void queries.invalidateQueries({ queryKey: usageKey })
    },
    onError: (error) => {
      takeAway.current?.()
      showToast({ kind: 'error', title: t('tags.notMoved'), description: describeTagProblem(error, t) })
      void queries.invalidateQueries({ queryKey })
    },
  })
  const say = (message: Parameters<typeof showToast>[0]) => {
    takeAway.current?.()
    takeAway.current = showToast(message)
  }
  const move = (tagId: TagView['id'], to: Destination, isUndo: boolean): Place | null => {
    const items = queries.getQueryData<Tags>(queryKey)?.items ?? []
    const tags = placeTags(items.filter((tag) => tag.scope === scope))
    const tag = tags.find(({ id }) => id === tagId)
    const place = tag === undefined ? null : to(tags, tag)
    if (tag === undefined || place === null) return null
    const from = placeOf(tags, tag)
    if (isSamePlace(from, place)) return place
    const refusal = refusalOf(tags, tag, place)
    if (refusal !== null) {
      say({ title: t('tags.notMoved'), description: t(`tags.refused.${refusal}`, { name: tag.name }) })
      return null
    }
    const moved = afterMove(tags, tag, place)
    queries.setQueryData<Tags>(queryKey, {
      items: [...items.filter((one) => one.scope !== scope), ...moved],
    })
    mutate({ tagId, place })
    const undo = { label: t('tags.undo'), onPress: () => void takeBack(tagId, from) }
    say({ title: describePlace(tag.name, placeTags(moved), place, t), ...(isUndo ? {} : { action: undo }) })
    return place
  }
  const takeBack = useEffectEvent((tagId: TagView['id'], place: Place) => move(tagId, () => place, true))
  return (tag, to) => move(tag.id, to, false)
}

/** Where a tag stands now: "Late: under Delivery, 2 of 3". */
function describePlace(
  name: string,
  tags: readonly PlacedTag[],
  { parentId, position }: Place,
  t: Translate,
) {
  const parent = tags.find(({ id }) => id === parentId)
  const at = { name, n: position + 1, of: childrenOf(tags, parentId).length }
  return parent === undefined
    ? t('tags.movedToTop', at)
    : t('tags.movedUnder', { ...at, parent: parent.name })
}
