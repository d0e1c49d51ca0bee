import { randomUUIDv7 } from 'node:crypto'
import { type AgentId, asId } from '@rapport/domain'
import { listWorkspacesNamed } from '../imports/index.ts'
import type { Platform, Scope } from '../platform/context.ts'
import { hashPassword } from '../platform/crypto/index.ts'
import { inTransaction, type Tx } from '../platform/db/index.ts'
import { addMember, createUser } from '../team/index.ts'
import { createWorkspace } from '../workspaces/index.ts'
import type { DemoGround } from './demo-ground.ts'
import { type DemoPerson, type DemoTeam, demoPassword, demoPeople, demoTeams } from './demo-people.ts'
import { listMemberIds, listUserIds, lockDemo } from './demo-queries.ts'
import { languages } from './languages/index.ts'
import { idOf, makeGround } from './make-ground.ts'

/** Several workspaces have this name; the message says which. */
export class WorkspaceUnclear extends Error {
  constructor(name: string, ids: readonly string[]) {
    super(`There are several workspaces called ${name}; say which by id: ${ids.join(', ')}`)
    this.name = 'WorkspaceUnclear'
  }
}

/** Everybody of a large demo: the small one's people, and as many more agents as a desk of that size has. */
const largePeople: readonly DemoPerson[] = [...demoPeople, ...moreAgents(20)]

/** The demo's teams, with the further agents spread over them. */
const largeTeams: readonly DemoTeam[] = demoTeams.map(({ key, name, members }, i) => ({
  key,
  name,
  members: [
    ...members,
    ...moreAgents(20).flatMap((person, nth) => (nth % demoTeams.length === i ? [person.key] : [])),
  ],
}))

function moreAgents(count: number): readonly DemoPerson[] {
  return Array.from({ length: count }, (_, i): DemoPerson => {
    const [language] = languages[i % languages.length] ?? languages[0] ?? []
    const [given, family] = language?.names[(3 + i) % (language.names.length || 1)] ?? ['Alex', 'Doe']
    const key = `agent-${String(i + 1).padStart(2, '0')}`
    return { key, name: `${given} ${family}`, email: `${key}@demo.test`, role: 'agent' }
  })
}

/**
 * The workspace of that name or id with everything a history needs in it, made where it is missing: safe to repeat, and
 * nothing that is there is changed. Sign-ins that exist keep their passwords.
 */
export async function ensureLargeCompany(
  { db }: Pick<Platform, 'db'>,
  { name, since }: Readonly<{ name: string; since: number }>,
): Promise<DemoGround> {
  const passwordHash = await hashPassword(demoPassword)
  return await inTransaction(db, async (tx) => {
    await lockDemo(tx)
    const found = await listWorkspacesNamed(db, name)
    const ids = found.map(({ scope }) => scope.workspaceId)
    if (ids.length > 1) throw new WorkspaceUnclear(name, ids)
    const agentIds = await ensureUsers(tx, passwordHash)
    const scope = found[0]?.scope ?? (await makeWorkspace(tx, name, agentIds))
    await ensureMembers(tx, scope, agentIds)
    return await makeGround(tx, scope, { name, people: largePeople, agentIds, teams: largeTeams, since })
  })
}

async function ensureUsers(tx: Tx, passwordHash: string): Promise<ReadonlyMap<string, AgentId>> {
  const known = await listUserIds(
    tx,
    largePeople.map(({ email }) => email),
  )
  const ids = new Map<string, AgentId>()
  for (const { key, name, email } of largePeople) {
    const id = known.get(email) ?? asId<AgentId>(randomUUIDv7())
    if (!known.has(email)) await createUser(tx, { id, email, name, passwordHash })
    ids.set(key, id)
  }
  return ids
}

async function makeWorkspace(tx: Tx, name: string, ids: ReadonlyMap<string, AgentId>): Promise<Scope> {
  const [owner] = demoPeople
  return await createWorkspace(tx, { name, owner: { id: idOf(ids, owner.key), name: owner.name } })
}

async function ensureMembers(tx: Tx, scope: Scope, ids: ReadonlyMap<string, AgentId>): Promise<void> {
  const members = await listMemberIds(tx, scope, [...ids.values()])
  for (const { key, name, role } of largePeople) {
    const userId = idOf(ids, key)
    if (!members.has(userId)) await addMember(tx, scope, { userId, role, displayName: name })
  }
}
