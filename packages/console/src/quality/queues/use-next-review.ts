import type { ReviewId, ReviewQueueId, SessionId } from '@rapport/domain'
import { isRapportError } from '@rapport/sdk'
import { useMutation } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { describeProblem, useClient, useMay, useMe, useMessages } from '../../app/index.ts'
import { showToast } from '../../ui/index.ts'
import { useForgetQuality, useQueues } from '../use-quality.ts'

/** The queue a reviewer works off at the moment, and their own part of the week. */
export type QueueInHand = Readonly<{ id: ReviewQueueId; name: string; done: number; goal: number }>

/** The queue that is named in a review's address. */
export function useQueueInHand(): QueueInHand | null {
  const { queue } = useSearch({ from: '/shell/quality/reviews/$reviewId' })
  const { user } = useMe()
  const mayReview = useMay('quality.review')
  const { queues } = useQueues(queue !== undefined && mayReview)
  const known = queues.find(({ id }) => id === queue)
  if (known === undefined) return null
  const own = known.reviewers.find(({ id }) => id === user.id)
  return {
    id: known.id,
    name: known.name,
    done: own?.done ?? known.doneThisWeek,
    goal: own?.goal ?? known.definition.weeklyGoal,
  }
}

const lostMax = 5

type Handed = Readonly<{ reviewId: ReviewId; sessionId: SessionId }> | null

/** Takes the next session of a queue and opens its review; says so where there is none. */
export function useNextReview() {
  const t = useMessages()
  const { reviewQueues, reviews } = useClient()
  const navigate = useNavigate()
  const forget = useForgetQuality()

  /** A session that was deleted since it was drawn is put out of the queue, and the next one asked for. */
  async function take(reviewQueueId: ReviewQueueId, lost = 0): Promise<Handed> {
    const { item } = await reviewQueues.next({ reviewQueueId })
    if (item === null) return null
    const { sessionId, scorecardId } = item
    try {
      const { id } = await reviews.begin({ sessionId, scorecardId })
      return { reviewId: id, sessionId }
    } catch (error) {
      if (!isRapportError(error) || error.code !== 'not_found' || lost >= lostMax) throw error
      await reviewQueues.skip({ reviewQueueId, sessionId })
      return take(reviewQueueId, lost + 1)
    }
  }

  return useMutation({
    mutationFn: (from: { queueId: ReviewQueueId; reviewId?: ReviewId }) => take(from.queueId),
    onSuccess: async (handed, { queueId, reviewId }) => {
      await forget()
      if (handed === null) {
        showToast({ title: t('quality.queueDone'), description: t('quality.queueDoneWhy') })
        await navigate({ to: '/quality' })
      } else if (handed.reviewId === reviewId) {
        showToast({ title: t('quality.finishFirst') })
      } else {
        await navigate({
          to: '/quality/reviews/$reviewId',
          params: { reviewId: handed.reviewId },
          search: { queue: queueId },
        })
      }
    },
    onError: (error) => showToast({ kind: 'error', title: describeProblem(error, t) }),
  })
}

/** Leaves a session of a queue unreviewed, for good, with the draft that was begun of it. */
export function useSkip() {
  const t = useMessages()
  const { reviewQueues, reviews } = useClient()
  return useMutation({
    mutationFn: async (which: { queueId: ReviewQueueId; reviewId: ReviewId; sessionId: SessionId }) => {
      await reviewQueues.skip({ reviewQueueId: which.queueId, sessionId: which.sessionId })
      await reviews.discard({ reviewId: which.reviewId })
    },
    onError: (error) => showToast({ kind: 'error', title: describeProblem(error, t) }),
  })
}
