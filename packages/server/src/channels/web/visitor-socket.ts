import { randomUUID } from 'node:crypto'
import type { IncomingMessage } from 'node:http'
import { closeCodes, type Origin, protocol, type ServerFrame, visitorCommand } from '@rapport/contract'
import { type ConversationId, contact, type Instant, type StartsIn } from '@rapport/domain'
import { findInbox, startsInOf } from '../../inboxes/index.ts'
import type { Platform, VisitorContext } from '../../platform/context.ts'
import { DatabaseUnavailable } from '../../platform/db/index.ts'
import { AppError } from '../../platform/errors.ts'
import { inTime, provingMs } from '../../platform/in-time.ts'
import {
  createSocketServer,
  type Dialogue,
  type Link,
  type Signal,
  type SocketServer,
} from '../../platform/realtime/index.ts'
import { findThread, type Hub, type Member, markForContact, type ThreadMemory } from '../../sessions/index.ts'
import { receiveDelivery } from '../receive-delivery.ts'
import { deviceOf, originOf } from '../session-origin.ts'
import { authenticateVisitor } from './authenticate-visitor.ts'

/** What the visitors' socket is built from. */
export type VisitorSocketParts = Readonly<{
  platform: Platform
  hub: Hub
  isOwnOrigin(origin: string): boolean
  isExempt(request: IncomingMessage): boolean
  /** In which header a trusted proxy says the visitor's country, in lower case; null for in none. */
  countryHeader: string | null
}>

type Command = ReturnType<typeof visitorCommand.parse>
type CommandOf<Type extends Command['type']> = Extract<Command, { type: Type }>

type Visitor = {
  ctx: VisitorContext
  link: Link
  member: Member
  conversationId: ConversationId | null
  memory: ThreadMemory
  /** Where they said they are when they connected. */
  origin: Origin
  startsIn: Readonly<{ value: StartsIn; readAt: Instant }> | null
}

// How long a change of the inbox's settings may take to reach a visitor who is already connected.
const settingsKeptMs = 5_000

/** The socket of widgets. Who speaks is their token's alone: no frame names a conversation, a sender or another visitor. */
export function createVisitorSocket({
  platform,
  hub,
  isOwnOrigin,
  isExempt,
  countryHeader,
}: VisitorSocketParts): SocketServer {
  const visitors = new Set<Visitor>()
  let ended = 0
  const unsubscribe = platform.bus.subscribe(hear)

  function hear(signal: Signal): void {
    if (signal.type !== 'token_ended') return
    ended += 1
    for (const { ctx, link } of visitors)
      if (ctx.visitorKey === signal.key) link.close(closeCodes.notSignedIn, 'signed out')
  }

  /** What the browser's own request says, and a proxy of the operator's adds. */
  const whereFrom = ({ headers }: IncomingMessage) => ({
    device: deviceOf(headers['user-agent']),
    country: countryHeader === null ? null : String(headers[countryHeader] ?? ''),
  })

  function open(link: Link, request: IncomingMessage): Dialogue<Command> {
    let visitor: Visitor | null = null
    const tooLate = setTimeout(() => link.close(closeCodes.notSignedIn, 'no hello'), 5_000)

    async function greet({ token, origin }: CommandOf<'hello'>): Promise<void> {
      const call = { address: '', requestId: randomUUID(), exempt: false }
      let before: number
      let ctx: VisitorContext | null
      do {
        // Who is not yet among `visitors` hears of no end: one that came while we asked makes us ask again.
        before = ended
        ctx = await inTime(provingMs, authenticateVisitor(platform, token, call))
      } while (before !== ended)
      clearTimeout(tooLate)
      if (ctx === null) return link.close(closeCodes.notSignedIn, 'not signed in')
      visitor = {
        ctx,
        link,
        member: memberOf(link, ctx),
        conversationId: null,
        memory: { latest: null },
        origin: originOf({ ...origin, ...whereFrom(request) }),
        startsIn: null,
      }
      visitors.add(visitor)
      send(link, { type: 'welcome', protocol, epoch: await hub.epochOf(ctx.scope.workspaceId) })
    }

    return {
      async hear(command) {
        if (command.type === 'hello')
          return visitor === null ? greet(command) : link.close(closeCodes.policy, 'said hello twice')
        if (visitor === null) return link.close(closeCodes.notSignedIn, 'no hello')
        await obey(hub, visitor, command)
      },
      left() {
        clearTimeout(tooLate)
        if (visitor === null) return
        visitors.delete(visitor)
        hub.leave(visitor.member, false)
      },
    }
  }

  const server = createSocketServer<Command>({
    // The panel is a page of ours in a frame: any other page's origin has no business here. Programs have none.
    refuse: ({ headers: { origin } }) => (origin === undefined || isOwnOrigin(origin) ? null : 403),
    read: (json) => visitorCommand.safeParse(json).data ?? null,
    isExempt,
    open,
    log: platform.log,
  })
  return {
    ...server,
    async close() {
      await server.close()
      unsubscribe()
    },
  }
}

