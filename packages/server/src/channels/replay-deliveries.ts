import type { DeliveryId, InboxId } from '@rapport/domain'
import { type Inbox, type OpenChannel, openChannel } from '../inboxes/index.ts'
import type { Platform, Scope } from '../platform/context.ts'
import { afterCommit, inTransaction } from '../platform/db/index.ts'
import { enqueue, type NewJob } from '../platform/jobs/index.ts'
import { configOf, findAdapter } from './adapters.ts'
import { type DeliveryRecord, findDelivery, reopenDeliveries } from './deliveries-queries.ts'
import { handleDeliveryKind, placeInLine } from './receive-hook.ts'

/**
 * Has stored requests read and handled again, as after a mistake of ours was mended; answers how many there were. What
 * they said already changes nothing, and those of one thread go in the order given. The work is done by whichever
 * server runs on this database.
 */
export async function replayDeliveries(
  platform: Platform,
  scope: Scope,
  ids: readonly DeliveryId[],
): Promise<number> {
  if (ids.length === 0) return 0
  const lines = await readLines(platform, scope, ids)
  return await inTransaction(platform, async (tx) => {
    const reopened = new Set((await reopenDeliveries(tx, scope, ids)).map(({ id }) => id))
    const jobs = [...lines].flatMap(([id, line]) =>
      reopened.has(id) ? { ...jobFor(platform, scope, id), ...line } : [],
    )
    await enqueue(tx, jobs)
    afterCommit(tx, platform.wakeJobs)
    return reopened.size
  })
}

const jobFor = ({ now }: Platform, { workspaceId }: Scope, deliveryId: DeliveryId): NewJob => ({
  workspaceId,
  kind: handleDeliveryKind,
  payload: { deliveryId },
  uniqueKey: `${handleDeliveryKind}:${deliveryId}`,
  // A delivery may have files to fetch, and nobody waits for one that is read again.
  lane: 'outside',
  runAt: now(),
})

type Line = Pick<NewJob, 'serialKey'>

/** In which line each of those that are there stands, read anew: what could not be read then may be readable now. */
async function readLines(
  platform: Platform,
  scope: Scope,
  ids: readonly DeliveryId[],
): Promise<ReadonlyMap<DeliveryId, Line>> {
  const channels = new Map<InboxId, OpenChannel | null>()
  const lines = new Map<DeliveryId, Line>()
  // One after the other, since each may be a megabyte.
  for (const id of ids) {
    const delivery = await findDelivery(platform.db, scope, id)
    if (delivery === null) continue
    const { inboxId } = delivery
    if (!channels.has(inboxId)) channels.set(inboxId, await openChannel(platform, scope, inboxId))
    lines.set(id, lineOf(delivery, channels.get(inboxId)?.inbox))
  }
  return lines
}

function lineOf(
  { inboxId, method, path: url, headers, body }: DeliveryRecord & Readonly<{ body: Buffer }>,
  inbox: Inbox | undefined,
): Line {
  const adapter = inbox && findAdapter(inbox.channelKind)
  if (!adapter) return {}
  const { serialKey } = placeInLine(
    inboxId,
    adapter.parse({ method, url, headers, body }, configOf(inbox)).events,
  )
  return serialKey === undefined ? {} : { serialKey }
}
