import { grantableToAgents, takeModes } from '@rapport/domain'
import { z } from 'zod'
import { endpoint } from './endpoint.ts'
import { cleanText, listOf, shortName, workspaceId } from './scalars.ts'

/** What a workspace chooses for itself; the domain's `WorkspaceSettings` says what each means. */
export const workspaceSettings = z.strictObject({
  takeMode: z.enum(takeModes),
  confirmEnd: z.boolean(),
  historicalAfterDays: z.int().min(1).max(365),
  outcomes: listOf(shortName).refine((words) => words.length <= 50, 'must be at most 50'),
  endRequires: z.strictObject({ outcome: z.boolean(), tag: z.boolean() }),
  agentsMay: listOf(z.enum(grantableToAgents)),
  timeZone: cleanText(60),
})

/** A workspace as its members see it. Every setting has a value. */
export const workspaceView = z.strictObject({
  id: workspaceId,
  name: z.string(),
  settings: workspaceSettings,
})
export type WorkspaceView = z.output<typeof workspaceView>

/** The workspace that the caller is in. */
export const workspaceEndpoints = {
  get: endpoint({
    method: 'GET',
    path: '/api/v1/workspace',
    summary: 'The workspace and its settings',
    access: 'workspace.read',
    input: z.strictObject({}),
    output: workspaceView,
    errors: [],
  }),
  change: endpoint({
    method: 'POST',
    path: '/api/v1/workspace',
    summary: "Change the workspace's name and settings",
    access: 'workspace.manage',
    audit: 'workspace.changed',
    input: z.strictObject({ name: shortName, settings: workspaceSettings }),
    output: workspaceView,
    errors: [],
  }),
}
