import type { BatchItemView, BatchView } from '@rapport/contract/light'
import type { BatchId } from '@rapport/domain'
import { useState } from 'react'
import { type ConsoleClient, useClient, useMessages } from '../../app/index.ts'
import { toastError } from '../actions/describe-error.ts'
import { canUndo } from './batch-target.ts'
import { undoOrders } from './undo-orders.ts'
import { useBatchIds, useBeginBatch } from './use-batches.ts'

/**
 * Takes back what a batch did to tags, as batches of its own: on each session the tags that really changed there, so
 * that one which it had before stays. Null where that cannot be: another kind of work, one still running, one that
 * changed nothing, or more rows than can be taken back.
 */
export function useUndoTags(batch: BatchView): Readonly<{ busy: boolean; run(): void }> | null {
  const t = useMessages()
  const client = useClient()
  const begin = useBeginBatch()
  const { drop } = useBatchIds()
  const [busy, setBusy] = useState(false)
  const { action } = batch
  const isChanged = batch.done > batch.unchanged
  if (action.do !== 'tag' || batch.state === 'running' || !isChanged || !canUndo(batch.total)) return null
  const run = async () => {
    for (const order of undoOrders(await itemsOf(client, batch.id))) await begin(order)
    drop(batch.id)
  }
  return {
    busy,
    run: () => {
      setBusy(true)
      run()
        .catch(toastError(t('sessions.batch.notUndone'), t))
        .finally(() => setBusy(false))
    },
  }
}

async function itemsOf({ batches }: ConsoleClient, batchId: BatchId): Promise<BatchItemView[]> {
  const items: BatchItemView[] = []
  let cursor: string | null = null
  do {
    const page: Awaited<ReturnType<typeof batches.items>> = await batches.items({
      batchId,
      limit: 200,
      ...(cursor === null ? {} : { cursor }),
    })
    items.push(...page.items)
    cursor = page.next
  } while (cursor !== null)
  return items
}
