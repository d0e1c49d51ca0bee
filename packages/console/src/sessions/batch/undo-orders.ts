import type { BatchAction, BatchItemView } from '@rapport/contract/light'
import type { SessionId } from '@rapport/domain'
import { chosenMax } from './batch-target.ts'

/** A batch that takes back a part of what another did. */
export type UndoOrder = Readonly<{ action: BatchAction; target: Readonly<{ sessionIds: SessionId[] }> }>

type Group = Readonly<{ action: BatchAction; sessionIds: SessionId[] }>

/**
 * What takes back what a batch did to tags, from what became of each session: only the tags that it really changed
 * there, so that one which was there before stays. Sessions with the same change are one batch, as far as one can name.
 */
export function undoOrders(items: readonly Pick<BatchItemView, 'sessionId' | 'tags'>[]): UndoOrder[] {
  const alike = new Map<string, Group>()
  for (const { sessionId, tags } of items) {
    if (tags === null || tags.added.length + tags.removed.length === 0) continue
    const key = JSON.stringify([tags.added.toSorted(), tags.removed.toSorted()])
    const group: Group = alike.get(key) ?? {
      action: { do: 'tag', add: tags.removed, remove: tags.added },
      sessionIds: [],
    }
    group.sessionIds.push(sessionId)
    alike.set(key, group)
  }
  return [...alike.values()].flatMap(({ action, sessionIds }) =>
    inParts(sessionIds).map((part) => ({ action, target: { sessionIds: part } })),
  )
}

const inParts = (ids: readonly SessionId[]): SessionId[][] =>
  Array.from({ length: Math.ceil(ids.length / chosenMax) }, (_, i) =>
    ids.slice(i * chosenMax, (i + 1) * chosenMax),
  )
