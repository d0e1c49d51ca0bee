import type { FeedEvent } from '@rapport/contract'
import { eventIdOf } from '@rapport/domain'
import type { Platform, Scope } from '../platform/context.ts'
import { inTransaction, type Tx } from '../platform/db/index.ts'
import { listEventsAt, presentFeed } from '../sessions/index.ts'
import { callWebhook } from './call-webhook.ts'
import { commitWithoutWaiting } from './commit-queries.ts'
import {
  type Attempt,
  type DueDelivery,
  deleteDeliveries,
  recordDelivered,
  recordFailed,
} from './delivery-queries.ts'
import { makeEventBody } from './make-body.ts'
import { type Answer, judge, planAfter } from './plan-retries.ts'
import type { Webhook } from './webhook-queries.ts'

/** What is sent, to whom, and for how long. */
export type Sending = Readonly<{
  webhook: Webhook
  due: readonly DueDelivery[]
  timeoutMs: number
  /** Whether nothing more is to begin. */
  isOver(): boolean
}>

/** A delivery with the event it tells of. */
type Telling = Readonly<{ delivery: DueDelivery; event: FeedEvent }>

const atATime = 4
const failuresMax = 4

/**
 * Sends deliveries, four sessions at a time and each session's in their order, and records what became of one before
 * its session's next. Answers whether the webhook is well: not so when the last one failed, several did in a row, or
 * it was stopped, and the rest is for later.
 */
export async function sendDeliveries(platform: Platform, scope: Scope, sending: Sending): Promise<boolean> {
  const { webhook, timeoutMs, isOver } = sending
  const sessions = bySession(await readTellings(platform, scope, sending.due))
  let failures = 0
  let { failingSince } = webhook
  let isStopped = false

  async function send({ delivery, event }: Telling): Promise<void> {
    const attempt = delivery.attempts + 1
    const parts = { workspaceId: scope.workspaceId, attempt, withText: webhook.withText }
    const telling = { id: delivery.id, body: makeEventBody(event, parts) }
    const answer = await callWebhook(platform, scope, webhook, { telling, timeoutMs })
    const now = platform.now()
    const tried: Attempt = { ...answer, webhookId: webhook.id, id: delivery.id, attempt, now }
    if (judge(answer) === 'delivered') {
      failures = 0
      failingSince = null
      return await record(platform, (tx) => recordDelivered(tx, scope, tried))
    }
    failures += 1
    const isFirst = failingSince === null
    failingSince ??= now
    const plan = planAfter(answer, { attempt, now, failingSince })
    isStopped ||= plan.stopReason !== null
    const failure = { ...plan, failingSince }
    await record(platform, (tx) => recordFailed(tx, scope, tried, failure))
    tellLog(platform, { webhook, isFirst, attempt, answer, plan })
  }

  async function sendLane(): Promise<void> {
    for (let session = sessions.shift(); session !== undefined; session = sessions.shift()) {
      for (const telling of session) {
        if (isOver() || isStopped || failures >= failuresMax) return
        await send(telling)
      }
    }
  }

  await Promise.all(Array.from({ length: atATime }, sendLane))
  return failures === 0 && !isStopped
}

/** Stores an outcome. One that is lost is sent again with the same id, which is promised anyway. */
const record = (platform: Platform, write: (tx: Tx) => Promise<void>): Promise<void> =>
  inTransaction(platform, async (tx) => {
    commitWithoutWaiting(tx)
    await write(tx)
  })

/** The events of deliveries, with their words as they are now. What is no longer kept is told to nobody. */
async function readTellings(
  platform: Platform,
  scope: Scope,
  due: readonly DueDelivery[],
): Promise<Telling[]> {
  const rows = await listEventsAt(platform.db, scope, due)
  // Whoever may make webhooks may know all of it.
  const told = await presentFeed(platform, scope, { rows, audience: 'supervisor' })
  const events = new Map(told.map((event) => [event.id, event]))
  const found = due.map((delivery) => ({
    delivery,
    event: events.get(eventIdOf(delivery.sessionId, delivery.version)),
  }))
  const gone = found.filter(({ event }) => event === undefined)
  if (gone.length > 0)
    await deleteDeliveries(
      platform.db,
      scope,
      gone.map(({ delivery }) => delivery.id),
    )
  return found.filter((one): one is Telling => one.event !== undefined)
}

const bySession = (tellings: readonly Telling[]): Telling[][] => [
  ...Map.groupBy(tellings, ({ delivery }) => delivery.sessionId).values(),
]

type Failed = Readonly<{
  webhook: Webhook
  isFirst: boolean
  attempt: number
  answer: Answer
  plan: ReturnType<typeof planAfter>
}>

/** Says what an operator may want to know, once when it begins and when it ends; neither the address nor any words. */
function tellLog({ log }: Platform, { webhook, isFirst, attempt, answer, plan }: Failed): void {
  const facts = { webhookId: webhook.id, attempt, status: answer.status, error: answer.error }
  if (plan.stopReason !== null) log.warn(facts, 'A webhook was stopped')
  else if (isFirst) log.info(facts, 'A webhook fails')
  else log.debug(facts, 'A webhook still fails')
}
