import type { BatchAction, BatchView } from '@rapport/contract/light'
import type { BatchId, SessionId, SessionList } from '@rapport/domain'
import { isRapportError, newClientId } from '@rapport/sdk'
import { useQuery } from '@tanstack/react-query'
import { useCallback, useRef } from 'react'
import { useClient, useKeptIds } from '../../app/index.ts'

/** The batches begun in this tab that have not been put aside, the newest first. */
export const useBatchIds = () => useKeptIds<BatchId>('batches')

/** What a batch is to do, and to which sessions; `expected` is how many the person was told of. */
export type BatchOrder = Readonly<{
  action: BatchAction
  target: Readonly<{ sessionIds: SessionId[] }> | Readonly<{ list: SessionList; filter: string }>
  expected?: number
}>

/** Begins batches. The same order again is the same batch, so that a lost answer never does the work twice. */
export function useBeginBatch(): (order: BatchOrder) => Promise<BatchView> {
  const { batches } = useClient()
  const { add } = useBatchIds()
  const attempt = useRef({ order: '', clientId: '' })
  return useCallback(
    async (order) => {
      const text = JSON.stringify(order)
      if (attempt.current.order !== text) attempt.current = { order: text, clientId: newClientId() }
      const batch = await batches.create({ clientId: attempt.current.clientId, ...order })
      // Done: the same words later are another batch.
      attempt.current = { order: '', clientId: '' }
      add(batch.id)
      return batch
    },
    [batches, add],
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
