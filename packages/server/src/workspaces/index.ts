/**
 * Workspaces: the walls between one company's desk and the next. A workspace is made whole (its feed, its owner) or not
 * at all; its settings always have a value; its sessions are numbered without queueing.
 * Start reading at `create-workspace.ts`.
 */
export { getWorkspace, readSettings } from './change-workspace.ts'
export { createWorkspace } from './create-workspace.ts'
export { listScopes } from './scopes-queries.ts'
export { createNumbers } from './session-numbers.ts'
export { anyWorkspaceExists, findEpoch, streamCount, takeNumberBlock } from './workspace-queries.ts'
export { workspaceRoutes } from './workspace-routes.ts'
