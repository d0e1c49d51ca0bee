import { coachingWeeks } from '@rapport/domain'
import { z } from 'zod'
import { endpoint } from './endpoint.ts'
import {
  agentId,
  cleanText,
  cursor,
  listOf,
  messageId,
  moment,
  nothing,
  page,
  reviewId,
  scorecardId,
  sessionId,
} from './scalars.ts'
import { criterionId, scorecardDefinition } from './scorecards.ts'

/** The judgement of one criterion: points (1 and 0 for yes and no), null for not applicable. */
export const reviewAnswer = z.strictObject({
  value: z.number().nullable(),
  comment: cleanText(2_000).default(''),
  evidence: listOf(messageId),
})
const answers = z.record(criterionId, reviewAnswer)
const comment = cleanText(5_000).default('')
const score = z.number().min(0).max(100)

/** A review of an agent's part in a session. */
export const reviewView = z.strictObject({
  id: reviewId,
  /** Raised with every change: whoever changes it says which they saw. */
  version: z.int(),
  sessionId,
  sessionNumber: z.int(),
  contactName: z.string().nullable(),
  agentId: agentId.nullable(),
  agentName: z.string().nullable(),
  reviewerId: agentId,
  reviewerName: z.string().nullable(),
  /** The scorecard as it was when the review was begun; null for a score and notes alone. */
  scorecard: z
    .strictObject({ id: scorecardId, version: z.int(), name: z.string(), definition: scorecardDefinition })
    .nullable(),
  state: z.enum(['draft', 'submitted']),
  answers,
  comment: z.string(),
  /** 0 to 100; null while a draft lacks what it is reckoned from. */
  score: score.nullable(),
  /** Each category's, by its id; null where nothing in it applies. */
  categoryScores: z.record(z.string(), score.nullable()),
  /** Critical criteria that got nothing: then the score is 0. */
  failedCritical: z.array(z.string()),
  /** What the agent says: none yet, acknowledged, disputed; then how the dispute was answered. */
  response: z.enum(['none', 'acknowledged', 'disputed', 'upheld', 'corrected']),
  responseText: z.string().nullable(),
  respondedAt: moment.nullable(),
  answerText: z.string().nullable(),
  answeredByName: z.string().nullable(),
  answeredAt: moment.nullable(),
  createdAt: moment,
  updatedAt: moment,
  submittedAt: moment.nullable(),
})
export type ReviewView = z.output<typeof reviewView>

const reviewPlace = { reviewId }
const saved = { answers, comment, score: score.nullable().default(null) }

/**
 * Reviews. Reviewers see all of them in the sessions they may read; an agent sees those of their own work once they
 * are submitted, and may answer them.
 */
