import type { ReviewView } from '@rapport/contract/light'
import { useMutation } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { ChevronDown, ClipboardCheck } from 'lucide-react'
import { type ReactNode, useState } from 'react'
import {
  describeProblem,
  type SessionQaProps,
  useClient,
  useMay,
  useMessages,
  usePages,
} from '../../app/index.ts'
import { Button, EmptyState, ErrorState, ListSkeleton, Menu, showToast } from '../../ui/index.ts'
import { useForgetQuality, useScorecards } from '../use-quality.ts'
import { PriorReview } from './prior-review.tsx'
import { QuickScore } from './quick-score.tsx'

/** The reviews of one session, and how to begin another: for reviewers, and for the agent whose work was reviewed. */
export function QaTab({ session, messages, onMessage }: SessionQaProps) {
  const t = useMessages()
  const mayReview = useMay('quality.review')
  const { reviews } = useClient()
  const [isQuick, setIsQuick] = useState(false)
  const pages = usePages<ReviewView>({
    key: ['reviews', 'of', session.id],
    fetchPage: (cursor, signal) =>
      reviews.list({ sessionId: session.id, ...(cursor === null ? {} : { cursor }) }, { signal }),
    everyMs: 20_000,
  })
  if (pages.isPending) return <ListSkeleton />
  if (pages.error !== null && !pages.isStale) {
    return (
      <ErrorState
        title={t('quality.listFailed')}
        description={describeProblem(pages.error, t)}
        onRetry={pages.retry}
        busy={pages.isRetrying}
      />
    )
  }
  const begin =
    mayReview && session.state === 'ended' && !isQuick ? (
      <BeginReview sessionId={session.id} onQuick={() => setIsQuick(true)} />
    ) : null
  return (
    <div className="h-full overflow-y-auto">
      {isQuick ? <QuickScore sessionId={session.id} onClose={() => setIsQuick(false)} /> : null}
      {pages.rows.length > 0 ? (
        <>
          {begin === null ? null : <div className="flex gap-2 px-4 py-3">{begin}</div>}
          <ul aria-label={t('quality.tab.reviews')}>
            {pages.rows.map((review) => (
              <li key={review.id} className="border-t border-line">
                <PriorReview review={review} messages={messages} onMessage={onMessage} />
              </li>
            ))}
          </ul>
        </>
      ) : isQuick ? null : (
        <NotReviewed begin={begin} />
      )}
    </div>
  )
}

function NotReviewed({ begin }: { begin: ReactNode }) {
  const t = useMessages()
  return (
    <EmptyState
      icon={<ClipboardCheck size={20} aria-hidden="true" />}
      title={t('quality.notReviewed')}
      description={t(begin === null ? 'quality.reviewedOnceEnded' : 'quality.notReviewedWhy')}
      action={begin}
    />
  )
}

function BeginReview(props: { sessionId: ReviewView['sessionId']; onQuick: () => void }) {
  const t = useMessages()
  const { reviews } = useClient()
  const navigate = useNavigate()
  const forget = useForgetQuality()
  const { scorecards } = useScorecards()
  const begin = useMutation({
    mutationFn: (scorecardId: NonNullable<ReviewView['scorecard']>['id']) =>
      reviews.begin({ sessionId: props.sessionId, scorecardId }),
    onSuccess: async ({ id }) => {
      await forget()
      await navigate({ to: '/quality/reviews/$reviewId', params: { reviewId: id } })
    },
    onError: (error) => showToast({ kind: 'error', title: describeProblem(error, t) }),
  })
  const usable = scorecards.filter(({ isArchived }) => !isArchived)
  const [only] = usable
  return (
    <>
      {only === undefined ? null : usable.length === 1 ? (
        <Button kind="primary" busy={begin.isPending} onClick={() => begin.mutate(only.id)}>
          {t('quality.begin')}
        </Button>
      ) : (
        <Menu
          label={t('quality.begin')}
          entries={[
            { heading: t('quality.scorecard') },
            ...usable.map(({ id, name }) => ({ label: name, onSelect: () => begin.mutate(id) })),
          ]}
          trigger={
            <Button kind="primary" busy={begin.isPending}>
              {t('quality.begin')}
              <ChevronDown size={14} aria-hidden="true" />
            </Button>
          }
        />
      )}
      <Button onClick={props.onQuick}>{t('quality.quick')}</Button>
    </>
  )
}
