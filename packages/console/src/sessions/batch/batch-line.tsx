import type { BatchView } from '@rapport/contract/light'
import type { BatchId } from '@rapport/domain'
import { X } from 'lucide-react'
import { lazy, Suspense, useEffect, useEffectEvent, useState } from 'react'
import { useMessages } from '../../app/index.ts'
import { Button, IconButton, ProgressBar, useFormats } from '../../ui/index.ts'
import { toastError } from '../actions/describe-error.ts'
import { describeBatch } from './describe-batch.ts'
import { useBatchNames } from './use-batch-names.ts'
import { useBatch } from './use-batches.ts'
import { useUndoTags } from './use-undo-tags.ts'

// Fetched when somebody asks why: most batches fail nowhere.
const BatchFailures = lazy(() =>
  import('./batch-failures.tsx').then((part) => ({ default: part.BatchFailures })),
)

/** One batch: what it does, how far it has come, and what can be done about it. */
export function BatchLine({ batchId, onDrop, onDone }: { batchId: BatchId; onDrop(): void; onDone(): void }) {
  const t = useMessages()
  const { batch, isGone, cancel } = useBatch(batchId)
  const names = useBatchNames()
  useOnceDone(batch, onDone)
  const dropGone = useEffectEvent(onDrop)
  useEffect(() => {
    if (isGone) dropGone()
  }, [isGone])
  if (batch === null) return null
  const isRunning = batch.state === 'running'
  const label = describeBatch(batch, names, t)
  return (
    <div className="grid gap-1.5 px-4 py-1.75">
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
        <span className="min-w-0 truncate font-medium">{label}</span>
        <HowFar batch={batch} />
        <span className="flex-1" />
        <BatchActions batch={batch} />
        {isRunning ? (
          <Button
            size="small"
            onClick={() => void cancel().catch(toastError(t('sessions.batch.notStopped'), t))}
          >
            {t('sessions.batch.stop')}
          </Button>
        ) : (
          <IconButton
            size="small"
            label={t('sessions.batch.dismiss')}
            icon={<X size={15} aria-hidden="true" />}
            onClick={onDrop}
          />
        )}
      </div>
      {isRunning ? (
        <ProgressBar
          label={label}
          value={batch.total === 0 ? 0 : (batch.done + batch.failed) / batch.total}
        />
      ) : null}
    </div>
  )
}

/** Tells once that a batch has come to its end; one that had when it was first seen is no news. */
function useOnceDone(batch: BatchView | null, onDone: () => void): void {
  const [wasRunning, setWasRunning] = useState(false)
  const tell = useEffectEvent(onDone)
  const state = batch?.state ?? null
  if (state === 'running' && !wasRunning) setWasRunning(true)
  useEffect(() => {
    if (wasRunning && state !== null && state !== 'running') tell()
  }, [wasRunning, state])
}

function HowFar({ batch }: { batch: BatchView }) {
  const t = useMessages()
  const formats = useFormats()
  const { state, done, failed, total } = batch
  const counts = {
    done: formats.count(done),
    total: formats.count(total),
    left: formats.count(total - done - failed),
  }
  return (
    <span role="status" className="text-small text-muted">
      {t(`sessions.batch.state.${state}`, counts)}
      {batch.unchanged > 0 ? ` (${t('sessions.batch.unchanged', { n: batch.unchanged })})` : null}
    </span>
  )
}

/** What can still be learnt of a batch, or taken back. */
function BatchActions({ batch }: { batch: BatchView }) {
  const t = useMessages()
  const [isShown, setIsShown] = useState(false)
  const undo = useUndoTags(batch)
  return (
    <>
      {batch.failed > 0 ? (
        <Button size="small" kind="quiet" className="text-danger!" onClick={() => setIsShown(true)}>
          {t('sessions.batch.failed', { n: batch.failed })}
        </Button>
      ) : null}
      {undo === null ? null : (
        <Button size="small" busy={undo.busy} onClick={undo.run} title={t('sessions.batch.undoWhat')}>
          {t('sessions.action.undo')}
        </Button>
      )}
      {isShown ? (
        <Suspense>
          <BatchFailures batchId={batch.id} onClose={() => setIsShown(false)} />
        </Suspense>
      ) : null}
    </>
  )
}
