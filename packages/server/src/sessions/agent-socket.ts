import { randomUUID } from 'node:crypto'
import type { IncomingMessage } from 'node:http'
import {
  type AgentCommand,
  agentCommand,
  closeCodes,
  followsMax,
  protocol,
  type ServerFrame,
} from '@rapport/contract'
import { agent, type ConversationId, type WorkspaceId } from '@rapport/domain'
import type { AuditWho, NoteViewing } from '../audit/index.ts'
import type { LoginContext, Platform } from '../platform/context.ts'
import { AppError } from '../platform/errors.ts'
import { inTime, provingMs } from '../platform/in-time.ts'
import {
  createSocketServer,
  type Dialogue,
  type Link,
  type Signal,
  type SocketServer,
} from '../platform/realtime/index.ts'
import type { Authentication, Standing } from '../team/index.ts'
import { closeRunOut } from './close-run-out.ts'
import { findConversation } from './conversations-queries.ts'
import type { Hub, Member } from './hub.ts'
import { noteReadingAlong } from './note-reading-along.ts'

/** What the agents' socket is built from. */
export type AgentSocketParts = Readonly<{
  platform: Platform
  hub: Hub
  authentication: Authentication
  noteViewing: NoteViewing
  /** The console's cookie, if the handshake brought one. */
  cookieOf(request: IncomingMessage): string | null
  /** Whether a page of this origin may speak with the visitor's cookies. */
  isOwnOrigin(origin: string): boolean
  isExempt(request: IncomingMessage): boolean
}>

type Command = ReturnType<typeof agentCommand.parse>

type Connected = {
  link: Link
  member: Member
  loginKey: string
  workspaceId: WorkspaceId
  apiKey: LoginContext['apiKey']
  address: string
  standing: Standing
  follows: Set<ConversationId>
  /** How often rights were checked: of two checks under way the later one counts. */
  checks: number
}

/** The socket of consoles, and of programs that work as an agent. Rights are checked again whenever they may have changed. */
export function createAgentSocket(parts: AgentSocketParts): SocketServer {
  const { platform, hub } = parts
  const connected = new Set<Connected>()
  let changes = 0
  const watching = [platform.bus.subscribe(hear), closeRunOut(parts, connected)]

  function hear(signal: Signal): void {
    if (signal.type === 'token_ended' || signal.type === 'access_changed') changes += 1
    for (const one of connected) {
      const isTheirs =
        (signal.type === 'token_ended' && signal.key === one.loginKey) ||
        (signal.type === 'access_changed' &&
          signal.workspaceId === one.workspaceId &&
          (signal.agentId === null || signal.agentId === one.member.agentId))
      if (isTheirs)
        revalidate(parts, one).catch((error: unknown) => {
          platform.log.error({ error: String(error) }, 'Rights could not be checked again')
          one.link.close(closeCodes.unavailable, 'try again')
        })
    }
  }

  function open(link: Link, request: IncomingMessage): Dialogue<Command> {
    let one: Connected | null = null
    const tooLate = setTimeout(() => link.close(closeCodes.notSignedIn, 'no hello'), 5_000)

    async function greet(hello: Extract<Command, { type: 'hello' }>): Promise<void> {
      let before: number
      let standing: Awaited<ReturnType<typeof authenticate>>
      do {
        // Who is not yet in `connected` hears of no change: one that came while we asked makes us ask again.
        before = changes
        standing = await inTime(provingMs, authenticate(parts, request, hello))
      } while (before !== changes)
      clearTimeout(tooLate)
      if (standing === null) return link.close(closeCodes.notSignedIn, 'not signed in')
      const made: Connected = {
        link,
        follows: new Set(),
        checks: 0,
        ...standing,
        member: memberOf(link, standing, () => made.standing),
      }
      connected.add(made)
      one = made
      const epoch = await hub.epochOf(made.workspaceId)
      send(link, { type: 'welcome', protocol, epoch })
    }

    return {
      async hear(command) {
        if (command.type === 'hello')
          return one === null ? greet(command) : link.close(closeCodes.policy, 'said hello twice')
        if (one === null) return link.close(closeCodes.notSignedIn, 'no hello')
        await obey(parts, one, command)
      },
      left() {
        clearTimeout(tooLate)
        if (one === null) return
        connected.delete(one)
        hub.leave(one.member, false)
      },
    }
  }

  const server = createSocketServer<Command>({
    refuse: (request) => refuseOrigin(request, parts),
    read: (json) => agentCommand.safeParse(json).data ?? null,
    isExempt: parts.isExempt,
    open,
    log: platform.log,
  })
  return {
    ...server,
    async close() {
      await server.close()
      for (const stop of watching) stop()
    },
  }
}

