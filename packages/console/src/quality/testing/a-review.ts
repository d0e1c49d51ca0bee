import type { ReviewView } from '@rapport/contract/light'
import { asId, instant } from '@rapport/domain'

/** A draft without a scorecard, as a test wants it. */
export const aReview = (change: Partial<ReviewView> = {}): ReviewView => ({
  id: asId('019a9c1e-0000-7000-8000-00000000000a'),
  version: 1,
  sessionId: asId('019a9c1e-0000-7000-8000-00000000000b'),
  sessionNumber: 12,
  contactName: 'Grace',
  agentId: asId('019a9c1e-0000-7000-8000-00000000000c'),
  agentName: 'Ana',
  reviewerId: asId('019a9c1e-0000-7000-8000-00000000000d'),
  reviewerName: 'Sue',
  scorecard: null,
  state: 'draft',
  answers: {},
  comment: '',
  score: null,
  categoryScores: {},
  failedCritical: [],
  response: 'none',
  responseText: null,
  respondedAt: null,
  answerText: null,
  answeredByName: null,
  answeredAt: null,
  createdAt: instant(1_000),
  updatedAt: instant(1_000),
  submittedAt: null,
  ...change,
})
