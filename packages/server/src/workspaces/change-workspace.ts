import { defaultWorkspaceSettings, type WorkspaceId, type WorkspaceSettings } from '@rapport/domain'
import type { Context, Scope } from '../platform/context.ts'
import type { DbOrTx } from '../platform/db/index.ts'
import { AppError } from '../platform/errors.ts'
import { checkSettings } from './check-settings.ts'
import { findWorkspaceRow, updateWorkspace } from './workspace-queries.ts'

/** A workspace with all its settings. */
export type Workspace = Readonly<{ id: WorkspaceId; name: string; settings: WorkspaceSettings }>

/** The settings that hold: what was stored, and defaults for the rest, so that a new setting needs no migration. */
export function readSettings(stored: unknown): WorkspaceSettings {
  const chosen = (stored ?? {}) as Readonly<Record<string, unknown>>
  const names = Object.keys(defaultWorkspaceSettings)
  const known = names.filter((name) => chosen[name] !== undefined).map((name) => [name, chosen[name]])
  return { ...defaultWorkspaceSettings, ...Object.fromEntries(known) }
}

/** The workspace one works in. */
export async function getWorkspace(db: DbOrTx, scope: Scope): Promise<Workspace> {
  const row = await findWorkspaceRow(db, scope)
  if (!row) throw new AppError('not_found', { workspaceId: scope.workspaceId })
  return { ...row, settings: readSettings(row.settings) }
}

/**
 * Changes name and settings as a whole, if they make sense; of two who change them at once the later one's stand. Where agents may do more or
 * less than before, every open screen of the workspace learns its rights anew.
 */
export async function changeWorkspace(
  { db, bus, scope }: Pick<Context, 'db' | 'bus' | 'scope'>,
  change: Readonly<{ name: string; settings: WorkspaceSettings }>,
): Promise<Workspace> {
  const before = await getWorkspace(db, scope)
  const settings = await checkSettings(db, change.settings)
  await updateWorkspace(db, { id: scope.workspaceId, name: change.name, settings })
  const after = await getWorkspace(db, scope)
  const granted = ({ settings }: Workspace) => settings.agentsMay.toSorted().join()
  if (granted(before) !== granted(after))
    bus.publish({ type: 'access_changed', workspaceId: scope.workspaceId, agentId: null })
  return after
}
