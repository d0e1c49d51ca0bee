import type { BatchItemView } from '@rapport/contract/light'
import type { BatchId } from '@rapport/domain'
import { Link } from '@tanstack/react-router'
import { useClient, useMessages, usePages } from '../../app/index.ts'
import { Button, Dialog, ErrorState, LoadingPane } from '../../ui/index.ts'
import { describeCode, describeError } from '../actions/describe-error.ts'

/** Which sessions of a batch were not done, and why, each with the way to it. */
export function BatchFailures({ batchId, onClose }: { batchId: BatchId; onClose(): void }) {
  const t = useMessages()
  const { batches } = useClient()
  const pages = usePages<BatchItemView>({
    key: ['batches', batchId, 'failed'],
    fetchPage: (cursor, signal) =>
      batches.items({ batchId, state: 'failed', ...(cursor === null ? {} : { cursor }) }, { signal }),
  })
  return (
    <Dialog isOpen width="medium" title={t('sessions.batch.failures')} onClose={onClose}>
      {pages.isPending ? <LoadingPane /> : null}
      {pages.error !== null && pages.rows.length === 0 ? (
        <ErrorState
          title={t('sessions.batch.failuresFailed')}
          description={describeError(pages.error, t)}
          onRetry={pages.retry}
        />
      ) : null}
      <ul className="grid">
        {pages.rows.map(({ sessionId, number, error }) => (
          <li
            key={sessionId}
            className="flex items-baseline gap-3 border-b border-line py-1.75 last:border-0"
          >
            <Link
              to="/sessions/$sessionId"
              params={{ sessionId }}
              className="shrink-0 text-accent underline-offset-2 hover:underline"
            >
              {t('sessions.panel.number', { number })}
            </Link>
            <span className="text-muted">{describeCode(error ?? 'internal', t)}</span>
          </li>
        ))}
      </ul>
      {pages.hasMore ? (
        <Button className="mt-2" busy={pages.isLoadingMore} onClick={pages.loadMore}>
          {t('sessions.batch.moreFailures')}
        </Button>
      ) : null}
    </Dialog>
  )
}
