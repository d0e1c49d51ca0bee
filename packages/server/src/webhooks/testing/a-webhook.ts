import { randomUUIDv7 } from 'node:crypto'
import { type WebhookView, webhookEndpoints } from '@rapport/contract'
import {
  accept,
  asId,
  type ContactId,
  contact,
  type Instant,
  instant,
  type SessionEvent,
  type SessionEventType,
  type SessionId,
  sessionEventTypes,
  type WebhookId,
} from '@rapport/domain'
import type { AgentContext, Context, Platform } from '../../platform/context.ts'
import type { Db } from '../../platform/db/index.ts'
import { changeSession, type Ingested, ingestMessage } from '../../sessions/index.ts'
import { aWorkspace, type TestWorkspace } from '../../testing/a-workspace.ts'
import { callRoute } from '../../testing/call-route.ts'
import { startWebhookConsumer, type WebhookConsumer } from '../../testing/simulators/webhook-consumer.ts'
import { deliverWebhook, type Pace, usualPace } from '../deliver-webhook.ts'
import { webhookRoutes } from '../webhook-routes.ts'

/** What a test chooses about its webhook, or about its platform. */
export type WebhookChoices = Readonly<{
  events?: readonly SessionEventType[]
  withText?: boolean
  url?: string
  platform?: Partial<Platform>
}>

/** A clock that stands where real time does until a test moves it. */
export type MovableClock = Readonly<{ now(): Instant; move(ms: number): void }>

/** A workspace with one webhook, and the consumer it leads to. */
export type TestWebhook = Readonly<{
  workspace: TestWorkspace
  platform: Platform
  /** Somebody who may manage webhooks. */
  owner: AgentContext
  /** The system, for what sessions do. */
  ctx: Context
  clock: MovableClock
  consumer: WebhookConsumer
  webhook: WebhookView
  secret: string
  /** Runs the webhook's work once, as a worker would; another one's if it is named. */
  run(id?: WebhookId, pace?: Partial<Pace>): Promise<void>
  /** The webhook as it is now, or another one. */
  look(id?: WebhookId): Promise<WebhookView>
  /** A contact says something; the same `thread` goes on with the same conversation. */
  say(text: string, thread?: string): Promise<Ingested>
  /** Records events in a session, whatever the rules would say. */
  record(sessionId: SessionId, ...events: SessionEvent[]): Promise<unknown>
  /** What the consumer was told, as `type version`, in order. */
  told(): string[]
  close(): Promise<void>
}>

function createClock(): MovableClock {
  let movedMs = 0
  return {
    now: () => instant(Date.now() + movedMs),
    move(ms) {
      movedMs += ms
    },
  }
}

/** Makes a webhook in a workspace of its own, told of everything unless a test chooses. */
export async function aWebhook(db: Db, choices: WebhookChoices = {}): Promise<TestWebhook> {
  const clock = createClock()
  const workspace = await aWorkspace(db, { now: clock.now, ...choices.platform })
  const { platform, scope } = workspace
  const consumer = await startWebhookConsumer(clock.now)
  const owner = await workspace.ownerContext()
  const { events = sessionEventTypes, withText = true, url = consumer.url } = choices
  const settings = { name: 'Orders', url, events: [...events], withText }
  const { webhook, secret } = await callRoute(
    webhookRoutes,
    webhookEndpoints.create,
    { ctx: owner },
    settings,
  )
  consumer.trust(secret)
  const ctx: Context = { ...platform, scope, actor: { kind: 'system' } }

  return {
    ...{ workspace, platform, owner, ctx, clock, consumer, webhook, secret },
    run: (webhookId = webhook.id, pace = {}) =>
      deliverWebhook(platform, { ...scope, webhookId }, { ...usualPace, ...pace }),
    async look(wanted = webhook.id) {
      const { items } = await callRoute(webhookRoutes, webhookEndpoints.list, { ctx: owner }, {})
      const found = items.find(({ id }) => id === wanted)
      if (!found) throw new Error('The webhook is gone')
      return found
    },
    say: (text, thread = 'visitor') => sayTo(ctx, workspace, { text, thread }),
    record: (sessionId, ...recorded) => changeSession(ctx, sessionId, () => accept(...recorded)),
    told: () =>
      consumer.received.map(({ type, body }) => `${type} ${body.event?.recorded.version ?? ''}`.trim()),
    close: consumer.close,
  }
}

function sayTo(
  ctx: Context,
  { inbox }: TestWorkspace,
  { text, thread }: Readonly<{ text: string; thread: string }>,
): Promise<Ingested> {
  const contactId = asId<ContactId>(randomUUIDv7())
  const person = { externalId: thread, verified: false, name: null, email: null, locale: null }
  const arrival = { inboxId: inbox.id, startsIn: { as: 'unassigned', teamId: null } as const }
  const acting = { ...ctx, actor: contact(contactId) }
  const message = { key: randomUUIDv7(), thread, contactId, person, text, fileIds: [], clientId: null }
  return ingestMessage(acting, arrival, message)
}
