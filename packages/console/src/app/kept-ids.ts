/** What keeps text by name, as a browser's own storage does. */
export type TextStorage = Pick<Storage, 'getItem' | 'setItem'>

/** The work somebody has begun and not yet put aside, so that what still runs is found again after a reload. */
export type KeptIds<Id extends string> = Readonly<{
  get(): readonly Id[]
  subscribe(listener: () => void): () => void
  add(id: Id): void
  drop(id: Id): void
}>

const keptMax = 5

/** Keeps the newest few of them under a name, for as long as the storage lasts. */
export function createKeptIds<Id extends string>(name: string, storage: TextStorage): KeptIds<Id> {
  let ids = read<Id>(storage.getItem(name))
  const listeners = new Set<() => void>()
  const set = (next: readonly Id[]) => {
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

const read = <Id extends string>(text: string | null): readonly Id[] =>
  (text ?? '').split(' ').filter((id): id is Id => uuid.test(id))
