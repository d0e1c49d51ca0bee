import { z } from 'zod'
import { endpoint } from './endpoint.ts'
import { cleanText, listOf, nothing, scorecardId, shortName } from './scalars.ts'

/** How a criterion or a category is named within its scorecard. */
export const criterionId = cleanText(40).regex(
  /^[a-z0-9][a-z0-9_-]*$/,
  'must be lower-case letters, digits, _ and -',
)
const weight = z.number().min(0).max(100)
const scale = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('points'), max: z.int().min(1).max(10) }),
  z.strictObject({ kind: z.literal('yes_no') }),
])
const criterion = z.strictObject({
  id: criterionId,
  name: shortName,
  description: cleanText(1_000).default(''),
  weight,
  scale,
  mayBeNa: z.boolean().default(false),
  isCritical: z.boolean().default(false),
})

/** The domain's `Scorecard`: categories of criteria. Weights are relative, within their category or scorecard. */
export const scorecardDefinition = z.strictObject({
  categories: listOf(
    z.strictObject({ id: criterionId, name: shortName, weight, criteria: listOf(criterion) }),
  ),
})

/** A scorecard in its present version. A change makes a new version; reviews keep the one they were made by. */
export const scorecardView = z.strictObject({
  id: scorecardId,
  version: z.int(),
  name: z.string(),
  definition: scorecardDefinition,
  isArchived: z.boolean(),
  /** Submitted reviews by it, in all versions. */
  reviews: z.int(),
})
export type ScorecardView = z.output<typeof scorecardView>

/** Scorecards: what sessions are judged by. */
export const scorecardEndpoints = {
  list: endpoint({
    method: 'GET',
    path: '/api/v1/scorecards',
    summary: 'All scorecards, in their order; those put away come last',
    access: 'quality.review',
    input: nothing,
    output: z.strictObject({ items: z.array(scorecardView) }),
    errors: [],
  }),
  create: endpoint({
    method: 'POST',
    path: '/api/v1/scorecards',
    summary: 'Make a scorecard',
    access: 'quality.manage',
    audit: 'scorecard.created',
    input: z.strictObject({ name: shortName, definition: scorecardDefinition }),
    output: scorecardView,
    errors: ['invalid_input'],
  }),
  change: endpoint({
    method: 'POST',
    path: '/api/v1/scorecards/:scorecardId',
    summary: 'Make a new version of a scorecard; reviews keep the one they were made by',
    access: 'quality.manage',
    audit: 'scorecard.changed',
    /** `seenVersion`: of two who change it at once, the second is told. */
    input: z.strictObject({
      scorecardId,
      seenVersion: z.int(),
      name: shortName,
      definition: scorecardDefinition,
    }),
    output: scorecardView,
    errors: ['not_found', 'changed_meanwhile', 'invalid_input'],
  }),
  archive: endpoint({
    method: 'POST',
    path: '/api/v1/scorecards/:scorecardId/archive',
    summary: 'Put a scorecard away, or take it out again; its reviews stay',
    access: 'quality.manage',
    audit: 'scorecard.archived',
    input: z.strictObject({ scorecardId, isArchived: z.boolean() }),
    output: scorecardView,
    errors: ['not_found', 'in_use'],
  }),
}
