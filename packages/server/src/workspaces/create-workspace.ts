import { randomUUIDv7 } from 'node:crypto'
import { type AgentId, asId, type WorkspaceId, type WorkspaceSettings } from '@rapport/domain'
import { type Scope, scopeOf } from '../platform/context.ts'
import type { Tx } from '../platform/db/index.ts'
import { insertOwner, insertStreamHeads, insertWorkspace } from './workspace-queries.ts'

/** A workspace to be: its owner's sign-in exists already. Settings left out keep their defaults. */
export type NewWorkspace = Readonly<{
  id?: WorkspaceId
  name: string
  owner: Readonly<{ id: AgentId; name: string }>
  settings?: Partial<WorkspaceSettings>
}>

/** Makes a workspace ready for its first session: its feed at the beginning, and somebody who owns it. */
export async function createWorkspace(
  tx: Tx,
  { id, name, owner, settings = {} }: NewWorkspace,
): Promise<Scope> {
  const scope = scopeOf(id ?? asId<WorkspaceId>(randomUUIDv7()))
  await insertWorkspace(tx, { id: scope.workspaceId, name, settings })
  await insertStreamHeads(tx, scope)
  await insertOwner(tx, scope, owner)
  return scope
}
