import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { visitorCommand } from '@rapport/contract'
import type { ErrorCode, ServerFrame, VisitorCommand } from '@rapport/contract/light'
import {
  asId,
  blankSession,
  type InboxId,
  instant,
  type MessageId,
  type Session,
  type SessionId,
  startSession,
  type WorkspaceId,
} from '@rapport/domain'
import { type WebSocket, WebSocketServer } from 'ws'
import {
  contactId,
  conversationId,
  framesOf,
  type Happening,
  record,
  snapshotOf,
} from './conversation-model.ts'

type Command<Type extends VisitorCommand['type']> = Extract<VisitorCommand, { type: Type }>
type Sent = Extract<ServerFrame, { type: 'sent' }>

/** Misfortunes a test can order. */
type Mischief = {
  /** Hears and answers nothing, as a link whose other end is gone. */
  isDead: boolean
  /** Cuts the link right after storing this many more messages, before saying so. */
  cutsAfterStoring: number
  /** Forgets to send the next event. */
  losesNext: boolean
  /** Answers the next follow with a reset. */
  resetsNext: boolean
  refusal: ErrorCode | null
  /** Closes with this instead of a welcome. */
  closesHello: number | null
}

type Desk = {
  readonly happenings: Happening[]
  readonly heard: VisitorCommand[]
  readonly answers: Map<string, Sent>
  readonly follows: Map<WebSocket, number>
  readonly mischief: Mischief
  loads: number
}

/** A small real server of one visitor's conversation, over HTTP and a socket, that goes wrong when told to. */
export async function aScriptedDesk() {
  const desk: Desk = {
    happenings: [],
    heard: [],
    answers: new Map(),
    follows: new Map(),
    loads: 0,
    mischief: {
      isDead: false,
      cutsAfterStoring: 0,
      losesNext: false,
      resetsNext: false,
      refusal: null,
      closesHello: null,
    },
  }
  const http = createServer((_, response) => {
    response.setHeader('content-type', 'application/json')
    response.end(JSON.stringify(load(desk)))
  })
  const sockets = new WebSocketServer({ server: http })
  sockets.on('connection', (socket) => serve(desk, socket))
  await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve))

  return {
    baseUrl: `http://127.0.0.1:${(http.address() as AddressInfo).port}`,
    mischief: desk.mischief,
    heard: desk.heard,
    loads: () => desk.loads,
    stored: () =>
      desk.happenings.flatMap((past) => (past.kind === 'event' ? (past.message?.clientId ?? []) : [])),
    /** Somebody writes into the visitor's conversation. */
    writeFromElsewhere: () => void store(desk, crypto.randomUUID()),
    cut(code?: number) {
      for (const socket of sockets.clients) {
        if (code === undefined) socket.terminate()
        else socket.close(code)
      }
    },
    async close() {
      for (const socket of sockets.clients) socket.terminate()
      sockets.close()
      await new Promise((resolve) => http.close(resolve))
    },
  }
}

function load(desk: Desk): object {
  desk.loads += 1
  const { details: _details, notes: _notes, people, ...snapshot } = snapshotOf(desk.happenings, 'contact')
  return { ...snapshot, people: Object.values(people) }
}

function serve(desk: Desk, socket: WebSocket): void {
  socket.on('close', () => desk.follows.delete(socket))
  socket.on('message', (data) => {
    if (desk.mischief.isDead) return
    const command = visitorCommand.parse(JSON.parse(String(data)))
    desk.heard.push(command)
    if (command.type === 'hello') greet(desk, socket)
    if (command.type === 'follow') follow(desk, socket, command)
    if (command.type === 'send') receive(desk, socket, command)
    if (command.type === 'ping') say(socket, { type: 'pong' })
  })
}

const say = (socket: WebSocket, frame: ServerFrame) => socket.send(JSON.stringify(frame))

function greet({ mischief }: Desk, socket: WebSocket): void {
  if (mischief.closesHello !== null) socket.close(mischief.closesHello)
  else say(socket, { type: 'welcome', protocol: 1, epoch: snapshotOf([], 'contact').epoch })
}

function follow(
  { happenings, follows, mischief }: Desk,
  socket: WebSocket,
  { position }: Command<'follow'>,
): void {
  if (happenings.length === 0)
    return void say(socket, { type: 'reset', conversationId: null, reason: 'not_found' })
  if (mischief.resetsNext) {
    mischief.resetsNext = false
    return void say(socket, { type: 'reset', conversationId, reason: 'behind' })
  }
  for (const frame of framesOf(happenings.slice(position), 'contact', position)) say(socket, frame)
  follows.set(socket, happenings.length)
  say(socket, { type: 'following', conversationId, position: happenings.length })
}

function receive(desk: Desk, socket: WebSocket, { clientId }: Command<'send'>): void {
  const { mischief } = desk
  if (mischief.refusal !== null)
    return void say(socket, { type: 'refused', clientId, code: mischief.refusal })
  const answer = store(desk, clientId)
  if (mischief.cutsAfterStoring === 0) return void say(socket, answer)
  mischief.cutsAfterStoring -= 1
  socket.terminate()
}

/** Stores a message once by its client id, opening the session with the first. */
function store(desk: Desk, clientId: string): Sent {
  const known = desk.answers.get(clientId)
  if (known !== undefined) return known
  const latest = desk.happenings.at(-1)
  const session = latest?.kind === 'event' ? latest.after : fresh
  const messageId = asId<MessageId>(crypto.randomUUID())
  const received = { type: 'message.received', messageId } as const
  const events = session.version === 0 ? [opening, received] : [received]
  const version = session.version + events.length
  const answer: Sent = { type: 'sent', clientId, messageId, sessionId: session.id, version, conversationId }
  desk.answers.set(clientId, answer)
  const from = desk.happenings.length
  for (const step of record(session, events, instant(Date.now()))) {
    const message = step.message && { ...step.message, clientId }
    desk.happenings.push({
      kind: 'event',
      action: '',
      position: desk.happenings.length + 1,
      ...step,
      message,
    })
  }
  spread(desk, from)
  return answer
}

function spread({ happenings, follows, mischief }: Desk, from: number): void {
  for (const [socket, at] of follows) {
    for (const frame of framesOf(happenings.slice(from), 'contact', at)) {
      if (!mischief.losesNext) say(socket, frame)
      mischief.losesNext = false
    }
    follows.set(socket, happenings.length)
  }
}

const anId = (digit: string) => `0198a000-0000-7000-8000-00000000000${digit}`
const fresh: Session = blankSession(asId<WorkspaceId>(anId('f')), asId<SessionId>(anId('5')))
const opening = startSession({
  conversationId,
  contactId,
  inboxId: asId<InboxId>(anId('b')),
  number: 1,
  startsIn: { as: 'unassigned', teamId: null },
})