export const reviewEndpoints = {
  list: endpoint({
    method: 'GET',
    path: '/api/v1/reviews',
    summary: 'Reviews, newest first: for reviewers all that match, for agents those of their own work',
    access: 'sessions.read',
    input: z.strictObject({
      sessionId: sessionId.optional(),
      agentId: agentId.optional(),
      reviewerId: agentId.optional(),
      scorecardId: scorecardId.optional(),
      state: z.enum(['draft', 'submitted']).optional(),
      response: z.enum(['none', 'acknowledged', 'disputed', 'upheld', 'corrected']).optional(),
      since: z.coerce.number().pipe(moment).optional(),
      until: z.coerce.number().pipe(moment).optional(),
      limit: z.coerce.number().int().min(1).max(200).default(50),
      cursor: cursor.optional(),
    }),
    output: page(reviewView),
    errors: ['bad_request'],
  }),
  get: endpoint({
    method: 'GET',
    path: '/api/v1/reviews/:reviewId',
    summary: 'One review',
    access: 'sessions.read',
    input: z.strictObject(reviewPlace),
    output: reviewView,
    errors: ['not_found'],
  }),
  begin: endpoint({
    method: 'POST',
    path: '/api/v1/sessions/:sessionId/reviews',
    summary: "Begin a review of an ended session, or take up one's own by the same scorecard",
    access: 'quality.review',
    input: z.strictObject({
      sessionId,
      /** Null: a score and notes without a scorecard. */
      scorecardId: scorecardId.nullable().default(null),
      /** Whose work; its last agent where left out. */
      agentId: agentId.optional(),
    }),
    output: reviewView,
    errors: ['not_found', 'session_live', 'invalid_input'],
  }),
  save: endpoint({
    method: 'PUT',
    path: '/api/v1/reviews/:reviewId',
    summary: "Keep a draft of one's own review as far as it has come. `score` is for one without a scorecard",
    access: 'quality.review',
    input: z.strictObject({ ...reviewPlace, seenVersion: z.int(), ...saved }),
    output: reviewView,
    errors: ['not_found', 'changed_meanwhile', 'review_submitted', 'invalid_input'],
  }),
  submit: endpoint({
    method: 'POST',
    path: '/api/v1/reviews/:reviewId/submit',
    summary: 'Give the review: everything must be judged. The agent sees it from now on',
    access: 'quality.review',
    input: z.strictObject({ ...reviewPlace, seenVersion: z.int(), ...saved }),
    output: reviewView,
    errors: ['not_found', 'changed_meanwhile', 'review_submitted', 'invalid_input'],
  }),
  discard: endpoint({
    method: 'DELETE',
    path: '/api/v1/reviews/:reviewId',
    summary: "Throw one's own draft away",
    access: 'quality.review',
    input: z.strictObject(reviewPlace),
    output: nothing,
    errors: ['not_found', 'review_submitted'],
  }),
  respond: endpoint({
    method: 'POST',
    path: '/api/v1/reviews/:reviewId/response',
    summary: "Acknowledge or dispute a review of one's own work",
    access: 'sessions.read',
    input: z.strictObject({
      ...reviewPlace,
      response: z.enum(['acknowledged', 'disputed']),
      text: cleanText(5_000).trim().default(''),
    }),
    output: reviewView,
    errors: ['not_found', 'review_answered', 'invalid_input'],
  }),
  answer: endpoint({
    method: 'POST',
    path: '/api/v1/reviews/:reviewId/answer',
    summary: 'Answer a dispute: uphold the review, or correct it with other judgements',
    access: 'quality.review',
    input: z.strictObject({
      ...reviewPlace,
      seenVersion: z.int(),
      text: cleanText(5_000).trim().min(1),
      /** The judgements that hold from now on; null upholds those there are. */
      corrected: z.strictObject(saved).nullable().default(null),
    }),
    output: reviewView,
    errors: ['not_found', 'changed_meanwhile', 'review_not_disputed', 'invalid_input'],
  }),
  calibration: endpoint({
    method: 'GET',
    path: '/api/v1/reviews/calibration',
    summary: "How far reviewers of the same agents' parts in the same sessions agree by a scorecard",
    access: 'quality.review',
    input: z.strictObject({
      scorecardId,
      since: z.coerce.number().pipe(moment).optional(),
      until: z.coerce.number().pipe(moment).optional(),
    }),
    output: z.strictObject({
      /** The newest 100 agents' parts in sessions with two reviews and more. */
      parts: z.array(
        z.strictObject({
          sessionId,
          sessionNumber: z.int(),
          agentId: agentId.nullable(),
          agentName: z.string().nullable(),
          reviews: z.array(
            z.strictObject({ reviewId, reviewerId: agentId, reviewerName: z.string().nullable(), score }),
          ),
          /** Highest less lowest score. */
          spread: z.number(),
        }),
      ),
      /** Each criterion, those that reviewers differ on most first: `spread` in shares of the scale, 0 to 1. */
      criteria: z.array(
        z.strictObject({ id: z.string(), name: z.string(), spread: z.number(), parts: z.int() }),
      ),
      /** Each reviewer: how far their scores lie above (below: negative) the mean of the same parts' reviews. */
      reviewers: z.array(
        z.strictObject({ id: agentId, name: z.string().nullable(), leaning: z.number(), parts: z.int() }),
      ),
    }),
    errors: ['not_found'],
  }),
  coaching: endpoint({
    method: 'GET',
    path: '/api/v1/agents/:agentId/coaching',
    summary:
      "What an agent's reviews show: the trend, the weakest criteria, examples. One's own, or with review rights",
    access: 'sessions.read',
    input: z.strictObject({
      agentId,
      /** How many whole weeks back from the one under way. Only these, so that no mean tells of less than it should. */
      weeks: z.coerce.number().pipe(z.literal(coachingWeeks)).default(12),
    }),
    output: z.strictObject({
      agent: z.strictObject({ id: agentId, name: z.string().nullable() }),
      reviews: z.int(),
      /** Mean score; null without reviews. */
      score: score.nullable(),
      /**
       * The team's mean, to stand beside it; null without any. To agents it is in whole points, of as many whole periods of
       * four weeks, leaving out those with reviews of fewer than three colleagues, or with fewer than six.
       */
      everyone: score.nullable(),
      /** By weeks that have reviews, oldest first; `from` is the week's Monday in the workspace's zone. */
      trend: z.array(z.strictObject({ from: moment, score, reviews: z.int() })),
      /** Weakest first: the mean share of what could be had, 0 to 100. */
      criteria: z.array(
        z.strictObject({
          scorecardId,
          criterionId: z.string(),
          name: z.string(),
          scorecardName: z.string(),
          score,
          reviews: z.int(),
          /** Sessions in which it was judged lowest, with the messages pinned to it. */
          examples: z.array(
            z.strictObject({
              sessionId,
              sessionNumber: z.int(),
              reviewId,
              score,
              comment: z.string(),
              /** The first messages pinned to it, with their first words; null where nothing was written, or erased. */
              evidence: z.array(z.strictObject({ messageId, at: moment, words: z.string().nullable() })),
            }),
          ),
        }),
      ),
      acknowledged: z.int(),
      disputed: z.int(),
      waiting: z.int(),
    }),
    errors: ['not_found'],
  }),
}
