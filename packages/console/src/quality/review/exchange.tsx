import type { ReviewView } from '@rapport/contract/light'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { type ReactNode, useState } from 'react'
import { describeProblem, useClient, useMessages } from '../../app/index.ts'
import { Button, FormDialog, RelativeTime, showToast, Textarea } from '../../ui/index.ts'
import { useForgetQuality } from '../use-quality.ts'
import { reviewKey } from './review-key.ts'

/** What the agent said of a review and what was answered; a dispute that waits can be answered here. */
export function Exchange(props: { review: ReviewView; mayAnswer: boolean; onCorrect: () => void }) {
  const t = useMessages()
  const { review, mayAnswer } = props
  const [isUpholding, setIsUpholding] = useState(false)
  if (review.response === 'none' || review.respondedAt === null) return null
  const isAcknowledged = review.response === 'acknowledged'
  const agent = review.agentName ?? t('quality.theAgent')
  return (
    <section aria-label={t('quality.exchange')} className="grid gap-3 px-4 py-3">
      <Said
        who={t(isAcknowledged ? 'quality.agentAcknowledged' : 'quality.agentDisputed', { name: agent })}
        at={review.respondedAt}
      >
        {review.responseText}
      </Said>
      {review.answeredAt === null ? null : (
        <Said
          who={t(review.response === 'corrected' ? 'quality.answerCorrected' : 'quality.answerUpheld', {
            name: review.answeredByName ?? t('quality.aReviewer'),
          })}
          at={review.answeredAt}
        >
          {review.answerText}
        </Said>
      )}
      {mayAnswer ? (
        <div className="flex flex-wrap gap-2">
          <Button kind="primary" onClick={props.onCorrect}>
            {t('quality.correct')}
          </Button>
          <Button onClick={() => setIsUpholding(true)}>{t('quality.uphold')}</Button>
        </div>
      ) : review.response === 'disputed' ? (
        <p className="text-small text-muted">{t('quality.waitsForAnswer')}</p>
      ) : null}
      {isUpholding ? <UpholdDialog review={review} onClose={() => setIsUpholding(false)} /> : null}
    </section>
  )
}

function Said({ who, at, children }: { who: string; at: number; children: ReactNode }) {
  return (
    <div>
      <p className="text-small text-muted">
        {who} · <RelativeTime at={at} />
      </p>
      {children ? (
        <p dir="auto" className="rounded-base bg-sunken px-3 py-2 wrap-anywhere whitespace-pre-line">
          {children}
        </p>
      ) : null}
    </div>
  )
}

/** For the agent: that they have seen it, or why they do not agree. */
export function RespondButtons({ review }: { review: ReviewView }) {
  const t = useMessages()
  const { reviews } = useClient()
  const [isDisputing, setIsDisputing] = useState(false)
  const respond = useChange((response: 'acknowledged' | 'disputed', text: string) =>
    reviews.respond({ reviewId: review.id, response, text }),
  )
  return (
    <section aria-label={t('quality.respond')} className="grid gap-2 px-4 py-3">
      <p className="text-muted">{t('quality.respondHow')}</p>
      <div className="flex flex-wrap gap-2">
        <Button kind="primary" busy={respond.isPending} onClick={() => respond.mutate(['acknowledged', ''])}>
          {t('quality.acknowledge')}
        </Button>
        <Button onClick={() => setIsDisputing(true)}>{t('quality.dispute')}</Button>
      </div>
      {isDisputing ? (
        <ReasonDialog
          title={t('quality.disputeTitle')}
          description={t('quality.disputeWhy')}
          submitLabel={t('quality.dispute')}
          sending={respond}
          onSend={(text) => respond.mutate(['disputed', text])}
          onClose={() => setIsDisputing(false)}
        />
      ) : null}
    </section>
  )
}

function UpholdDialog({ review, onClose }: { review: ReviewView; onClose: () => void }) {
  const t = useMessages()
  const { reviews } = useClient()
  const uphold = useChange((text: string) =>
    reviews.answer({ reviewId: review.id, seenVersion: review.version, text, corrected: null }),
  )
  return (
    <ReasonDialog
      title={t('quality.upholdTitle')}
      description={t('quality.upholdWhy')}
      submitLabel={t('quality.uphold')}
      sending={uphold}
      onSend={(text) => uphold.mutate([text])}
      onClose={onClose}
    />
  )
}

type Sending = Readonly<{ isPending: boolean; error: Error | null }>

function ReasonDialog(props: {
  title: string
  description: string
  submitLabel: string
  sending: Sending
  onSend: (text: string) => void
  onClose: () => void
}) {
  const t = useMessages()
  const [text, setText] = useState('')
  const { sending } = props
  return (
    <FormDialog
      isOpen
      title={props.title}
      description={props.description}
      submitLabel={props.submitLabel}
      busy={sending.isPending}
      isReady={text.trim() !== ''}
      error={sending.error === null ? null : describeProblem(sending.error, t)}
      onSubmit={() => props.onSend(text.trim())}
      onClose={props.onClose}
    >
      <Textarea
        label={t('quality.reason')}
        value={text}
        maxLength={5000}
        onChange={(event) => setText(event.target.value)}
      />
    </FormDialog>
  )
}

/** A change of a review, after which every screen that shows it knows. */
export function useChange<Args extends readonly unknown[]>(
  change: (...args: Args) => Promise<ReviewView>,
  onChanged: () => void = () => undefined,
) {
  const t = useMessages()
  const queries = useQueryClient()
  const forget = useForgetQuality()
  return useMutation({
    mutationFn: (args: Args) => change(...args),
    onSuccess: async (review) => {
      onChanged()
      queries.setQueryData(reviewKey(review.id), review)
      await forget()
    },
    onError: (error) => showToast({ kind: 'error', title: describeProblem(error, t) }),
  })
}
