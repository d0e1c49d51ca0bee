import { z } from 'zod'
import { endpoint } from './endpoint.ts'
import { agentId, botId, cleanText, inboxId, shortName, teamId } from './scalars.ts'

/** An origin a widget may stand on: scheme, host and port, nothing else. `https://*.example.com` covers subdomains. */
export const origin = cleanText(255).regex(
  /^https?:\/\/(\*\.)?[a-z0-9]([a-z0-9.-]*[a-z0-9])?(:\d{1,5})?$/,
  'must be an origin such as https://shop.example.com',
)

const colour = z.string().regex(/^#[0-9a-f]{6}$/, 'must be a colour such as #0c6457')

/** What an inbox's widget looks like and where it may stand. No origins: any page may show it. */
export const widgetSettings = z.strictObject({
  title: shortName,
  greeting: cleanText(500),
  accent: colour,
  allowedOrigins: z.array(origin).max(50),
  /** Refuse visitors the page has not signed for. */
  requireIdentity: z.boolean(),
})
export type WidgetSettings = z.output<typeof widgetSettings>

/** An inbox and who works it. `channelLabel` is the name of a generic inbox's channel; null for the others. */
export const inboxView = z.strictObject({
  id: inboxId,
  name: z.string(),
  channelKind: z.string(),
  channelLabel: z.string().nullable(),
  startsIn: z.enum(['bot', 'unassigned']),
  botId: botId.nullable(),
  teamId: teamId.nullable(),
  /** Null for an inbox that is not a web chat. */
  widget: z.strictObject({ key: z.string(), settings: widgetSettings }).nullable(),
  agentIds: z.array(agentId),
  teamIds: z.array(teamId),
})
export type InboxView = z.output<typeof inboxView>

const change = {
  name: shortName,
  startsIn: z.enum(['bot', 'unassigned']),
  botId: botId.nullable(),
  teamId: teamId.nullable(),
  widget: widgetSettings,
}

/** The doors that conversations come in by. Agents read those they work; changing them takes a permission. */
export const inboxEndpoints = {
  list: endpoint({
    method: 'GET',
    path: '/api/v1/inboxes',
    summary: 'The inboxes one may see',
    access: 'inboxes.read',
    input: z.strictObject({}),
    output: z.strictObject({ items: z.array(inboxView) }),
    errors: [],
  }),
  create: endpoint({
    method: 'POST',
    path: '/api/v1/inboxes',
    summary: 'Make a web chat inbox',
    access: 'inboxes.manage',
    input: z.strictObject(change),
    output: inboxView,
    errors: ['not_found'],
  }),
  change: endpoint({
    method: 'POST',
    path: '/api/v1/inboxes/:inboxId',
    summary: 'Change a web chat inbox',
    access: 'inboxes.manage',
    input: z.strictObject({ inboxId, ...change }),
    output: inboxView,
    errors: ['not_found'],
  }),
  setAccess: endpoint({
    method: 'POST',
    path: '/api/v1/inboxes/:inboxId/access',
    summary: 'Say which agents and teams work an inbox; open screens follow within a second',
    access: 'inboxes.manage',
    input: z.strictObject({
      inboxId,
      agentIds: z.array(agentId).max(1000),
      teamIds: z.array(teamId).max(200),
    }),
    output: inboxView,
    errors: ['not_found'],
  }),
  identitySecret: endpoint({
    method: 'POST',
    path: '/api/v1/inboxes/:inboxId/identity-secret',
    summary: 'Make a new key for signing visitors (HMAC-SHA-256); the old one stops at once. Shown this once',
    access: 'inboxes.manage',
    input: z.strictObject({ inboxId }),
    output: z.strictObject({ secret: z.string() }),
    errors: ['not_found'],
  }),
}
