import { type Candidate, drawSample, type Instant, instant, type ReviewQueue } from '@rapport/domain'
import type { Platform, Scope } from '../platform/context.ts'
import { inTransaction, type Tx } from '../platform/db/index.ts'
import { type Drawable, sampleMatching } from '../sessions/index.ts'
import { getWorkspace } from '../workspaces/index.ts'
import { listLastAgents } from './last-agent-queries.ts'
import {
  countOfWeek,
  type DrawnItem,
  forgetDone,
  insertItems,
  listTaken,
  releaseLeft,
} from './queue-item-queries.ts'
import { findMonday, listQueues, lockQueue, type StoredQueue } from './queue-queries.ts'

const dayMs = 24 * 3_600_000
/** From how far back a queue draws. */
const windowMs = 7 * dayMs
/** The sessions of a week that are looked at: of more, the newest. */
const candidatesMax = 100_000
/** How long what is done is kept: well beyond the window, from which it might be drawn again. */
const keptMs = 30 * dayMs

type Drawing = Pick<Platform, 'db' | 'now'>

/** What a queue can draw from now, each with the group it stands for: of agents, whose work a review of it is about. */
export async function listCandidates(
  platform: Drawing,
  scope: Scope,
  { filter, sample: { stratum } }: ReviewQueue,
): Promise<readonly Candidate[]> {
  const since = windowStart(platform)
  const found = await sampleMatching(platform, scope, { filter, since, max: candidatesMax })
  const nobodys = stratum === 'agent' ? found.filter(({ agentId }) => agentId === null) : []
  const lastAgents = await listLastAgents(
    platform.db,
    scope,
    nobodys.map(({ id }) => id),
  )
  const groupOf = (one: Drawable): string | null => {
    if (stratum === null) return null
    return { agent: one.agentId ?? lastAgents.get(one.id) ?? null, inbox: one.inboxId, team: one.teamId }[
      stratum
    ]
  }
  return found.map((one) => ({ id: one.id, stratum: groupOf(one) }))
}

/** Draws what a week's sample lacks, at random. What was drawn or reviewed before is not drawn again. */
export async function drawInto(
  tx: Tx,
  platform: Drawing,
  scope: Scope,
  { queue, candidates }: Readonly<{ queue: StoredQueue; candidates: readonly Candidate[] }>,
): Promise<void> {
  const { id: queueId, definition } = queue
  const at = platform.now()
  const monday = await mondayOf(tx, platform, scope)
  const lacking = definition.sample.perWeek - (await countOfWeek(tx, scope, { queueId, since: monday }))
  if (lacking <= 0) return
  const taken: ReadonlySet<string> = await listTaken(tx, scope, { queueId, since: windowStart(platform) })
  const open = candidates.filter(({ id }) => !taken.has(id))
  const draw = { count: lacking, isStratified: definition.sample.stratum !== null }
  const drawn = drawSample(open, draw, Math.random).map(
    ({ id, stratum }) => ({ sessionId: id, stratum }) as DrawnItem,
  )
  if (drawn.length > 0) await insertItems(tx, scope, { queueId, drawn, at })
}

/** When this week began, where the workspace is. */
export async function mondayOf(db: Tx | Platform['db'], { now }: Drawing, scope: Scope): Promise<Instant> {
  const { settings } = await getWorkspace(db, scope)
  return await findMonday(db, { at: now(), timeZone: settings.timeZone })
}

/**
 * Keeps a workspace's queues going, every hour: what was left in hand for a day goes back, each draws what its week
 * still lacks, and what was done long ago is forgotten. A queue whose filter cannot be read any more, or takes too
 * long, draws nothing and holds up no other.
 */
export async function drawForQueues(platform: Platform, scope: Scope): Promise<void> {
  for (const { id } of await listQueues(platform.db, scope)) {
    try {
      await drawForQueue(platform, scope, id)
    } catch (error) {
      platform.log.warn({ error: String(error), queueId: id }, 'A review queue could not be drawn for')
    }
  }
}

async function drawForQueue(platform: Platform, scope: Scope, queueId: StoredQueue['id']): Promise<void> {
  const [known] = await listQueues(platform.db, scope, queueId)
  if (known === undefined) return
  const now = platform.now()
  await releaseLeft(platform.db, scope, { queueId, before: instant(now - dayMs) })
  const candidates = await listCandidates(platform, scope, known.definition)
  await inTransaction(platform, async (tx) => {
    const queue = await lockQueue(tx, scope, queueId)
    // Changed meanwhile, it has been drawn for by whoever changed it.
    if (queue === null || JSON.stringify(queue.definition) !== JSON.stringify(known.definition)) return
    await forgetDone(tx, scope, { queueId, before: instant(now - keptMs) })
    await drawInto(tx, platform, scope, { queue, candidates })
  })
}

const windowStart = ({ now }: Drawing): Instant => instant(now() - windowMs)
