import type { MessageView, ReviewView } from '@rapport/contract/light'
import { type Answer, answerTo, type Criterion, criteriaOf, type MessageId } from '@rapport/domain'
import { Link } from '@tanstack/react-router'
import { type Translate, useMessages } from '../../app/index.ts'
import { Badge, RelativeTime } from '../../ui/index.ts'
import { EvidenceChips } from '../review/evidence-chips.tsx'
import { StandingBadge } from '../reviews/standing-badge.tsx'
import { Score } from '../score.tsx'

/** What a review of the open session takes to be shown. */
export type PriorReviewProps = Readonly<{
  review: ReviewView
  messages: readonly MessageView[]
  onMessage: (messageId: MessageId) => void
}>

/** One review in short: its score, its categories, and what was remarked, with ways to the messages it is about. */
export function PriorReview({ review, messages, onMessage }: PriorReviewProps) {
  const t = useMessages()
  const { scorecard } = review
  const categories = scorecard?.definition.categories ?? []
  return (
    <article className="grid grid-cols-1 gap-2 px-4 py-3">
      <header className="flex flex-wrap items-center gap-x-3 gap-y-1">
        <Score value={review.score} isLarge />
        <StandingBadge review={review} />
        <Link
          to="/quality/reviews/$reviewId"
          params={{ reviewId: review.id }}
          className="ms-auto text-accent underline-offset-2 hover:underline"
        >
          {t(review.state === 'draft' ? 'quality.goOn' : 'quality.open')}
        </Link>
      </header>
      <p className="text-small text-muted">
        <bdi>{review.reviewerName ?? t('quality.aReviewer')}</bdi>
        {' · '}
        <bdi>{scorecard?.name ?? t('quality.plain')}</bdi>
        {' · '}
        <RelativeTime at={review.submittedAt ?? review.updatedAt} />
      </p>
      {categories.length < 2 ? null : (
        <dl className="grid gap-0.5">
          {categories.map(({ id, name }) => (
            <div key={id} className="flex items-center gap-3">
              <dt className="min-w-0 flex-1 truncate text-muted">
                <bdi>{name}</bdi>
              </dt>
              <dd>
                <Score value={review.categoryScores[id] ?? null} />
              </dd>
            </div>
          ))}
        </dl>
      )}
      {scorecard === null
        ? null
        : remarked(review).map(({ criterion, answer }) => (
            <div key={criterion.id} className="grid grid-cols-1 gap-1">
              <p className="flex flex-wrap items-center gap-2">
                <bdi className="font-medium">{criterion.name}</bdi>
                <span className="text-muted">{valueWords(criterion, answer, t)}</span>
                {review.failedCritical.includes(criterion.id) ? (
                  <Badge kind="danger">{t('quality.criticalFailed')}</Badge>
                ) : null}
              </p>
              {answer.comment === '' ? null : (
                <p dir="auto" className="wrap-anywhere whitespace-pre-line text-muted">
                  {answer.comment}
                </p>
              )}
              <EvidenceChips
                name={criterion.name}
                messageIds={answer.evidence}
                messages={messages}
                onShow={onMessage}
              />
            </div>
          ))}
      {review.comment === '' ? null : (
        <p dir="auto" className="wrap-anywhere whitespace-pre-line">
          {review.comment}
        </p>
      )}
    </article>
  )
}

/** The criteria of which more is said than a number: a comment, a message, or that it failed everything. */
function remarked({ scorecard, answers, failedCritical }: ReviewView) {
  const criteria = scorecard === null ? [] : criteriaOf(scorecard.definition)
  return criteria.flatMap((criterion) => {
    const answer = answerTo(answers, criterion)
    const isSaid =
      answer !== undefined &&
      (answer.comment !== '' || answer.evidence.length > 0 || failedCritical.includes(criterion.id))
    return isSaid ? [{ criterion, answer }] : []
  })
}

function valueWords({ scale }: Criterion, { value }: Answer, t: Translate): string {
  if (value === null) return t('quality.notApplicable')
  if (scale.kind === 'yes_no') return t(value === 1 ? 'quality.yes' : 'quality.no')
  return t('quality.pointsOf', { value, max: scale.max })
}
