import { z } from 'zod'
import { endpoint } from './endpoint.ts'
import { filterText, sortDirection, sortKey } from './filters.ts'
import { agentId, cleanText, nothing, shortName, teamId, viewId } from './scalars.ts'
import { sessionList } from './session-views.ts'

/** What a view remembers: which sessions, in what order, and how they are shown. */
export const viewDefinition = z.strictObject({
  list: sessionList,
  filter: filterText,
  sort: sortKey,
  direction: sortDirection,
  form: z.enum(['table', 'timeline']),
  /** The columns shown, in order; null for the usual ones. */
  columns: z.array(cleanText(60)).max(100).nullable(),
})
export type ViewDefinition = z.output<typeof viewDefinition>

/** A saved view: one's own, a team's, or everybody's. */
export const viewView = z.strictObject({
  id: viewId,
  name: z.string(),
  scope: z.enum(['me', 'team', 'everyone']),
  teamId: teamId.nullable(),
  /** Who made it. They may change it; so may who may share with everyone, where it is shared. */
  ownerId: agentId,
  ownerName: z.string(),
  mayChange: z.boolean(),
  definition: viewDefinition,
})
export type ViewView = z.output<typeof viewView>

const about = {
  name: shortName,
  scope: z.enum(['me', 'team', 'everyone']),
  teamId: teamId.nullable().default(null),
  definition: viewDefinition,
}

/** Saved views of sessions. A team's are seen by its members; sharing with everyone takes `views.share`. */
export const viewEndpoints = {
  list: endpoint({
    method: 'GET',
    path: '/api/v1/views',
    summary: "One's own views, one's teams' and everybody's, by name",
    access: 'sessions.read',
    input: z.strictObject({}),
    output: z.strictObject({ items: z.array(viewView) }),
    errors: [],
  }),
  create: endpoint({
    method: 'POST',
    path: '/api/v1/views',
    summary: 'Save a view',
    access: 'sessions.read',
    input: z.strictObject(about),
    output: viewView,
    errors: ['forbidden', 'invalid_input', 'not_found'],
  }),
  change: endpoint({
    method: 'POST',
    path: '/api/v1/views/:viewId',
    summary: 'Change a view',
    access: 'sessions.read',
    input: z.strictObject({ viewId, ...about }),
    output: viewView,
    errors: ['not_found', 'forbidden', 'invalid_input'],
  }),
  remove: endpoint({
    method: 'DELETE',
    path: '/api/v1/views/:viewId',
    summary: 'Delete a view',
    access: 'sessions.read',
    input: z.strictObject({ viewId }),
    output: nothing,
    errors: ['not_found', 'forbidden'],
  }),
}
