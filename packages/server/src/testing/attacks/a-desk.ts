import { randomBytes, randomUUID, randomUUIDv7 } from 'node:crypto'
import { workspaceHeader } from '@rapport/contract'
import {
  defaultWorkspaceSettings,
  type InboxId,
  type Role,
  type TeamId,
  tagColours,
  type WorkspaceId,
} from '@rapport/domain'
import { sql } from 'kysely'
import type { Server } from '../../app.ts'
import type { Db } from '../../platform/db/index.ts'
import { png } from '../../platform/files/testing/sample-files.ts'
import { encodeKey } from '../../platform/http/page-key.ts'
import { aWorkspace, type TestWorkspace } from '../a-workspace.ts'
import { addLearned } from './add-learned.ts'
import { multipart, sendHttp } from './raw-http.ts'
import { openGreeted, visitorPath } from './raw-socket.ts'
import { fieldKey, type IdKind } from './read-shape.ts'

export const callerNames = ['agent', 'supervisor', 'admin', 'owner', 'visitor', 'anonymous'] as const
export type CallerName = (typeof callerNames)[number]

/** Ids of things that a caller may work with, one of each kind, and the texts that open doors. */
export type Things = Readonly<Record<IdKind, string>> &
  Readonly<{
    picture: string
    /** A tag beside the other. */
    otherTag: string
    contactTag: string
    contactField: string
    genericInbox: string
    channelDelivery: string
    outboxMessage: string
    olderCursor: string
    widgetKey: string
    invitationToken: string
    email: string
    link: Readonly<{ fileId: string; holder: string; expires: string; signature: string }>
    avatar: Readonly<{ fileId: string; signature: string }>
    exportLink: Readonly<{ holder: string; expires: string; signature: string }>
    /** The review as it is seen, and a message of its session. */
    reviewVersion: number
    evidence: string
  }>
export type Caller = Readonly<{ name: CallerName; token: string | null; userId: string | null; own: Things }>

/** A workspace in which everything exists once, all its words marked by a text that stands nowhere else. */
export type Desk = Readonly<{
  workspaceId: WorkspaceId
  canary: string
  workspace: TestWorkspace
  callers: Readonly<Record<CallerName, Caller>>
  inboxId: InboxId
  /** An inbox that the agent does not work. */
  otherInboxId: InboxId
  teamId: TeamId
  widgetKey: string
  call(token: string, path: string, body?: object): Promise<Record<string, unknown>>
  /** A visitor who has written once: their token, and what their message became. */
  aVisitor(key?: string): Promise<Visitor>
  upload(
    token: string,
    path: string,
    file: Readonly<{ name: string; body: Buffer | string }>,
  ): Promise<Uploaded>
  /** An invitation nobody has used. */
  anInvitation(): Promise<Pick<Things, 'invitation' | 'invitationToken'>>
}>
export type Visitor = Readonly<{
  token: string
  sessionId: string
  conversationId: string
  messageId: string
}>
type Uploaded = Readonly<{ id: string; url: string }>

