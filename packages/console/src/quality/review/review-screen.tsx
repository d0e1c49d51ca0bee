import type { ReviewView } from '@rapport/contract/light'
import { asId, type ReviewId } from '@rapport/domain'
import { isRapportError } from '@rapport/sdk'
import { useQuery } from '@tanstack/react-query'
import { Link, useParams } from '@tanstack/react-router'
import { describeProblem, useClient, useMe, useMessages, useTitle } from '../../app/index.ts'
import { useReadRow } from '../../sessions/index.ts'
import { EmptyState, ErrorState, LoadingPane } from '../../ui/index.ts'
import { DraftReview } from './draft-review.tsx'
import { GivenReview } from './given-review.tsx'
import { reviewKey } from './review-key.ts'

/** One review beside what was said: to be filled in by whoever began it, to be read and answered once it was given. */
export function ReviewScreen() {
  const t = useMessages()
  const { reviewId } = useParams({ from: '/shell/quality/reviews/$reviewId' })
  const id = asId<ReviewId>(reviewId)
  const { reviews } = useClient()
  const { data, error, refetch, isFetching } = useQuery({
    queryKey: reviewKey(id),
    queryFn: () => reviews.get({ reviewId: id }),
    staleTime: 5_000,
  })
  useTitle(data === undefined ? t('quality.title') : t('quality.reviewOf', { number: data.sessionNumber }))
  if (data !== undefined) return <ReviewedSession key={data.id} review={data} />
  if (error === null) return <LoadingPane />
  const isGone = isRapportError(error) && (error.code === 'not_found' || error.code === 'bad_request')
  return isGone ? (
    <EmptyState
      isWholePage
      title={t('quality.noReview')}
      description={t('quality.noReviewWhy')}
      action={
        <Link to="/quality" className="text-accent underline underline-offset-2">
          {t('quality.toQuality')}
        </Link>
      }
    />
  ) : (
    <ErrorState
      title={t('quality.reviewFailed')}
      description={describeProblem(error, t)}
      onRetry={() => void refetch()}
      busy={isFetching}
    />
  )
}

function ReviewedSession({ review }: { review: ReviewView }) {
  const t = useMessages()
  const { user } = useMe()
  const { row, error, retry } = useReadRow(review.sessionId)
  if (row === undefined) {
    return error === null ? (
      <LoadingPane />
    ) : (
      <ErrorState
        title={t('quality.sessionFailed')}
        description={t('quality.sessionFailedWhy')}
        onRetry={() => void retry()}
      />
    )
  }
  const isMine = review.reviewerId === user.id
  return isMine && review.state === 'draft' ? (
    <DraftReview review={review} row={row} />
  ) : (
    <GivenReview key={review.version} review={review} row={row} />
  )
}
