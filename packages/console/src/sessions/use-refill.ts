import type { ListView } from '@rapport/sdk'
import { useEffect } from 'react'

// About a screenful: fewer leave nothing to scroll to, and only scrolling asks for the next page.
const thin = 15

/**
 * Fills a list again whose sessions have left it: by what waits to be shown when nothing else is, or by the next page.
 * Without it a busy hour's list stands empty above hundreds that belong to it.
 */
export function useRefill(
  { status, arrived, hasMore, isLoadingMore }: ListView,
  { shown, canAsk = true }: Readonly<{ shown: number; canAsk?: boolean }>,
  { showArrived, loadMore }: Readonly<{ showArrived(): void; loadMore(): void }>,
): void {
  const isEmptied = status === 'ready' && shown === 0 && arrived.length > 0
  const isThin = status === 'ready' && shown < thin && hasMore && !isLoadingMore && canAsk
  useEffect(() => {
    if (isEmptied) showArrived()
    else if (isThin) loadMore()
  }, [isEmptied, isThin, showArrived, loadMore])
}