/** Makes a desk on a running server, through the doors that people use. */
export async function aDesk(server: Server, db: Db): Promise<Desk> {
  const workspace = await aWorkspace(db)
  const canary = `canary-${randomBytes(9).toString('hex')}`
  const { scope, owner } = workspace
  const widget = {
    title: canary,
    greeting: canary,
    accent: '#0c6457',
    allowedOrigins: [],
    requireIdentity: false,
  }
  const inbox = await workspace.anInbox({ name: `${canary} inbox`, widget })
  const otherInbox = await workspace.anInbox({ name: `${canary} other inbox`, widget })
  const widgetKey = inbox.widget?.key ?? ''
  const doors = openDoors(server, scope.workspaceId, canary)
  await doors.call(owner.token, '/workspace', { name: `${canary} desk`, settings: usualSettings })

  const people = { owner } as Record<Role, TestWorkspace['owner']>
  for (const role of ['agent', 'supervisor', 'admin'] as const) people[role] = await workspace.aMember(role)
  const teamId = await workspace.aTeam(`${canary} team`, [people.agent.id])
  const access = { agentIds: [people.agent.id], teamIds: [teamId] }
  await doors.call(owner.token, `/inboxes/${inbox.id}/access`, access)
  const governed = await govern(doors, { token: owner.token, canary, widgetKey })
  const common = {
    workspace: scope.workspaceId,
    inbox: inbox.id,
    team: teamId,
    widgetKey,
    bot: await addBot(db, scope.workspaceId, canary),
    ...(await connectPrograms(doors, { db, workspaceId: scope.workspaceId, token: owner.token, canary })),
    ...(await invite(doors, owner.token, { teamIds: [teamId], inboxIds: [inbox.id] })),
    ...governed,
    ...(await learn(doors, { db, workspace, canary, view: governed.view, widgetKey })),
  }

  const callers = {} as Record<CallerName, Caller>
  for (const role of ['agent', 'supervisor', 'admin', 'owner'] as const) {
    const { id, token } = people[role]
    const member = { token, id, widgetKey, canary, db }
    const own = await furnish(doors, member, { workspaceId: common.workspace, ...common, canary })
    callers[role] = {
      name: role,
      token,
      userId: id,
      own: { ...common, ...own, agent: people.agent.id, email: people[role].email },
    }
  }
  const visitor = await doors.aVisitor(widgetKey)
  const { own } = callers.owner
  const file = await doors.upload(visitor.token, '/widget/files', { name: `${canary}.txt`, body: canary })
  const seen = {
    session: visitor.sessionId,
    conversation: visitor.conversationId,
    message: visitor.messageId,
  }
  const { token } = visitor
  callers.visitor = { name: 'visitor', token, userId: null, own: { ...own, ...seen, file: file.id } }
  callers.anonymous = { name: 'anonymous', token: null, userId: null, own }
  const places = { inboxId: inbox.id, otherInboxId: otherInbox.id, teamId, widgetKey }
  return {
    workspaceId: scope.workspaceId,
    canary,
    workspace,
    callers,
    ...places,
    ...doors,
    anInvitation: () => invite(doors, owner.token, { teamIds: [teamId], inboxIds: [inbox.id] }),
    aVisitor: (key = widgetKey) => doors.aVisitor(key),
  }
}

type Learned = Readonly<{ db: Db; workspace: TestWorkspace; canary: string; view: string; widgetKey: string }>

const learn = ({ call, aVisitor }: Doors, { db, workspace, canary, view, widgetKey }: Learned) =>
  addLearned({
    ...{ db, canary, view, call, aVisitor: () => aVisitor(widgetKey) },
    ...{
      workspaceId: workspace.scope.workspaceId,
      ownerId: workspace.owner.id,
      token: workspace.owner.token,
    },
  })

const usualSettings = {
  ...defaultWorkspaceSettings,
  takeMode: 'take',
  confirmEnd: false,
  historicalAfterDays: 14,
}

type Sent = Readonly<{ method?: string; headers: Record<string, string>; body: string | Buffer }>
type Doors = ReturnType<typeof openDoors>

function openDoors({ origin }: Server, workspaceId: WorkspaceId, canary: string) {
  async function send(token: string, path: string, more: Sent): Promise<Record<string, unknown>> {
    const headers = { authorization: `Bearer ${token}`, [workspaceHeader]: workspaceId, ...more.headers }
    const sent = { method: 'POST', path: `/api/v1${path}`, ...more, headers }
    const { status, body } = await sendHttp(origin, sent)
    if (status !== 200) throw new Error(`${sent.method} ${path} answered ${status}: ${body}`)
    return JSON.parse(body)
  }
  const json = (body: object) => ({
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  })

  return {
    call: (token: string, path: string, body: object = {}) => send(token, path, json(body)),
    put: (token: string, path: string, body: object) => send(token, path, { method: 'PUT', ...json(body) }),
    async upload(
      token: string,
      path: string,
      { name, body }: Readonly<{ name: string; body: Buffer | string }>,
    ) {
      const made = await send(token, path, multipart([{ head: `name="file"; filename="${name}"`, body }]))
      return made as unknown as Uploaded
    },
    async aVisitor(key: string): Promise<Visitor> {
      const headers = { 'content-type': 'application/json' }
      const begun = {
        method: 'POST',
        path: '/api/v1/widget/visitors',
        headers,
        body: JSON.stringify({ key }),
      }
      const { token } = JSON.parse((await sendHttp(origin, begun)).body) as { token: string }
      const live = await openGreeted(origin, visitorPath, { token })
      live.say({ type: 'send', clientId: randomUUID(), text: `${canary} asks` })
      const { sessionId, conversationId, messageId } = await live.next('sent')
      live.end()
      return { token, sessionId, conversationId, messageId }
    },
  }
}

