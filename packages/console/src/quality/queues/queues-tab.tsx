import type { ReviewQueueView } from '@rapport/contract/light'
import { useMutation } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { ListChecks, Plus, Trash2 } from 'lucide-react'
import { useState } from 'react'
import { describeProblem, useClient, useMessages } from '../../app/index.ts'
import { ConfirmDialog, EmptyState, IconButton, showToast } from '../../ui/index.ts'
import { ButtonLink } from '../button-link.tsx'
import { TabPage } from '../tab-page.tsx'
import { useForgetQuality, useQueues, useScorecards } from '../use-quality.ts'

/** Which sessions are drawn for review, by whom they are reviewed and how many: every queue, to be made and changed. */
export function QueuesTab() {
  const t = useMessages()
  const { queues, isPending, error, retry } = useQueues()
  const [removing, setRemoving] = useState<ReviewQueueView | null>(null)
  const add = (
    <ButtonLink
      to="/quality/queues/$queueId"
      params={{ queueId: 'new' }}
      icon={<Plus size={15} aria-hidden="true" />}
    >
      {t('quality.newQueue')}
    </ButtonLink>
  )
  return (
    <TabPage
      description={t('quality.queuesWhat')}
      action={queues.length > 0 ? add : null}
      isPending={isPending}
      error={queues.length === 0 ? error : null}
      onRetry={() => void retry()}
    >
      {queues.length === 0 ? (
        <EmptyState
          icon={<ListChecks size={20} aria-hidden="true" />}
          title={t('quality.noQueues')}
          description={t('quality.noQueuesWhy')}
          action={add}
        />
      ) : (
        <ul aria-label={t('quality.tab.queues')}>
          {queues.map((queue) => (
            <li key={queue.id}>
              <QueueSettingsLine queue={queue} onRemove={() => setRemoving(queue)} />
            </li>
          ))}
        </ul>
      )}
      {removing === null ? null : <RemoveQueue queue={removing} onClose={() => setRemoving(null)} />}
    </TabPage>
  )
}

function QueueSettingsLine({ queue, onRemove }: { queue: ReviewQueueView; onRemove: () => void }) {
  const t = useMessages()
  const { scorecards } = useScorecards()
  const { definition, name } = queue
  const scorecard = scorecards.find(({ id }) => id === definition.scorecardId)
  return (
    <div className="flex items-center gap-3 border-b border-line-soft py-2">
      <div className="min-w-0 flex-1">
        <Link
          to="/quality/queues/$queueId"
          params={{ queueId: queue.id }}
          className="font-strong underline-offset-2 hover:underline"
        >
          <bdi>{name}</bdi>
        </Link>
        <p className="text-small text-muted">
          {t('quality.perWeekOf', { n: definition.sample.perWeek })}
          {definition.sample.stratum === null ? null : (
            <>
              {' · '}
              {t(`quality.evenly.${definition.sample.stratum}`)}
            </>
          )}
          {' · '}
          <bdi>{scorecard?.name ?? t('quality.plain')}</bdi>
          {' · '}
          {t('quality.byReviewers', { n: definition.reviewerIds.length })}
        </p>
      </div>
      <IconButton
        label={t('app.ordered.remove', { name })}
        icon={<Trash2 size={14} aria-hidden="true" />}
        onClick={onRemove}
      />
    </div>
  )
}

function RemoveQueue({ queue, onClose }: { queue: ReviewQueueView; onClose: () => void }) {
  const t = useMessages()
  const { reviewQueues } = useClient()
  const forget = useForgetQuality()
  const remove = useMutation({
    mutationFn: () => reviewQueues.remove({ reviewQueueId: queue.id }),
    onSuccess: async () => {
      await forget()
      showToast({ title: t('quality.queueRemoved', { name: queue.name }) })
      onClose()
    },
  })
  return (
    <ConfirmDialog
      isOpen
      isDangerous
      title={t('quality.removeQueue', { name: queue.name })}
      description={t('quality.removeQueueWhy')}
      confirmLabel={t('quality.removeQueueIt')}
      busy={remove.isPending}
      error={remove.error === null ? null : describeProblem(remove.error, t)}
      onConfirm={() => remove.mutate()}
      onClose={onClose}
    />
  )
}
