import type { ReviewQueueView } from '@rapport/contract/light'
import { Link } from '@tanstack/react-router'
import { ListChecks } from 'lucide-react'
import { useMay, useMe, useMessages, useShortcut, useShortcutLabel } from '../../app/index.ts'
import { Button, EmptyState, useFormats } from '../../ui/index.ts'
import { TabPage } from '../tab-page.tsx'
import { useQueues } from '../use-quality.ts'
import { GoalBar } from './goal-bar.tsx'
import { useNextReview } from './use-next-review.ts'

/** The queues with one's own part of the week, and the way into the next review. */
export function QueueTab() {
  const t = useMessages()
  const { user } = useMe()
  const mayManage = useMay('quality.manage')
  const { queues, isPending, error, retry } = useQueues()
  const isOwn = ({ reviewers }: ReviewQueueView) => reviewers.some(({ id }) => id === user.id)
  const own = queues.filter(isOwn)
  const others = queues.filter((queue) => !isOwn(queue))
  return (
    <TabPage
      description={t('quality.queueWhat')}
      isPending={isPending}
      error={queues.length === 0 ? error : null}
      onRetry={() => void retry()}
    >
      {queues.length === 0 ? (
        <EmptyState
          icon={<ListChecks size={20} aria-hidden="true" />}
          title={t('quality.noQueues')}
          description={t(mayManage ? 'quality.noQueuesWhy' : 'quality.noQueuesAsk')}
          action={mayManage ? <NewQueueLink /> : null}
        />
      ) : (
        <>
          <QueueList label={t('quality.ownQueues')} queues={own} isOwn />
          <QueueList label={t('quality.otherQueues')} queues={others} isOwn={false} />
        </>
      )}
    </TabPage>
  )
}

function NewQueueLink() {
  const t = useMessages()
  return (
    <Link
      to="/quality/queues/$queueId"
      params={{ queueId: 'new' }}
      className="text-accent underline underline-offset-2"
    >
      {t('quality.newQueue')}
    </Link>
  )
}

function QueueList(props: { label: string; queues: readonly ReviewQueueView[]; isOwn: boolean }) {
  if (props.queues.length === 0) return null
  return (
    <section className="grid gap-1">
      <h2 className="text-small font-medium text-faint">{props.label}</h2>
      <ul>
        {props.queues.map((queue, place) => (
          <li key={queue.id} className="border-b border-line">
            <QueueLine queue={queue} isOwn={props.isOwn} isFirst={props.isOwn && place === 0} />
          </li>
        ))}
      </ul>
    </section>
  )
}

function QueueLine({ queue, isOwn, isFirst }: { queue: ReviewQueueView; isOwn: boolean; isFirst: boolean }) {
  const t = useMessages()
  const keys = useShortcutLabel()
  const formats = useFormats()
  const { user } = useMe()
  const next = useNextReview()
  const own = queue.reviewers.find(({ id }) => id === user.id)
  const go = () => next.mutate({ queueId: queue.id })
  const isLeft = queue.waiting + queue.claimed > 0
  useShortcut('quality.key.nextReview', ']', go, { isEnabled: isFirst && isLeft })
  return (
    <div className="grid gap-2 py-3">
      <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
        <div className="min-w-40 flex-1">
          <h3 className="font-strong">
            <bdi>{queue.name}</bdi>
          </h3>
          <p className="text-small text-muted">
            {t('quality.waiting', { n: queue.waiting, count: formats.count(queue.waiting) })}
            {' · '}
            {t('quality.claimed', { n: queue.claimed })}
          </p>
        </div>
        {own === undefined ? null : <GoalBar done={own.done} goal={own.goal} />}
        {isOwn ? (
          <Button
            kind={isFirst ? 'primary' : 'secondary'}
            busy={next.isPending}
            disabled={!isLeft}
            title={isFirst ? `${t('quality.startReview')} (${keys(']')})` : undefined}
            onClick={go}
          >
            {t(isLeft ? 'quality.startReview' : 'quality.allDone')}
          </Button>
        ) : null}
      </div>
      <ReviewerParts queue={queue} />
    </div>
  )
}

function ReviewerParts({ queue }: { queue: ReviewQueueView }) {
  const t = useMessages()
  return (
    <ul aria-label={t('quality.reviewers')} className="flex flex-wrap gap-x-4 gap-y-1 text-small text-muted">
      {queue.reviewers.map(({ id, name, done, goal }) => (
        <li key={id}>
          <bdi>{name ?? t('quality.aReviewer')}</bdi> {goal > 0 ? t('quality.doneOf', { done, goal }) : done}
        </li>
      ))}
    </ul>
  )
}
