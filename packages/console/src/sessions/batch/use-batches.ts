import type { BatchAction, BatchView } from '@rapport/contract/light'
import type { BatchId, SessionId, SessionList } from '@rapport/domain'
import { isRapportError, newClientId } from '@rapport/sdk'
import { useQuery } from '@tanstack/react-query'
import { useCallback, useRef, useSyncExternalStore } from 'react'
import { useClient, useMe } from '../../app/index.ts'
import { createKeptBatches, type KeptBatches, type TextStorage } from './kept-batches.ts'

const held = new Map<string, KeptBatches>()

// Without a storage a batch goes on all the same; it is only not found again after a reload.
const noStorage: TextStorage = { getItem: () => null, setItem: () => undefined }

function storageOfTab(): TextStorage {
  try {
    return sessionStorage
  } catch (error) {
    console.warn('This browser keeps nothing for a tab', error)
    return noStorage
  }
}

function useKept(): KeptBatches {
  const { user, workspace } = useMe()
  const name = `rapport.batches.${workspace.id}.${user.id}`
  const kept = held.get(name) ?? createKeptBatches(name, storageOfTab())
  held.set(name, kept)
  return kept
}

/** The batches begun in this tab that have not been put aside, the newest first. */
export function useBatchIds(): Readonly<{ ids: readonly BatchId[]; drop(id: BatchId): void }> {
  const kept = useKept()
  return { ids: useSyncExternalStore(kept.subscribe, kept.get), drop: kept.drop }
}

/** What a batch is to do, and to which sessions; `expected` is how many the person was told of. */
export type BatchOrder = Readonly<{
  action: BatchAction
  target: Readonly<{ sessionIds: SessionId[] }> | Readonly<{ list: SessionList; filter: string }>
  expected?: number
}>

/** Begins batches. The same order again is the same batch, so that a lost answer never does the work twice. */
export function useBeginBatch(): (order: BatchOrder) => Promise<BatchView> {
  const { batches } = useClient()
  const kept = useKept()
  const attempt = useRef({ order: '', clientId: '' })
  return useCallback(
    async (order) => {
      const text = JSON.stringify(order)
      if (attempt.current.order !== text) attempt.current = { order: text, clientId: newClientId() }
      const batch = await batches.create({ clientId: attempt.current.clientId, ...order })
      // Done: the same words later are another batch.
      attempt.current = { order: '', clientId: '' }
      kept.add(batch.id)
      return batch
    },
    [batches, kept],
  )
}

/** How far a batch has come, asked every second while it runs. */
export function useBatch(batchId: BatchId) {
  const { batches } = useClient()
  const { data, error, refetch } = useQuery({
    queryKey: ['batches', batchId],
    queryFn: () => batches.get({ batchId }),
    refetchInterval: ({ state }) =>
      state.data === undefined || state.data.state === 'running' ? 1_000 : false,
    staleTime: 0,
  })
  return {
    batch: data ?? null,
    isGone: isRapportError(error) && error.code === 'not_found',
    cancel: async () => {
      await batches.cancel({ batchId })
      await refetch()
    },
  }
}
