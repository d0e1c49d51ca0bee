import { reviewEndpoints, reviewQueueEndpoints, scorecardEndpoints } from '@rapport/contract'
import { type Route, route } from '../platform/http/index.ts'
import { decodeKey, pageOf } from '../platform/http/page-key.ts'
import { answerDispute, respondToReview } from './answer-review.ts'
import { beginReview } from './begin-review.ts'
import { changeQueue, makeQueue, previewQueue, readQueues, removeQueue } from './change-queues.ts'
import { archiveScorecard, changeScorecard, makeScorecard } from './change-scorecards.ts'
import { readCoaching } from './coach.ts'
import { compareReviewers } from './compare-reviewers.ts'
import { handOut, skipSession } from './hand-out.ts'
import { presentReview, readerOf } from './present-review.ts'
import { listReviews } from './review-queries.ts'
import { listScorecards } from './scorecard-queries.ts'
import { discardReview, getReview, saveReview, submitReview } from './write-review.ts'

const scorecardRoutes = [
  route(scorecardEndpoints.list, async (ctx) => ({ items: await listScorecards(ctx.db, ctx.scope) })),
  route(scorecardEndpoints.create, (ctx, choices) => makeScorecard(ctx, choices)),
  route(scorecardEndpoints.change, (ctx, change) => changeScorecard(ctx, change)),
  route(scorecardEndpoints.archive, (ctx, wish) => archiveScorecard(ctx, wish)),
]

const reviewRoutes = [
  route(reviewEndpoints.list, async (ctx, { limit, cursor, ...asked }) => {
    const before = cursor === undefined ? null : decodeKey(cursor)
    const found = await listReviews(ctx.db, ctx.scope, {
      ...asked,
      reader: readerOf(ctx),
      before,
      limit: limit + 1,
    })
    const { items, next } = pageOf(found, limit, ({ at, id }) => ({ at, id }))
    return { items: items.map(presentReview), next }
  }),
  route(reviewEndpoints.get, async (ctx, { reviewId }) => presentReview(await getReview(ctx, reviewId))),
  route(reviewEndpoints.begin, (ctx, wish) => beginReview(ctx, wish)),
  route(reviewEndpoints.save, (ctx, draft) => saveReview(ctx, draft)),
  route(reviewEndpoints.submit, (ctx, review) => submitReview(ctx, review)),
  route(reviewEndpoints.discard, async (ctx, { reviewId }) => {
    await discardReview(ctx, reviewId)
    return {}
  }),
  route(reviewEndpoints.respond, (ctx, response) => respondToReview(ctx, response)),
  route(reviewEndpoints.answer, (ctx, answer) => answerDispute(ctx, answer)),
  route(reviewEndpoints.calibration, (ctx, asked) => compareReviewers(ctx, asked)),
  route(reviewEndpoints.coaching, (ctx, asked) => readCoaching(ctx, asked)),
]

const queueRoutes = [
  route(reviewQueueEndpoints.list, async (ctx) => ({ items: await readQueues(ctx) })),
  route(reviewQueueEndpoints.create, (ctx, choices) => makeQueue(ctx, choices)),
  route(reviewQueueEndpoints.change, (ctx, choices) => changeQueue(ctx, choices)),
  route(reviewQueueEndpoints.remove, async (ctx, { reviewQueueId }) => {
    await removeQueue(ctx, reviewQueueId)
    return {}
  }),
  route(reviewQueueEndpoints.preview, (ctx, { definition }) => previewQueue(ctx, definition)),
  route(reviewQueueEndpoints.next, (ctx, { reviewQueueId }) => handOut(ctx, reviewQueueId)),
  route(reviewQueueEndpoints.skip, async (ctx, place) => {
    await skipSession(ctx, place)
    return {}
  }),
]

/** The endpoints of scorecards, reviews and their queues. */
export const qualityRoutes: readonly Route[] = [...scorecardRoutes, ...reviewRoutes, ...queueRoutes]