/** Ends what one may no longer see. Anything that changed makes the client load again. */
async function revalidate({ authentication, hub }: AgentSocketParts, one: Connected): Promise<void> {
  one.checks += 1
  const check = one.checks
  const standing = await authentication.revalidate(one)
  if (check !== one.checks) return
  if (!standing?.can('sessions.read')) return one.link.close(closeCodes.notSignedIn, 'signed out')
  one.standing = standing
  one.follows.clear()
  hub.leave(one.member, true)
}

async function obey(
  { platform, hub, noteViewing }: AgentSocketParts,
  one: Connected,
  command: Exclude<Command, { type: 'hello' }>,
): Promise<void> {
  const { member, link } = one
  switch (command.type) {
    case 'follow':
      if (one.follows.size >= followsMax) return link.close(closeCodes.policy, 'too many follows')
      one.follows.add(command.conversationId)
      await noteReadingAlong(platform.db, noteViewing, whoOf(platform, one), command.conversationId)
      return hub.follow(member, command.conversationId, command)
    case 'unfollow':
      one.follows.delete(command.conversationId)
      return hub.unfollow(member, command.conversationId)
    case 'follow_lists':
      return hub.followLists(member)
    case 'unfollow_lists':
      return hub.unfollowLists(member)
    case 'typing':
      if (!one.standing.can('sessions.answer'))
        return send(link, { type: 'refused', clientId: null, code: 'forbidden' })
      return sayTyping(platform, one, command)
    case 'ping':
      return send(link, { type: 'pong' })
  }
}

const whoOf = ({ now }: Platform, { standing, apiKey, address }: Connected): AuditWho => ({
  scope: standing.scope,
  actor: agent(standing.userId),
  now,
  apiKey,
  address,
})

const send = (link: Link, frame: ServerFrame): void => link.send(JSON.stringify(frame))

/**
 * A page of a foreign origin is refused before it is a socket, cookie or not; a cookie without an origin too, since
 * browsers always send one. A program sends neither, and signs in by its hello.
 */
function refuseOrigin(request: IncomingMessage, { cookieOf, isOwnOrigin }: AgentSocketParts): 403 | null {
  const { origin } = request.headers
  if (origin !== undefined) return isOwnOrigin(origin) ? null : 403
  return cookieOf(request) === null ? null : 403
}

async function authenticate(
  { authentication, cookieOf }: AgentSocketParts,
  request: IncomingMessage,
  hello: Extract<Command, { type: 'hello' }>,
): Promise<Pick<Connected, 'loginKey' | 'workspaceId' | 'apiKey' | 'address' | 'standing'> | null> {
  const token = hello.token ?? cookieOf(request)
  if (token === null) return null
  const call = { address: request.socket.remoteAddress ?? '', requestId: randomUUID(), exempt: false }
  const login = await authentication.login({ token, ...call, wanted: hello.workspaceId ?? null })
  if (login === null) return null
  try {
    const standing: Standing = await authentication.agent(login)
    // A key that may read nothing has nothing to hear.
    if (!standing.can('sessions.read')) return null
    const { loginKey, apiKey, address } = login
    return { loginKey, apiKey, address, workspaceId: standing.scope.workspaceId, standing }
  } catch (error) {
    // A workspace that is not theirs looks like a token that is not.
    if (error instanceof AppError) return null
    throw error
  }
}

function memberOf(
  link: Link,
  { workspaceId, standing }: Pick<Connected, 'workspaceId' | 'standing'>,
  current: () => Standing,
): Member {
  const { userId } = standing
  return {
    id: randomUUID(),
    workspaceId,
    agentId: userId,
    // Both may change while the connection stays.
    get audience() {
      return current().audience
    },
    scope: () => current().scope,
    send: link.send,
    drained: link.drained,
  }
}

async function sayTyping(
  platform: Platform,
  { member, follows }: Connected,
  { conversationId, on }: Extract<AgentCommand, { type: 'typing' }> & { conversationId: ConversationId },
): Promise<void> {
  // Only where one follows, which is only where one may: and only the conversation's own people hear it.
  if (!follows.has(conversationId) || member.agentId === null) return
  if ((await findConversation(platform.db, member.scope(), conversationId)) === null) return
  const frame: ServerFrame = { type: 'typing', conversationId, actor: agent(member.agentId), on }
  platform.bus.publish({
    type: 'frame',
    workspaceId: member.workspaceId,
    conversationId,
    to: 'all',
    frame,
    from: member.id,
  })
}
