import { randomUUIDv7 } from 'node:crypto'
import { type AgentId, asId, type InboxId, type Role, type TeamId, type UserId } from '@rapport/domain'
import { addAgentToInboxes, createWebInbox, type Inbox, type WebInboxChoices } from '../inboxes/index.ts'
import type { AgentContext, Platform, Scope } from '../platform/context.ts'
import { hashPassword } from '../platform/crypto/index.ts'
import { type Db, inTransaction } from '../platform/db/index.ts'
import { addMember, createAuthentication, createTeam, createUser, issueLogin } from '../team/index.ts'
import { createWorkspace } from '../workspaces/index.ts'
import { aPlatform } from './a-platform.ts'

/** The password of everybody that tests make. */
export const testPassword = 'correct horse battery'
let hashed: Promise<string> | undefined

/** Somebody with a sign-in, and a login they hold. */
export type TestPerson = Readonly<{ id: UserId; email: string; token: string }>

/** One workspace with an owner and a web inbox, on real tables; nothing else is made that was not asked for. */
export type TestWorkspace = Readonly<{
  platform: Platform
  scope: Scope
  owner: TestPerson
  inbox: Inbox
  /** A new member's context, as a request of theirs would get it. An agent works `inboxes`: the first, if not said. */
  agentContext(role: Role, options?: Readonly<{ inboxes?: readonly InboxId[] }>): Promise<AgentContext>
  /** The context of a login, as a request with its token would get it. */
  contextOf(token: string): Promise<AgentContext>
  ownerContext(): Promise<AgentContext>
  aMember(role: Role): Promise<TestPerson>
  anInbox(choices?: Partial<WebInboxChoices>): Promise<Inbox>
  aTeam(name: string, agentIds?: readonly AgentId[]): Promise<TeamId>
}>

/** Makes a workspace of its own in the database given; `parts` replaces parts of the platform. */
export async function aWorkspace(db: Db, parts: Partial<Platform> = {}): Promise<TestWorkspace> {
  const platform = aPlatform(db, parts)
  const owner = await aPerson(db)
  const authentication = createAuthentication(platform)
  const { scope, inbox } = await inTransaction(db, async (tx) => {
    const scope = await createWorkspace(tx, {
      name: 'Test desk',
      owner: { id: owner.id, name: 'Olive Owner' },
    })
    return { scope, inbox: await createWebInbox(tx, scope, aWebInbox()) }
  })

  async function contextOf(token: string): Promise<AgentContext> {
    const call = { address: '127.0.0.1', requestId: randomUUIDv7(), exempt: false, wanted: scope.workspaceId }
    const login = await authentication.login({ token, ...call })
    if (!login) throw new Error('This token is no login')
    return await authentication.agent(login)
  }

  async function aMember(role: Role): Promise<TestPerson> {
    const person = await aPerson(db)
    const displayName = `${role} ${person.id.slice(-4)}`
    await inTransaction(db, (tx) => addMember(tx, scope, { userId: person.id, role, displayName }))
    return person
  }

  return {
    platform,
    scope,
    owner,
    inbox,
    contextOf,
    aMember,
    ownerContext: () => contextOf(owner.token),
    async agentContext(role, { inboxes = [inbox.id] } = {}) {
      const { id, token } = await aMember(role)
      for (const inboxId of role === 'agent' ? inboxes : [])
        await joinInbox(db, scope, { inboxId, agentId: id })
      return await contextOf(token)
    },
    anInbox: (choices) =>
      inTransaction(db, (tx) => createWebInbox(tx, scope, { ...aWebInbox(), ...choices })),
    async aTeam(name, agentIds = []) {
      const team = await inTransaction(db, (tx) => createTeam(tx, scope, { name, agentIds }))
      return team.id
    },
  }
}

/** A person who can sign in with `testPassword`, and is in no workspace. */
export async function aPerson(db: Db): Promise<TestPerson> {
  hashed ??= hashPassword(testPassword)
  const passwordHash = await hashed
  const id = asId<UserId>(randomUUIDv7())
  const email = `person-${id}@example.test`
  return await inTransaction(db, async (tx) => {
    await createUser(tx, { id, email, name: 'Test Person', passwordHash })
    const { token } = await issueLogin(tx, { userId: id, address: '127.0.0.1' })
    return { id, email, token }
  })
}

/** What a web chat inbox is when nothing about it matters. */
export const aWebInbox = (): WebInboxChoices => ({
  name: 'Shop chat',
  startsIn: 'unassigned',
  botId: null,
  teamId: null,
  widget: { title: 'Chat', greeting: 'Hello', accent: '#0c6457', allowedOrigins: [], requireIdentity: false },
})

async function joinInbox(db: Db, scope: Scope, { inboxId, agentId }: { inboxId: InboxId; agentId: AgentId }) {
  await inTransaction(db, (tx) => addAgentToInboxes(tx, scope, { agentId, inboxIds: [inboxId] }))
}
