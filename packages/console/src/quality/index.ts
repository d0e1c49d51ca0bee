import { lazy } from 'react'

/**
 * How good sessions were: scorecards, the queues sessions are drawn into, reviews and their answers, calibration and
 * coaching. Judgements are reckoned by the domain's rules, so that the score on screen is the one that is kept. Start in
 * `quality-screen.tsx`; one review is `review/review-screen.tsx`.
 */
// Each fetched when it is opened: who reads their own review needs no editor of scorecards.
export const QualityScreen = lazy(() =>
  import('./quality-screen.tsx').then((part) => ({ default: part.QualityScreen })),
)
export const ReviewScreen = lazy(() =>
  import('./review/review-screen.tsx').then((part) => ({ default: part.ReviewScreen })),
)
export const ScorecardScreen = lazy(() =>
  import('./scorecards/scorecard-screen.tsx').then((part) => ({ default: part.ScorecardScreen })),
)
export const QueueScreen = lazy(() =>
  import('./queues/queue-screen.tsx').then((part) => ({ default: part.QueueScreen })),
)
// Shown by whoever has fetched this for it already.
export { QaTab } from './qa-tab/qa-tab.tsx'
