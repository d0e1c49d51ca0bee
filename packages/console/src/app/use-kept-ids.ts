import { useSyncExternalStore } from 'react'
import { useMe } from './client.tsx'
import { createKeptIds, type KeptIds, type TextStorage } from './kept-ids.ts'

const held = new Map<string, KeptIds<string>>()

// Without a storage the work goes on all the same; it is only not found again after a reload.
const noStorage: TextStorage = { getItem: () => null, setItem: () => undefined }

function storageOfTab(): TextStorage {
  try {
    return sessionStorage
  } catch (error) {
    console.warn('This browser keeps nothing for a tab', error)
    return noStorage
  }
}

/** What this person has begun in this tab, of one kind of work (`batches`), newest first, until they put it aside. */
export function useKeptIds<Id extends string>(kind: string) {
  const { user, workspace } = useMe()
  const name = `rapport.${kind}.${workspace.id}.${user.id}`
  // Each kind of work has one kind of id.
  const kept = (held.get(name) ?? createKeptIds<Id>(name, storageOfTab())) as KeptIds<Id>
  held.set(name, kept as KeptIds<string>)
  return { ids: useSyncExternalStore(kept.subscribe, kept.get), add: kept.add, drop: kept.drop }
}
