import type { ReviewId } from '@rapport/domain'

/** The one key under which a review is kept in this browser. */
export const reviewKey = (reviewId: ReviewId) => ['reviews', 'one', reviewId]
