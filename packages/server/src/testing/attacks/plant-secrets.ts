import { createHash, createHmac, randomBytes, randomUUID } from 'node:crypto'
import { identityPayload } from '@rapport/contract'
import { sql } from 'kysely'
import type { Server } from '../../app.ts'
import type { Db } from '../../platform/db/index.ts'
import { testPassword } from '../a-workspace.ts'
import { type CallerName, callerNames, type Desk } from './a-desk.ts'
import { sendHttp } from './raw-http.ts'
import { openGreeted, visitorPath } from './raw-socket.ts'

/** A text that stands in one place, and who may ever be shown it again. */
export type Planted = Readonly<{ what: string; text: string; mayKnow: readonly CallerName[] }>

const nobody: readonly CallerName[] = []
const managers: readonly CallerName[] = ['admin', 'owner']
const seeAll: readonly CallerName[] = ['supervisor', ...managers]
const team: readonly CallerName[] = ['agent', ...seeAll]

const aCanary = (what: string) => `canary-${what}-${randomBytes(8).toString('hex')}`

/**
 * Fills a desk with texts that must not get about: what lets somebody in, where things are kept, addresses of a
 * workspace's own servers, other contacts, and what the team says among itself.
 */
export async function plantSecrets(server: Server, db: Db, desk: Desk): Promise<Planted[]> {
  const token = desk.callers.owner.token ?? ''
  const plant = (what: string, mayKnow: readonly CallerName[]): Planted => ({
    what,
    text: aCanary(what),
    mayKnow,
  })
  const places = [plant('hook-address', managers), plant('webhook-address', managers)] as const
  const words = [plant('note', team), plant('other-inbox', seeAll), plant('team-name', team)] as const
  const contact = [plant('email', team), plant('contact-name', team)] as const
  const [hook, webhook] = places

  const routing = { startsIn: 'unassigned', botId: null, teamId: null }
  const generic = await desk.call(token, '/generic-inboxes', {
    ...{ name: 'Generic', channelLabel: null, ...routing },
    settings: { url: `https://internal.example/${hook.text}`, deduplicates: true, replyWindowHours: null },
  })
  const inboxId = (generic.inbox as { id: string }).id
  const team_ = { agentIds: [desk.callers.agent.userId], teamIds: [] }
  await desk.call(token, `/inboxes/${inboxId}/access`, team_)
  const url = `https://internal.example/${webhook.text}`
  const hooked = await desk.call(token, '/webhooks', { name: 'Hook', url, events: ['message.reacted'] })
  await desk.call(token, `/webhooks/${(hooked.webhook as { id: string }).id}/pause`)
  const { key } = await desk.call(token, '/api-keys', { name: 'Key', scopes: ['team.read'] })
  const identity = await desk.call(token, `/inboxes/${desk.inboxId}/identity-secret`)
  const { invitationToken } = await desk.anInvitation()
  await desk.call(token, '/teams', { name: words[2].text })
  await writeNote(desk, words[0].text)
  await writeElsewhere(server, desk, words[1].text)
  await writeSigned(server, desk, {
    secret: String(identity.secret),
    email: contact[0].text,
    name: contact[1].text,
  })

  const shown = {
    'inbound secret': generic.inboundSecret,
    'outbound secret': generic.outboundSecret,
    'webhook secret': hooked.secret,
    'API key': key,
    'identity secret': identity.secret,
    'invitation token': invitationToken,
    password: testPassword,
  }
  const once = Object.entries(shown).map(([what, text]) => ({ what, text: String(text), mayKnow: nobody }))
  const logins = callerNames.flatMap((name) => {
    const text = desk.callers[name].token
    return text === null ? [] : [{ what: `token of the ${name}`, text, mayKnow: nobody }]
  })
  return [...places, ...words, ...contact, ...once, ...logins, ...(await readKept(db, desk))]
}

/** What the database keeps and never shows: hashes, sealed secrets, and the names of files on the disk. */
async function readKept(db: Db, desk: Desk): Promise<Planted[]> {
  const { rows } = await sql<{ what: string; text: string }>`
    select 'password hash' as what, password_hash as text from users
    union all select 'key hash', encode(key_hash, 'hex') from directory
    union all select 'key hash', translate(encode(key_hash, 'base64'), E'\\n', '') from directory
    union all
    select 'storage key', storage_key from files /* all workspaces: nobody is shown any */
    union all
    select 'sealed secret', translate(encode(sealed, 'base64'), E'\\n', '') from inbox_secrets /* all workspaces: nobody is shown any */`.execute(
    db,
  )
  // A link to a file names the hash of its reader's own token, and nobody else's.
  const owners = new Map(callerNames.map((name) => [hashOf(desk.callers[name].token ?? ''), name]))
  return rows.map((row) => {
    const owner = owners.get(row.text)
    return owner
      ? { ...row, what: `key hash of the ${owner}`, mayKnow: [owner] }
      : { ...row, mayKnow: nobody }
  })
}

const hashOf = (token: string) => createHash('sha256').update(token).digest('hex')

async function writeNote(desk: Desk, text: string): Promise<void> {
  const { session } = desk.callers.visitor.own
  const token = desk.callers.owner.token ?? ''
  await desk.call(token, `/sessions/${session}/take`)
  await desk.call(token, `/sessions/${session}/notes`, { clientId: randomUUID(), text })
}

/** A message on an inbox that the agent does not work. */
async function writeElsewhere(server: Server, desk: Desk, text: string): Promise<void> {
  const token = desk.callers.owner.token ?? ''
  const other = await sendHttp(server.origin, {
    method: 'GET',
    path: '/api/v1/inboxes',
    headers: { authorization: `Bearer ${token}` },
  })
  const { items } = JSON.parse(other.body) as { items: { id: string; widget: { key: string } | null }[] }
  const key = items.find(({ id }) => id === desk.otherInboxId)?.widget?.key ?? ''
  const visitor = await desk.aVisitor(key)
  await say(server, visitor.token, text)
}

/** A visitor whom the host page has signed for, with a name and an address. */
async function writeSigned(
  server: Server,
  desk: Desk,
  { secret, email, name }: Readonly<{ secret: string; email: string; name: string }>,
): Promise<void> {
  const person = { userId: randomUUID(), name, email: `${email}@example.test` }
  const signature = createHmac('sha256', secret).update(identityPayload(person), 'utf8').digest('hex')
  const begun = await sendHttp(server.origin, {
    method: 'POST',
    path: '/api/v1/widget/visitors',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ key: desk.widgetKey, identity: { ...person, signature } }),
  })
  const { token } = JSON.parse(begun.body) as { token: string }
  await say(server, token, 'Hello')
}

async function say(server: Server, token: string, text: string): Promise<void> {
  const live = await openGreeted(server.origin, visitorPath, { token })
  live.say({ type: 'send', clientId: randomUUID(), text })
  await live.next('sent')
  live.end()
}
