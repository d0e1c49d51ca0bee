import type { ReviewView, SessionRow } from '@rapport/contract/light'
import { useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { MoreHorizontal } from 'lucide-react'
import { useState } from 'react'
import { describeProblem, useClient, useMessages, useShortcut, useShortcutLabel } from '../../app/index.ts'
import { Button, ConfirmDialog, IconButton, Menu, showToast } from '../../ui/index.ts'
import { useNextReview, useQueueInHand, useSkip } from '../queues/use-next-review.ts'
import { useForgetQuality } from '../use-quality.ts'
import { CardPane } from './card-pane.tsx'
import { judgementsOf } from './judgements.ts'
import { PinKeys, usePins } from './pins.tsx'
import { ReviewBar } from './review-bar.tsx'
import { ReviewFrame, useReviewDesk } from './review-desk.tsx'
import { reviewKey } from './review-key.ts'
import { ConflictBanner, SaveLine } from './save-line.tsx'
import { goToCriterion, JudgingKeys } from './use-review-keys.tsx'
import { asInput, useDraft } from './use-reviewing.ts'

/** A review in the making: judged by keys or pointer beside the transcript, kept as it goes, given when it is complete. */
export function DraftReview({ review, row }: { review: ReviewView; row: SessionRow }) {
  const desk = useReviewDesk(row)
  const draft = useDraft(review)
  const { judging, save, saver } = draft
  const giving = useGiving(review, draft)
  const pins = usePins(review.scorecard?.definition ?? null, judging, () => desk.setPane('card'))
  return (
    <>
      <ReviewFrame
        desk={desk}
        extras={pins}
        onPress={
          judging.focusedId === null
            ? undefined
            : (messageId) => judging.focusedId !== null && judging.onPin(judging.focusedId, messageId)
        }
        bar={
          <ReviewBar
            review={review}
            queue={giving.queue}
            standing={<SaveLine save={save} onRetry={() => void saver.settle()} />}
            actions={<Actions giving={giving} />}
          />
        }
        banner={
          save.state === 'conflict' ? (
            <ConflictBanner
              theirs={save.theirs}
              ours={judging.judgements}
              onOurs={saver.keepOurs}
              onTheirs={() => {
                judging.replace(judgementsOf(save.theirs))
                saver.takeTheirs(save.theirs)
              }}
            />
          ) : null
        }
        card={<CardPane review={review} judging={judging} desk={desk} isChecked={giving.isChecked} />}
      />
      {review.scorecard === null ? null : (
        <>
          <JudgingKeys judging={judging} />
          <PinKeys desk={desk} judging={judging} />
        </>
      )}
      <LeaveDialogs giving={giving} />
    </>
  )
}

type Draft = ReturnType<typeof useDraft>

/** What leads out of a draft: giving it, skipping its session, throwing it away, and going on without. */
function useGiving(review: ReviewView, { judging, saver }: Draft) {
  const t = useMessages()
  const queries = useQueryClient()
  const navigate = useNavigate()
  const forget = useForgetQuality()
  const { reviews } = useClient()
  const queue = useQueueInHand()
  const next = useNextReview()
  const skip = useSkip()
  const [isChecked, setIsChecked] = useState(false)
  const [isGiving, setIsGiving] = useState(false)
  const [asked, setAsked] = useState<'skip' | 'discard' | null>(null)

  const submit = async () => {
    setIsChecked(true)
    const [missing] = judging.reckoned?.missing ?? []
    if (missing !== undefined) return goToCriterion(judging, missing)
    if (judging.score === null || isGiving) return
    setIsGiving(true)
    try {
      const seenVersion = await saver.settle()
      if (seenVersion === null) return
      const given = await reviews.submit({
        reviewId: review.id,
        seenVersion,
        ...asInput(judging.judgements),
      })
      showToast({ title: t('quality.given') })
      queries.setQueryData(reviewKey(review.id), given)
      await forget()
    } catch (error) {
      showToast({ kind: 'error', title: describeProblem(error, t) })
    } finally {
      setIsGiving(false)
    }
  }
  const onSkip = async () => {
    if (queue === null) return
    await skip.mutateAsync({ queueId: queue.id, reviewId: review.id, sessionId: review.sessionId })
    next.mutate({ queueId: queue.id })
  }
  const onDiscard = async () => {
    await reviews.discard({ reviewId: review.id })
    await forget()
    await navigate({ to: '/quality' })
  }
  const hasWork = Object.keys(judging.judgements.answers).length > 0 || judging.judgements.comment !== ''
  return {
    ...{ queue, isChecked, isGiving, asked, setAsked, submit },
    isSkipping: skip.isPending || next.isPending,
    next: () => queue !== null && next.mutate({ queueId: queue.id, reviewId: review.id }),
    skip: () => (hasWork ? setAsked('skip') : void onSkip()),
    confirm: () => {
      setAsked(null)
      const doing = asked === 'skip' ? onSkip() : onDiscard()
      doing.catch((error: unknown) => showToast({ kind: 'error', title: describeProblem(error, t) }))
    },
  }
}

type Giving = ReturnType<typeof useGiving>

function Actions({ giving }: { giving: Giving }) {
  const t = useMessages()
  const keys = useShortcutLabel()
  const { queue } = giving
  useShortcut('quality.key.submit', 'mod+enter', () => void giving.submit())
  useShortcut('quality.key.skip', 'shift+s', giving.skip, { isEnabled: queue !== null })
  useShortcut('quality.key.nextReview', ']', giving.next, { isEnabled: queue !== null })
  return (
    <>
      <Menu
        label={t('quality.more')}
        align="end"
        entries={[
          { label: t('quality.discard'), isDangerous: true, onSelect: () => giving.setAsked('discard') },
        ]}
        trigger={
          <IconButton label={t('quality.more')} icon={<MoreHorizontal size={16} aria-hidden="true" />} />
        }
      />
      {queue === null ? null : (
        <Button
          busy={giving.isSkipping}
          title={`${t('quality.skip')} (${keys('shift+s')})`}
          onClick={giving.skip}
        >
          {t('quality.skip')}
        </Button>
      )}
      <Button
        kind="primary"
        busy={giving.isGiving}
        title={`${t('quality.submit')} (${keys('mod+enter')})`}
        onClick={() => void giving.submit()}
      >
        {t('quality.submit')}
      </Button>
    </>
  )
}

function LeaveDialogs({ giving }: { giving: Giving }) {
  const t = useMessages()
  const { asked } = giving
  if (asked === null) return null
  return (
    <ConfirmDialog
      isOpen
      isDangerous
      title={t(`quality.${asked}Ask`)}
      description={t(`quality.${asked}Why`)}
      confirmLabel={t(`quality.${asked}`)}
      onConfirm={giving.confirm}
      onClose={() => giving.setAsked(null)}
    />
  )
}
