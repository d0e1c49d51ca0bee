import { createHash, randomUUID } from 'node:crypto'
import { type GenericEventInput, sessionEndpoints } from '@rapport/contract'
import { asId, closeSession, type DeliveryId, type MessageId, type SessionId } from '@rapport/domain'
import { sql } from 'kysely'
import type { AgentContext, Context } from '../../platform/context.ts'
import { type Connection, migrate, openDatabase } from '../../platform/db/index.ts'
import { migrationsFolder } from '../../platform/db/testing/start-test-server.ts'
import { changeSession, findThread, sessionRoutes } from '../../sessions/index.ts'
import { aGenericChannel, type GenericChannel } from '../../testing/a-generic-channel.ts'
import { aWorkspace } from '../../testing/a-workspace.ts'
import { callRoute } from '../../testing/call-route.ts'
import { sendingOn } from '../adapters.ts'
import { deliverMessage } from '../deliver-message.ts'
import { storeDelivery } from '../deliveries-queries.ts'
import { handleDelivery } from '../handle-delivery.ts'

/** The same talk told in many orders, each in a conversation of its own. */
export type EventShuffle = Readonly<{
  /** Tells everything in order, one after the other; answers what it leads to. */
  inOrder(): Promise<string>
  /** Tells it in an order of chance, some of it twice and some at once; answers what it leads to. */
  shuffled(random: () => number): Promise<string>
  close(): Promise<void>
}>

type Told = Readonly<{ thread: string; sessionId: SessionId; replyId: MessageId }>
type Step = 'end_session' | 'send_reply' | GenericEventInput

const reading = {
  people: { find: async () => [] },
  epochOf: async () => '',
  sendingOn,
  noteViewing: async () => undefined,
}

/** Sets up the talk's inbox on an empty database, with a program behind it that takes the replies. */
export async function openEventShuffle(connection: Connection): Promise<EventShuffle> {
  await migrate(connection, { folder: migrationsFolder })
  const db = openDatabase(connection, { poolSize: 16 })
  const ctx = await (await aWorkspace(db)).ownerContext()
  const channel = await aGenericChannel(ctx)
  let talks = 0

  type Order = (steps: readonly Step[]) => readonly (readonly Step[])[]
  /** `isApart`: whether what is said at the same moment comes in requests of its own or in one. */
  async function tell(order: Order, isApart = () => true): Promise<string> {
    talks += 1
    const told = await begin(ctx, channel, `t${talks}`)
    for (const together of order(stepsOf(told))) {
      const events = together.filter((step) => typeof step === 'object')
      const acts = together.filter((step) => typeof step === 'string')
      await Promise.all([
        ...(isApart() ? events.map((event) => [event]) : [events]).map((said) => hear(ctx, channel, said)),
        ...acts.map((act) => carryOut(ctx, channel, told, act)),
      ])
    }
    return await stateOf(ctx, channel, told)
  }

  return {
    inOrder: () => tell((steps) => steps.map((step) => [step])),
    shuffled: (random) =>
      tell(
        (steps) => groupSome(shuffle(doubleSome(steps, random), random), random),
        () => random() < 0.5,
      ),
    async close() {
      await channel.program.close()
      await db.destroy()
    },
  }
}

/** A contact writes, and an agent answers; the answer is on no wire yet. */
async function begin(ctx: AgentContext, channel: GenericChannel, thread: string): Promise<Told> {
  await hear(ctx, channel, [say(thread, 'm0', 'Is anybody there?')])
  const sessionId = await latestSession(ctx, channel, thread)
  const input = { sessionId, clientId: randomUUID(), text: 'Yes' }
  const sent = await callRoute(sessionRoutes(reading), sessionEndpoints.send, { ctx }, input)
  return { thread, sessionId, replyId: sent.messageId }
}

const say = (thread: string, id: string, text: string, at = 0): GenericEventInput => ({
  type: 'message',
  id: `${thread}:${id}`,
  person: { id: thread },
  text,
  at,
})

/** Everything that may come late or early: edits, deletions and reactions, receipts, words with a clock that is off. */
function stepsOf({ thread, replyId }: Told): readonly Step[] {
  const [first, second] = [`${thread}:m1`, `${thread}:m2`]
  const tenMinutes = 600_000
  return [
    'send_reply',
    { type: 'receipt', id: replyId, status: 'delivered', at: 1_000 },
    { type: 'receipt', id: replyId, status: 'read', at: 2_000 },
    { type: 'reaction', id: replyId, emoji: '👍', at: 2_500 },
    say(thread, 'm1', 'My parcel', tenMinutes),
    { type: 'edit', id: first, text: 'My parcel!', at: 3_000 },
    { type: 'edit', id: first, text: 'My parcel?', at: 4_000 },
    { type: 'reaction', id: first, emoji: '🙂', at: 3_500 },
    { type: 'reaction', id: first, emoji: null, at: 4_500 },
    say(thread, 'm2', 'Never mind'),
    { type: 'edit', id: second, text: 'Never mind!', at: 5_000 },
    { type: 'delete', id: second, at: 6_000 },
    'end_session',
    { type: 'receipt', id: replyId, status: 'failed', at: 7_000, error: 'too late to be true' },
    { type: 'reaction', id: replyId, emoji: '❤️', at: 8_000 },
  ]
}