async function addBot(db: Db, workspaceId: WorkspaceId, canary: string): Promise<string> {
  const id = randomUUIDv7()
  await sql`insert into bots (workspace_id, bot_id, name, kind)
    values (${workspaceId}, ${id}, ${`${canary} bot`}, 'scripted')`.execute(db)
  return id
}

async function invite({ call }: Doors, token: string, to: object) {
  const email = `invited-${randomUUID()}@example.test`
  const { id, url } = await call(token, '/invitations', { email, role: 'agent', ...to })
  return { invitation: String(id), invitationToken: String(url).split('/').at(-1) ?? '' }
}

type Governed = Readonly<{ token: string; canary: string; widgetKey: string }>

/** What sessions and contacts are marked and found by, and what is done to many of them or to one for good. */
async function govern({ call, aVisitor }: Doors, { token, canary, widgetKey }: Governed) {
  const make = async (path: string, body: object) => String((await call(token, path, body)).id)
  const tag = (scope: string, name = `${canary} tag`) => make('/tags', { scope, name, colour: tagColours[0] })
  const field = (scope: string) =>
    make('/fields', { scope, key: fieldKey, name: `${canary} field`, kind: 'text' })
  const definition = { list: 'all', filter: '', form: 'table', columns: null }
  const words = await call(token, '/watch-words', { texts: [`${canary} word`], side: 'agent' })
  const banned = await make('/contacts', { name: `${canary} banned` })
  const { ban } = await call(token, `/contacts/${banned}/ban`, { reason: `${canary} reason` })
  const { sessionId } = await aVisitor(widgetKey)
  const [sessionTag, contactTag] = [await tag('session'), await tag('contact')]
  return {
    tag: sessionTag,
    otherTag: await tag('session', `${canary} other tag`),
    contactTag,
    field: await field('session'),
    contactField: await field('contact'),
    view: await make('/views', { name: `${canary} view`, scope: 'everyone', definition }),
    watchWord: (words.items as { id: string }[])[0]?.id ?? '',
    ban: (ban as { id: string }).id,
    batch: await make('/batches', {
      clientId: randomUUID(),
      target: { sessionIds: [sessionId] },
      action: { do: 'tag', add: [sessionTag] },
    }),
  }
}

type Ground = Readonly<{ db: Db; workspaceId: WorkspaceId; token: string; canary: string }>

/** What a workspace gives to programs: keys, channels of their own, and addresses that are told of events. */
async function connectPrograms({ call }: Doors, { db, workspaceId, token, canary }: Ground) {
  const url = `http://127.0.0.1:9/${canary}`
  const { view } = await call(token, '/api-keys', { name: canary, scopes: ['team.read'] })
  const { inbox } = await call(token, '/generic-inboxes', {
    ...{ name: `${canary} generic`, channelLabel: canary, startsIn: 'unassigned', botId: null, teamId: null },
    settings: { url, deduplicates: true, replyWindowHours: null },
  })
  const { webhook } = await call(token, '/webhooks', { name: canary, url, events: ['session.started'] })
  const { id: webhookId } = webhook as { id: string }
  // Paused, so that nothing of it changes but by what is attacked.
  await call(token, `/webhooks/${webhookId}/pause`)
  const delivery = randomUUIDv7()
  await sql`
    insert into webhook_deliveries
      (workspace_id, delivery_id, webhook_id, session_id, version, event_type, state, last_error, created_at)
    values (${workspaceId}, ${delivery}, ${webhookId}, ${randomUUIDv7()}, 1, 'session.started', 'dead', ${canary},
      now())`.execute(db)
  const { id: genericInbox } = inbox as { id: string }
  const channelDelivery = await addUnread(db, { workspaceId, genericInbox, canary })
  return { apiKey: (view as { id: string }).id, genericInbox, webhook: webhookId, delivery, channelDelivery }
}

