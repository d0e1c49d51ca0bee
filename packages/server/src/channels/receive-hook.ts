import { randomUUIDv7 } from 'node:crypto'
import { asId, type DeliveryId } from '@rapport/domain'
import type { OpenChannel } from '../inboxes/index.ts'
import type { Platform } from '../platform/context.ts'
import { AppError } from '../platform/errors.ts'
import type { NewJob } from '../platform/jobs/index.ts'
import type { ChannelAdapter, Io, RawReply, RawRequest } from './adapter.ts'
import { configOf } from './adapters.ts'
import { storeDelivery } from './deliveries-queries.ts'
import type { Inbound } from './inbound.ts'
import type { KnownChannels } from './known-channels.ts'

/** What receiving works with. */
export type HookParts = Readonly<{ platform: Platform; channels: KnownChannels }>

/** The kind of job that handles a delivery. Kept in the database. */
export const handleDeliveryKind = 'channels:handle-delivery'

/**
 * A provider's request comes in. Who sent it is proven over the bytes as they came; then they are kept, with the job that
 * will read them, in one statement, and answered. What nothing proves leaves no trace but a count.
 */
export async function receiveHook(
  { platform, channels }: HookParts,
  adapter: ChannelAdapter,
  request: RawRequest,
): Promise<RawReply> {
  for (const account of adapter.locate(request)) {
    const channel = await channels.find(adapter.kind, account)
    if (channel?.inbox.channelKind !== adapter.kind) continue
    const { ok, reply } = await adapter.verify(request, configOf(channel.inbox), ioFor(platform, channel))
    if (!ok) continue
    return reply ?? (await keep(platform, adapter, { channel, request }))
  }
  throw new AppError('wrong_credentials', { kind: adapter.kind })
}

type Proven = Readonly<{ channel: OpenChannel; request: RawRequest }>

async function keep(
  platform: Platform,
  adapter: ChannelAdapter,
  { channel: { scope, inbox }, request }: Proven,
): Promise<RawReply> {
  const { events, ack } = adapter.parse(request, configOf(inbox))
  const id = asId<DeliveryId>(randomUUIDv7())
  const receivedAt = platform.now()
  const externalId = adapter.idOf(request)
  const kept = { ...request, url: request.url.split('?')[0] ?? '', headers: headersToKeep(adapter, request) }
  const delivery = { id, inboxId: inbox.id, externalId, adapterVersion: adapter.version, receivedAt }
  const job: NewJob = {
    workspaceId: scope.workspaceId,
    kind: handleDeliveryKind,
    payload: { deliveryId: id },
    runAt: receivedAt,
    ...placeInLine(inbox.id, events),
  }
  const stored = await storeDelivery(platform.db, scope, { ...delivery, request: kept }, job)
  if (stored === 'differs') throw new AppError('client_id_reused', { externalId })
  if (stored === 'new') platform.wakeJobs()
  return ack
}

/** One thread's requests are handled in the order they came. Those that bring files wait for the world outside. */
export function placeInLine(inboxId: string, events: readonly Inbound[]): Pick<NewJob, 'serialKey' | 'lane'> {
  const threads = new Set(events.map(({ ordering, thread }) => ordering ?? thread))
  const [thread] = threads
  const isOfOne = threads.size === 1 && thread !== undefined && thread !== ''
  return {
    ...(isOfOne ? { serialKey: `hook:${inboxId}:${thread}` } : {}),
    lane: events.some(bringsFiles) ? 'outside' : 'inside',
  }
}

const bringsFiles = (event: Inbound): boolean =>
  event.type === 'message' && event.blocks.some(({ kind }) => kind === 'media')

const usualHeaders = ['content-type', 'content-encoding', 'user-agent', 'webhook-id', 'webhook-timestamp']

function headersToKeep({ keptHeaders = [] }: ChannelAdapter, { headers }: RawRequest) {
  const kept = [...usualHeaders, ...keptHeaders].flatMap((name) => {
    const value = headers[name]
    return value === undefined ? [] : [[name, value.replaceAll('\0', '')] as const]
  })
  return Object.fromEntries(kept)
}

/** The adapter's door out, with the secrets that stand at this moment. */
export const ioFor = ({ fetch, now }: Platform, { secrets }: Pick<OpenChannel, 'secrets'>): Io => ({
  fetch,
  now,
  secrets: (purpose) =>
    secrets.flatMap((one) =>
      one.purpose === purpose && (one.expiresAt === null || one.expiresAt > now()) ? one.secret : [],
    ),
})