function doubleSome(steps: readonly Step[], random: () => number): Step[] {
  return steps.flatMap((step) => (typeof step === 'object' && random() < 0.2 ? [step, step] : [step]))
}

function shuffle(steps: Step[], random: () => number): Step[] {
  for (let last = steps.length - 1; last > 0; last -= 1) {
    const other = Math.floor(random() * (last + 1))
    ;[steps[last], steps[other]] = [steps[other] as Step, steps[last] as Step]
  }
  return steps
}

/** One to three at once. */
function groupSome(steps: readonly Step[], random: () => number): Step[][] {
  const groups: Step[][] = []
  for (let at = 0; at < steps.length; ) {
    const size = 1 + Math.floor(random() * 3)
    groups.push(steps.slice(at, at + size))
    at += size
  }
  return groups
}

async function hear(
  ctx: AgentContext,
  { inboxId }: GenericChannel,
  events: readonly GenericEventInput[],
): Promise<void> {
  if (events.length === 0) return
  const { workspaceId } = ctx.scope
  const id = asId<DeliveryId>(randomUUID())
  const body = Buffer.from(JSON.stringify({ events }))
  const request = { method: 'POST', url: '', headers: {}, body }
  const delivery = { id, inboxId, externalId: id, adapterVersion: 1, request, receivedAt: ctx.now() }
  const job = { workspaceId, kind: 'none', payload: {}, runAt: ctx.now() }
  await storeDelivery(ctx.db, ctx.scope, delivery, job)
  await handleDelivery(ctx, { workspaceId, deliveryId: id, attempt: 1 })
}

async function carryOut(
  ctx: AgentContext,
  channel: GenericChannel,
  { thread, replyId }: Told,
  act: 'end_session' | 'send_reply',
): Promise<void> {
  if (act === 'send_reply') {
    await deliverMessage(ctx, ctx.scope.workspaceId, { messageId: replyId })
    return
  }
  const sessionId = await latestSession(ctx, channel, thread)
  await changeSession(ctx, sessionId, (session) => closeSession(session, { kind: 'system' }, 'inactivity'))
}

async function latestSession(ctx: Context, { inboxId }: GenericChannel, thread: string): Promise<SessionId> {
  const conversationId = await findThread(ctx.db, ctx.scope, { inboxId, thread })
  const { rows } = await sql<{ session_id: SessionId }>`
    select session_id from conversations
    where workspace_id = ${ctx.scope.workspaceId} and conversation_id = ${conversationId}`.execute(ctx.db)
  const [row] = rows
  if (row === undefined) throw new Error('The talk has no session')
  return row.session_id
}

/** Everything people see of the talk's messages, whatever came when: a hash, with how many messages there are. */
async function stateOf(
  { db, scope }: Context,
  { inboxId }: GenericChannel,
  { thread, replyId }: Told,
): Promise<string> {
  const names = [`${thread}:m0`, `${thread}:m1`, `${thread}:m2`, replyId]
  const { rows } = await sql`
    select n.nth, m.text, m.edited_at, m.deleted_at, m.reaction,
      case when n.name = ${replyId} then m.delivered_at end as delivered_at,
      case when n.name = ${replyId} then m.read_at end as read_at, m.delivery, o.state
    from unnest(${names}::text[]) with ordinality as n (name, nth)
    left join channel_messages k
      on k.workspace_id = ${scope.workspaceId} and k.inbox_id = ${inboxId} and k.external_id = n.name
    left join messages m on m.workspace_id = k.workspace_id and m.message_id = k.message_id
    left join outbox o on o.workspace_id = k.workspace_id and o.message_id = k.message_id
    order by n.nth`.execute(db)
  const counted = await sql<{ count: number }>`
    select count(*)::int as count from conversations c
    join messages m on m.workspace_id = c.workspace_id and m.conversation_id = c.conversation_id
    where c.workspace_id = ${scope.workspaceId} and c.inbox_id = ${inboxId} and c.thread = ${thread}`.execute(
    db,
  )
  const state = JSON.stringify([rows, counted.rows])
  return `${createHash('sha256').update(state).digest('hex').slice(0, 12)} ${state}`
}
