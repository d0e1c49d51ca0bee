import { randomUUIDv7 } from 'node:crypto'
import { Readable } from 'node:stream'
import { type AgentId, agent, asId, type FileId, type WorkspaceId } from '@rapport/domain'
import { type Platform, scopeOf } from '../platform/context.ts'
import { hashPassword } from '../platform/crypto/index.ts'
import { inTransaction, type Tx } from '../platform/db/index.ts'
import { keepFile, receiveFile } from '../platform/files/index.ts'
import { addMember, createUser, updateAvatar } from '../team/index.ts'
import { anyWorkspaceExists, createWorkspace } from '../workspaces/index.ts'
import { demoCalendar } from './demo-marks.ts'
import { demoPassword, demoPeople, demoTeams, demoWorkspaceId, demoWorkspaceName } from './demo-people.ts'
import { lockDemo, workspaceExists } from './demo-queries.ts'
import { drawAvatar } from './draw-avatar.ts'
import { fillDemo } from './fill-demo.ts'
import { idOf, makeGround } from './make-ground.ts'
import type { Extent } from './plan-conversations.ts'

/** `made` now, `there` from an earlier start, or `not_ours`: the database is somebody's, and stays as it is. */
export type DemoState = 'made' | 'there' | 'not_ours'

/** The demo's whole history: 2,000 sessions over 120 days, a dozen live in every state. */
export const demoExtent: Extent = { sessions: 2000, days: 120, liveOfEach: 12 }

/** The demo's workspace, whole. */
export const demoScope = scopeOf(asId<WorkspaceId>(demoWorkspaceId))

/**
 * Makes the demo on a database without any workspace, in one transaction: a start that is interrupted leaves nothing of
 * it, and the next makes it whole. On any other database nothing happens.
 */
export async function ensureDemo(platform: Platform, extent: Extent = demoExtent): Promise<DemoState> {
  const { db } = platform
  if (await workspaceExists(db, demoScope)) return 'there'
  if (await anyWorkspaceExists(db)) return 'not_ours'
  const passwordHash = await hashPassword(demoPassword)
  const agentIds = new Map(demoPeople.map(({ key }) => [key, asId<AgentId>(randomUUIDv7())]))
  // Uploaded before and kept with everything else: pictures of a start that failed go as nobody's, like any upload.
  const avatars = await uploadAvatars(platform, agentIds)
  return await inTransaction(db, async (tx) => {
    await lockDemo(tx)
    if (await workspaceExists(tx, demoScope)) return 'there'
    if (await anyWorkspaceExists(tx)) return 'not_ours'
    await makePeople(tx, agentIds, passwordHash)
    for (const [agentId, fileId] of avatars) {
      await keepFile(tx, demoScope, { fileId, by: agent(agentId) })
      await updateAvatar(tx, demoScope, { agentId, fileId })
    }
    const since = platform.now() - extent.days * 86_400_000
    const company = { name: demoWorkspaceName, people: demoPeople, agentIds, teams: demoTeams, since }
    const ground = await makeGround(tx, demoScope, company)
    await fillDemo(tx, ground, { now: platform.now(), extent })
    return 'made'
  })
}

async function uploadAvatars(
  platform: Platform,
  agentIds: ReadonlyMap<string, AgentId>,
): Promise<ReadonlyMap<AgentId, FileId>> {
  const avatars = new Map<AgentId, FileId>()
  for (const [index, [key, agentId]] of [...agentIds].entries()) {
    const ctx = { ...platform, scope: demoScope, actor: agent(agentId) }
    const bytes = Readable.from([drawAvatar(index)])
    const { id } = await receiveFile(ctx, { name: `${key}.png`, declaredType: 'image/png', bytes })
    avatars.set(agentId, id)
  }
  return avatars
}

async function makePeople(
  tx: Tx,
  agentIds: ReadonlyMap<string, AgentId>,
  passwordHash: string,
): Promise<void> {
  for (const { key, name, email } of demoPeople) {
    await createUser(tx, { id: idOf(agentIds, key), email, name, passwordHash })
  }
  const [owner, ...others] = demoPeople
  await createWorkspace(tx, {
    id: demoScope.workspaceId,
    name: demoWorkspaceName,
    owner: { id: idOf(agentIds, owner.key), name: owner.name },
    settings: { timeZone: demoCalendar.timeZone },
  })
  for (const { key, name, role } of others) {
    await addMember(tx, demoScope, { userId: idOf(agentIds, key), role, displayName: name })
  }
}