type Channel = Readonly<{ workspaceId: WorkspaceId; genericInbox: string; canary: string }>

/** What a channel could not read: it waits for somebody. */
async function addUnread(db: Db, { workspaceId, genericInbox, canary }: Channel): Promise<string> {
  const id = randomUUIDv7()
  await sql`
    insert into deliveries (workspace_id, delivery_id, inbox_id, external_id, adapter_version, method, path, headers,
      body, state, error, received_at)
    values (${workspaceId}, ${id}, ${genericInbox}, ${canary}, 1, 'POST', ${`/${canary}`}, '{}',
      ${Buffer.from(canary)}, 'failed', ${canary}, now())`.execute(db)
  return id
}

/** A message that did not arrive, in a channel that a program carries: it waits for somebody too. */
async function addUnsent(
  db: Db,
  { workspaceId, genericInbox }: Channel,
  { messageId, session, conversation }: Readonly<Record<'messageId' | 'session' | 'conversation', string>>,
): Promise<string> {
  await sql`
    insert into outbox (workspace_id, message_id, inbox_id, session_id, conversation_id, state, created_at, updated_at)
    values (${workspaceId}, ${messageId}, ${genericInbox}, ${session}, ${conversation}, 'failed', now(), now())`.execute(
    db,
  )
  return messageId
}

type Member = Readonly<{ token: string; id: string; widgetKey: string; canary: string; db: Db }>

/** Gives a member a session of theirs with everything in it, and uploads that wait to be sent. */
async function furnish(doors: Doors, { token, id, widgetKey, canary, db }: Member, channel: Channel) {
  const { sessionId, conversationId, messageId } = await doors.aVisitor(widgetKey)
  const text = `${canary} says`
  const uploadPicture = () => doors.upload(token, '/files', { name: `${canary}.png`, body: png })
  const avatar = await uploadPicture()
  const picture = await uploadPicture()
  const file = await doors.upload(token, '/files', { name: `${canary}.txt`, body: text })
  const profile = { displayName: `${canary} ${id.slice(-4)}`, avatarFileId: avatar.id }
  const { avatarUrl } = await doors.call(token, '/team/profile', profile)
  await doors.call(token, `/sessions/${sessionId}/take`)
  const sent = await doors.call(token, `/sessions/${sessionId}/messages`, { clientId: randomUUID(), text })
  const unsent = { messageId: String(sent.messageId), session: sessionId, conversation: conversationId }
  const outboxMessage = await addUnsent(db, channel, unsent)
  const note = await doors.call(token, `/sessions/${sessionId}/notes`, { clientId: randomUUID(), text })
  await doors.put(token, `/conversations/${conversationId}/draft`, { text })
  const { rows } = await sql<{ contact_id: string; started_at: number }>`
    /* all workspaces: a scene is set */
    select contact_id, started_at from sessions where session_id = ${sessionId}`.execute(db)
  const { contact_id: contact, started_at: startedAt } = rows[0] ?? { contact_id: '', started_at: 0 }
  return {
    session: sessionId,
    conversation: conversationId,
    message: messageId,
    note: String(note.noteId),
    contact,
    filter: `contact:any(${contact})`,
    outboxMessage,
    file: file.id,
    picture: picture.id,
    cursor: encodeKey({ at: startedAt + 1, id: sessionId }),
    olderCursor: `${encodeKey({ at: 1_000_000, id: sessionId })}.5`,
    link: linkOf(file),
    avatar: pictureOf({ id: avatar.id, url: String(avatarUrl) }),
    signature: linkOf(file).signature,
  }
}

function pictureOf(picture: Uploaded) {
  const { fileId, signature } = linkOf(picture)
  return { fileId, signature }
}

function linkOf({ id, url }: Uploaded) {
  // Relative where files have no origin of their own.
  const query = new URL(url, 'http://desk.test').searchParams
  const said = (name: string) => query.get(name) ?? ''
  return { fileId: id, holder: said('holder'), expires: said('expires'), signature: said('signature') }
}
