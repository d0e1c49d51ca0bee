import type { BatchView } from '@rapport/contract/light'
import type { BatchId, SessionId } from '@rapport/domain'
import { useState } from 'react'
import { type ConsoleClient, useClient, useMessages } from '../../app/index.ts'
import { toastError } from '../actions/describe-error.ts'
import { chosenMax } from './batch-target.ts'
import { useBatchIds, useBeginBatch } from './use-batches.ts'

/**
 * Takes tags off again where a batch put them on, and the other way round, as a batch of its own over the rows that were
 * done. Null where that cannot be: another kind of work, one still running, or more rows than one batch may name.
 */
export function useUndoTags(batch: BatchView): Readonly<{ busy: boolean; run(): void }> | null {
  const t = useMessages()
  const client = useClient()
  const begin = useBeginBatch()
  const { drop } = useBatchIds()
  const [busy, setBusy] = useState(false)
  const { action } = batch
  if (action.do !== 'tag' || batch.state === 'running' || batch.done === 0 || batch.total > chosenMax)
    return null
  const run = async () => {
    const sessionIds = await doneIn(client, batch.id)
    await begin({ action: { do: 'tag', add: action.remove, remove: action.add }, target: { sessionIds } })
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

async function doneIn({ batches }: ConsoleClient, batchId: BatchId): Promise<SessionId[]> {
  const ids: SessionId[] = []
  let cursor: string | null = null
  do {
    const page: Awaited<ReturnType<typeof batches.items>> = await batches.items({
      batchId,
      limit: 200,
      ...(cursor === null ? {} : { cursor }),
    })
    ids.push(...page.items.filter(({ state }) => state === 'done').map(({ sessionId }) => sessionId))
    cursor = page.next
  } while (cursor !== null)
  return ids
}
