import { randomUUIDv7 } from 'node:crypto'
import type { ScorecardView } from '@rapport/contract'
import { asId, checkScorecard, type QualityProblem, type Scorecard, type ScorecardId } from '@rapport/domain'
import type { AgentContext } from '../platform/context.ts'
import { type DbOrTx, inTransaction } from '../platform/db/index.ts'
import { AppError } from '../platform/errors.ts'
import { refused, requireNoProblems } from './refused.ts'
import {
  countScorecards,
  isUsedByQueue,
  listScorecards,
  lockScorecard,
  putScorecard,
  setArchived,
} from './scorecard-queries.ts'

/** The most scorecards of a workspace: more than anybody picks from. */
const scorecardsMax = 100

type Choices = Readonly<{ name: string; definition: Scorecard }>

/** Makes a scorecard at the end of the list. */
export function makeScorecard(ctx: AgentContext, choices: Choices): Promise<ScorecardView> {
  requireScorecard(choices.definition)
  const id = asId<ScorecardId>(randomUUIDv7())
  return inTransaction(ctx, async (tx) => {
    if ((await countScorecards(tx, ctx.scope)) >= scorecardsMax)
      throw refused(['name'], `must not be one more than ${scorecardsMax} scorecards`)
    await putScorecard(tx, ctx.scope, { ...choices, id, version: 1, at: ctx.now() })
    return await getScorecard(tx, ctx, id)
  })
}

/** Makes a new version; one that says nothing new is not made. Of two who change it at once, the second is told. */
export function changeScorecard(
  ctx: AgentContext,
  {
    scorecardId: id,
    seenVersion,
    ...choices
  }: Choices & Readonly<{ scorecardId: ScorecardId; seenVersion: number }>,
): Promise<ScorecardView> {
  requireScorecard(choices.definition)
  return inTransaction(ctx, async (tx) => {
    const held = await lockScorecard(tx, ctx.scope, id)
    if (held === null) throw new AppError('not_found', { scorecardId: id })
    if (held.version !== seenVersion) throw new AppError('changed_meanwhile', { scorecardId: id })
    const present = await getScorecard(tx, ctx, id)
    if (isSame(present, choices)) return present
    await putScorecard(tx, ctx.scope, { ...choices, id, version: held.version + 1, at: ctx.now() })
    return await getScorecard(tx, ctx, id)
  })
}

/** Puts a scorecard away, or takes it out again. One that a queue reviews by stays. */
export function archiveScorecard(
  ctx: AgentContext,
  { scorecardId: id, isArchived }: Readonly<{ scorecardId: ScorecardId; isArchived: boolean }>,
): Promise<ScorecardView> {
  return inTransaction(ctx, async (tx) => {
    const held = await lockScorecard(tx, ctx.scope, id)
    if (held === null) throw new AppError('not_found', { scorecardId: id })
    if (isArchived && (await isUsedByQueue(tx, ctx.scope, id)))
      throw new AppError('in_use', { scorecardId: id })
    if (held.isArchived !== isArchived)
      await setArchived(tx, ctx.scope, { id, at: isArchived ? ctx.now() : null })
    return await getScorecard(tx, ctx, id)
  })
}

async function getScorecard(db: DbOrTx, ctx: AgentContext, id: ScorecardId): Promise<ScorecardView> {
  const [found] = await listScorecards(db, ctx.scope, id)
  if (found === undefined) throw new AppError('not_found', { scorecardId: id })
  return found
}

const requireScorecard = (definition: Scorecard): void =>
  requireNoProblems(
    checkScorecard(definition).map(
      ({ path, message }): QualityProblem => ({ path: ['definition', ...path], message }),
    ),
  )

const isSame = (present: Choices, wanted: Choices): boolean =>
  present.name === wanted.name && canonical(present.definition) === canonical(wanted.definition)

/** In one order of keys: the database keeps its own. */
const canonical = (value: unknown): string =>
  JSON.stringify(value, (_key, held: unknown) =>
    typeof held === 'object' && held !== null && !Array.isArray(held)
      ? Object.fromEntries(Object.entries(held).toSorted(([a], [b]) => (a < b ? -1 : 1)))
      : held,
  )
