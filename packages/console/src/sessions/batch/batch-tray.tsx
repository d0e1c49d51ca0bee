import { lazy, Suspense } from 'react'
import { useMessages, withWords } from '../../app/index.ts'
import { useBatchIds } from './use-batches.ts'

// Fetched with the first batch: on most days nobody begins one.
const BatchLine = lazy(
  withWords(() => import('./batch-line.tsx').then((part) => ({ default: part.BatchLine }))),
)

/**
 * The batches begun in this tab: how far each has come, what failed, and a way to stop it. One still running is here
 * again after the page was left. `onDone` runs when one has come to its end, for lists that may have changed.
 */
export function BatchTray({ onDone }: { onDone(): void }) {
  const t = useMessages()
  const { ids, drop } = useBatchIds()
  if (ids.length === 0) return null
  return (
    <section aria-label={t('sessions.batch.tray')} className="shrink-0 border-b border-line">
      <Suspense>
        {ids.map((id) => (
          <BatchLine key={id} batchId={id} onDrop={() => drop(id)} onDone={onDone} />
        ))}
      </Suspense>
    </section>
  )
}
