import { z } from 'zod'
import { endpoint } from './endpoint.ts'
import {
  agentId,
  botId,
  cleanText,
  inboxId,
  listOf,
  moment,
  shortName,
  teamId,
  webAddress,
} from './scalars.ts'

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

/**
 * How a generic channel talks to a program of one's own: by signed webhooks, both ways. Without an address to call, the
 * inbox only receives.
 */
export const genericSettings = z.strictObject({
  /** Where replies are sent; null while there is nowhere. */
  url: webAddress.nullable(),
  /** Whether the receiver knows a repeated `webhook-id`. Without it a call that broke off is never repeated blindly. */
  deduplicates: z.boolean(),
  /** For how many hours after the contact's last message one may answer; null for always. */
  replyWindowHours: z.int().min(1).max(8_760).nullable(),
})
export type GenericSettings = z.output<typeof genericSettings>

/** What signs one way of a generic channel: never the secret itself. An old one stands until `expiresAt`. */
export const channelSecretView = z.strictObject({
  purpose: z.enum(['inbound', 'outbound']),
  hint: z.string(),
  createdAt: moment,
  expiresAt: moment.nullable(),
})

const time = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$|^24:00$/, 'must be a time such as 09:30')
const slot = z
  .strictObject({ from: time, to: time })
  .refine(({ from, to }) => from < to, 'must end after it begins')

/** When an inbox works, as the domain's `Calendar`: slots by weekday (1 is Monday), other slots or none on holidays. */
export const calendar = z.strictObject({
  /** An IANA zone, such as Europe/Prague. */
  timeZone: cleanText(60),
  week: listOf(z.strictObject({ day: z.int().min(1).max(7), slots: listOf(slot) })),
  holidays: listOf(z.strictObject({ date: z.iso.date(), name: cleanText(120), slots: listOf(slot) })),
})
export type CalendarView = z.output<typeof calendar>

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
  /** Null for an inbox that is not a generic channel, and for who may not change inboxes. `hookUrl` is where the program sends what contacts say. */
  generic: z.strictObject({ hookUrl: z.string(), settings: genericSettings }).nullable(),
  agentIds: z.array(agentId),
  teamIds: z.array(teamId),
  /** When it works; null while nobody has said. */
  calendar: calendar.nullable(),
})
export type InboxView = z.output<typeof inboxView>

const routing = {
  name: shortName,
  startsIn: z.enum(['bot', 'unassigned']),
  botId: botId.nullable(),
  teamId: teamId.nullable(),
}
const change = { ...routing, widget: widgetSettings }
const changeGeneric = { ...routing, channelLabel: shortName.nullable(), settings: genericSettings }
const oldSecretHours = z.int().min(0).max(168).default(24)

/** The doors that conversations come in by. Agents read those they work; changing them takes a permission. */
export const inboxEndpoints = {
  setCalendar: endpoint({
    method: 'PUT',
    path: '/api/v1/inboxes/:inboxId/calendar',
    summary: 'Say when an inbox works; null forgets it',
    access: 'inboxes.manage',
    audit: 'inbox.calendar_changed',
    input: z.strictObject({ inboxId, calendar: calendar.nullable() }),
    output: inboxView,
    errors: ['not_found', 'invalid_input'],
  }),
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
    audit: 'inbox.created',
    input: z.strictObject(change),
    output: inboxView,
    errors: ['not_found'],
  }),
  change: endpoint({
    method: 'POST',
    path: '/api/v1/inboxes/:inboxId',
    summary: 'Change a web chat inbox',
    access: 'inboxes.manage',
    audit: 'inbox.changed',
    input: z.strictObject({ inboxId, ...change }),
    output: inboxView,
    errors: ['not_found'],
  }),
  setAccess: endpoint({
    method: 'POST',
    path: '/api/v1/inboxes/:inboxId/access',
    summary: 'Say which agents and teams work an inbox; open screens follow within a second',
    access: 'inboxes.manage',
    audit: 'inbox.access_changed',
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
    audit: 'inbox.identity_secret_made',
    input: z.strictObject({ inboxId }),
    output: z.strictObject({ secret: z.string() }),
    errors: ['not_found'],
  }),
  createGeneric: endpoint({
    method: 'POST',
    path: '/api/v1/generic-inboxes',
    summary: "Make an inbox for a channel of one's own. The secrets that sign both ways are shown this once",
    access: 'inboxes.manage',
    audit: 'inbox.created',
    input: z.strictObject(changeGeneric),
    output: z.strictObject({ inbox: inboxView, inboundSecret: z.string(), outboundSecret: z.string() }),
    errors: ['not_found'],
  }),
  changeGeneric: endpoint({
    method: 'POST',
    path: '/api/v1/generic-inboxes/:inboxId',
    summary: 'Change the inbox of a generic channel',
    access: 'inboxes.manage',
    audit: 'inbox.changed',
    input: z.strictObject({ inboxId, ...changeGeneric }),
    output: inboxView,
    errors: ['not_found'],
  }),
  secrets: endpoint({
    method: 'GET',
    path: '/api/v1/generic-inboxes/:inboxId/secrets',
    summary: 'Which secrets sign a generic channel, by their last four characters',
    access: 'inboxes.manage',
    input: z.strictObject({ inboxId }),
    output: z.strictObject({ items: z.array(channelSecretView) }),
    errors: ['not_found'],
  }),
  rotateSecret: endpoint({
    method: 'POST',
    path: '/api/v1/generic-inboxes/:inboxId/secrets',
    summary: 'Make a new secret for one way, shown this once; the old one stands for the hours asked for',
    access: 'inboxes.manage',
    audit: 'inbox.secret_rotated',
    input: z.strictObject({ inboxId, purpose: z.enum(['inbound', 'outbound']), oldSecretHours }),
    output: z.strictObject({ secret: z.string() }),
    errors: ['not_found'],
  }),
}