const send = (link: Link, frame: ServerFrame): void => link.send(JSON.stringify(frame))

async function obey(
  hub: Hub,
  visitor: Visitor,
  command: Exclude<Command, CommandOf<'hello'>>,
): Promise<void> {
  const { ctx, link } = visitor
  switch (command.type) {
    case 'follow':
      return follow(hub, visitor, command)
    case 'send':
      return receive(visitor, command)
    case 'typing':
      return sayTyping(visitor, command.on)
    case 'delivered':
    case 'read':
      return markForContact(ctx, command.messageId, command.type)
    case 'ping':
      return send(link, { type: 'pong' })
  }
}

async function follow(hub: Hub, visitor: Visitor, place: CommandOf<'follow'>): Promise<void> {
  const { ctx, link, member } = visitor
  visitor.conversationId ??= await findThread(ctx.db, ctx.scope, ctx)
  // Who has not written yet has nothing to follow: their first message's answer tells them to.
  if (visitor.conversationId === null)
    return send(link, { type: 'reset', conversationId: null, reason: 'not_found' })
  await hub.follow(member, visitor.conversationId, place)
}

/** Stores a message and says so. Unavailable is not an answer: the client keeps the message and sends it again. */
async function receive(visitor: Visitor, command: CommandOf<'send'>): Promise<void> {
  const { ctx, link } = visitor
  try {
    const stored = await receiveDelivery(ctx, await beginningFor(visitor), command, visitor.memory)
    visitor.conversationId = stored.conversationId
    send(link, { type: 'sent', clientId: command.clientId, ...stored })
  } catch (error) {
    if (error instanceof DatabaseUnavailable) return link.close(closeCodes.unavailable, 'try again')
    if (!(error instanceof AppError)) throw error
    if (error.code === 'unavailable') return link.close(closeCodes.unavailable, 'try again')
    send(link, { type: 'refused', clientId: command.clientId, code: error.code })
  }
}

const beginningFor = async (visitor: Visitor) => ({
  startsIn: await startsInFor(visitor),
  origin: visitor.origin,
})

async function startsInFor(visitor: Visitor): Promise<StartsIn> {
  const { ctx, startsIn } = visitor
  if (startsIn !== null && ctx.now() - startsIn.readAt < settingsKeptMs) return startsIn.value
  const inbox = await findInbox(ctx.db, ctx.scope, ctx.inboxId)
  if (inbox === null) throw new AppError('not_found', { inboxId: ctx.inboxId })
  visitor.startsIn = { value: startsInOf(inbox), readAt: ctx.now() }
  return visitor.startsIn.value
}

function sayTyping({ ctx, member, conversationId }: Visitor, on: boolean): void {
  if (conversationId === null) return
  const frame: ServerFrame = { type: 'typing', conversationId, actor: contact(ctx.contactId), on }
  ctx.bus.publish({
    type: 'frame',
    workspaceId: ctx.scope.workspaceId,
    conversationId,
    to: 'agents',
    frame,
    from: member.id,
  })
}

function memberOf(link: Link, ctx: VisitorContext): Member {
  return {
    id: randomUUID(),
    workspaceId: ctx.scope.workspaceId,
    agentId: null,
    audience: 'contact',
    scope: () => ctx.scope,
    send: link.send,
    drained: link.drained,
  }
}
