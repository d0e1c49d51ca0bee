import type { BatchId } from '@rapport/domain'

/** What keeps text by name, as a browser's own storage does. */
export type TextStorage = Pick<Storage, 'getItem' | 'setItem'>

/** The batches somebody has begun and not yet put aside, so that one still running is found again after a reload. */
export type KeptBatches = Readonly<{
  get(): readonly BatchId[]
  subscribe(listener: () => void): () => void
  add(id: BatchId): void
  drop(id: BatchId): void
}>

const keptMax = 5

/** Keeps the newest few of them under a name, for as long as the storage lasts. */
export function createKeptBatches(name: string, storage: TextStorage): KeptBatches {
  let ids = read(storage.getItem(name))
  const listeners = new Set<() => void>()
  const set = (next: readonly BatchId[]) => {
    ids = next
    storage.setItem(name, ids.join(' '))
    for (const notify of listeners) notify()
  }
  return {
    get: () => ids,
    subscribe(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    add: (id) => set([id, ...ids.filter((one) => one !== id)].slice(0, keptMax)),
    drop: (id) => set(ids.filter((one) => one !== id)),
  }
}

const uuid = /^[0-9a-f-]{36}$/

const read = (text: string | null): readonly BatchId[] =>
  (text ?? '').split(' ').filter((id): id is BatchId => uuid.test(id))
