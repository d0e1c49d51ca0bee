import type { ReviewView, SessionRow } from '@rapport/contract/light'
import { useState } from 'react'
import { useMay, useMe, useMessages, useShortcut, useShortcutLabel } from '../../app/index.ts'
import { Banner, Button, RelativeTime } from '../../ui/index.ts'
import { useNextReview, useQueueInHand } from '../queues/use-next-review.ts'
import { StandingBadge } from '../reviews/standing-badge.tsx'
import { ScoreHead } from './card-pane.tsx'
import { CorrectedCard } from './corrected-card.tsx'
import { Exchange, RespondButtons } from './exchange.tsx'
import { remarkOn } from './judgements.ts'
import { usePins } from './pins.tsx'
import { ReviewBar } from './review-bar.tsx'
import { type ReviewDesk, ReviewFrame, useReviewDesk } from './review-desk.tsx'
import { ScoreCard } from './score-card.tsx'
import { useJudging } from './use-reviewing.ts'

const nothing = () => undefined

/** A review as it was given: read by the agent, who answers it, and by reviewers, who answer a dispute. */
export function GivenReview({ review, row }: { review: ReviewView; row: SessionRow }) {
  const { user } = useMe()
  const mayReview = useMay('quality.review')
  const desk = useReviewDesk(row)
  const [isCorrecting, setIsCorrecting] = useState(false)
  const isOwnWork = review.agentId === user.id
  const mayRespond = isOwnWork && review.state === 'submitted' && review.response === 'none'
  const mayAnswer = mayReview && !isOwnWork && review.response === 'disputed'
  if (isCorrecting) {
    return <CorrectedCard review={review} desk={desk} onClose={() => setIsCorrecting(false)} />
  }
  return (
    <Reading
      review={review}
      desk={desk}
      foot={
        <>
          <Exchange review={review} mayAnswer={mayAnswer} onCorrect={() => setIsCorrecting(true)} />
          {mayRespond ? <RespondButtons review={review} /> : null}
        </>
      }
    />
  )
}

function Reading(props: { review: ReviewView; desk: ReviewDesk; foot: React.ReactNode }) {
  const t = useMessages()
  const { review, desk } = props
  const queue = useQueueInHand()
  const judging = useJudging(review, nothing)
  const pins = usePins(review.scorecard?.definition ?? null, judging, () => desk.setPane('card'))
  const marks = pins && { marks: pins.marks, tools: nothing }
  return (
    <ReviewFrame
      desk={desk}
      extras={marks}
      banner={review.state === 'draft' ? <Banner kind="note">{t('quality.othersDraft')}</Banner> : null}
      bar={
        <ReviewBar
          review={review}
          queue={queue}
          standing={<Standing review={review} />}
          actions={queue === null ? null : <NextButton queueId={queue.id} />}
        />
      }
      card={
        <>
          <ScoreHead score={review.score} hasFailed={review.failedCritical.length > 0} note={null} />
          <div className="min-h-0 flex-1 overflow-y-auto">
            {review.scorecard === null ? null : (
              <ScoreCard
                scorecard={review.scorecard.definition}
                answers={review.answers}
                remarkOf={(id) => remarkOn(review.answers, {}, id)}
                score={review}
                messages={desk.messages}
                onShow={desk.show}
              />
            )}
            <WholeComment review={review} />
            {props.foot}
          </div>
        </>
      }
    />
  )
}

function Standing({ review }: { review: ReviewView }) {
  const t = useMessages()
  return (
    <>
      {review.reviewerName === null ? null : (
        <span className="truncate">
          {t('quality.by')} <bdi>{review.reviewerName}</bdi>
        </span>
      )}
      {review.submittedAt === null ? null : <RelativeTime at={review.submittedAt} />}
      <StandingBadge review={review} />
    </>
  )
}

function WholeComment({ review }: { review: ReviewView }) {
  const t = useMessages()
  if (review.comment === '') return null
  return (
    <section className="border-b border-line px-4 py-3">
      <h3 className="mb-0.5 text-small font-medium text-muted">
        {t(review.scorecard === null ? 'quality.notes' : 'quality.whole')}
      </h3>
      <p dir="auto" className="wrap-anywhere whitespace-pre-line">
        {review.comment}
      </p>
    </section>
  )
}

function NextButton({ queueId }: { queueId: NonNullable<ReturnType<typeof useQueueInHand>>['id'] }) {
  const t = useMessages()
  const keys = useShortcutLabel()
  const next = useNextReview()
  const go = () => next.mutate({ queueId })
  useShortcut('quality.key.nextReview', ']', go)
  return (
    <Button kind="primary" busy={next.isPending} title={`${t('quality.next')} (${keys(']')})`} onClick={go}>
      {t('quality.next')}
    </Button>
  )
}
