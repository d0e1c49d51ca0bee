import { z } from 'zod'
import { endpoint } from './endpoint.ts'
import { fileView } from './files.ts'
import { widgetSettings } from './inboxes.ts'
import { cleanText, conversationId, cursor, fileId, inboxId, moment } from './scalars.ts'
import { messageView, personView, placedEvent, sessionView } from './session-views.ts'

const key = cleanText(100)

/**
 * Who the host page says its visitor is. `signature` is the hex HMAC-SHA-256 of `identityPayload`'s text under the
 * inbox's identity secret, made on the page's own server. Name and e-mail are covered, so that neither
 * can be changed after signing, and arrive exactly as they were signed: nothing is trimmed or folded here.
 */
export const visitorIdentity = z.strictObject({
  userId: cleanText(200).min(1),
  name: cleanText(120).optional(),
  email: z.email().max(254).optional(),
  signature: z.string().regex(/^[0-9a-f]{64}$/),
})
export type VisitorIdentity = z.input<typeof visitorIdentity>

/** The contact's own conversation, as much of it as they may see. Sessions and events are the contact audience's. */
export const widgetSnapshot = z.strictObject({
  epoch: z.uuid(),
  position: z.int(),
  /** Null until the visitor has written. */
  conversationId: conversationId.nullable(),
  sessions: z.array(sessionView),
  events: z.array(placedEvent),
  messages: z.array(messageView),
  people: z.array(personView),
  older: z.string().nullable(),
  /** Messages to the visitor that they have not read. */
  unread: z.int().min(0),
})
export type WidgetSnapshot = z.output<typeof widgetSnapshot>

/** The widget's side. All but the first three need the visitor's token, and none names a conversation: it is the token's. */
export const widgetEndpoints = {
  settings: endpoint({
    method: 'GET',
    path: '/api/v1/widget/settings',
    summary: 'How an inbox looks as a widget',
    access: 'public',
    input: z.strictObject({ key }),
    output: z.strictObject({ inboxId, settings: widgetSettings }),
    errors: ['not_found'],
  }),
  settingsModule: endpoint({
    method: 'GET',
    path: '/api/v1/widget/settings.js',
    summary:
      "The same as a script module: the loader's one call, which a host page's policy allows by script-src alone",
    access: 'public',
    input: z.strictObject({ key }),
    output: z.unknown(),
    errors: ['not_found'],
  }),
  visitor: endpoint({
    method: 'POST',
    path: '/api/v1/widget/visitors',
    summary: 'Begin as a visitor: answers the token that all else needs',
    access: 'public',
    input: z.strictObject({ key, identity: visitorIdentity.optional(), locale: cleanText(35).optional() }),
    output: z.strictObject({ token: z.string(), verified: z.boolean(), expiresAt: moment }),
    errors: ['not_found', 'forbidden', 'too_many_requests'],
  }),
  signOut: endpoint({
    method: 'DELETE',
    path: '/api/v1/widget/visitors/current',
    summary: "Forget the visitor on this device: the token and its sockets end; the page's log-out calls it",
    access: 'visitor',
    input: z.strictObject({}),
    output: z.strictObject({}),
    errors: [],
  }),
  conversation: endpoint({
    method: 'GET',
    path: '/api/v1/widget/conversation',
    summary: "The visitor's conversation, with its newest messages",
    access: 'visitor',
    input: z.strictObject({}),
    output: widgetSnapshot,
    errors: [],
  }),
  older: endpoint({
    method: 'GET',
    path: '/api/v1/widget/conversation/older',
    summary: 'Older messages, a page at a time',
    access: 'visitor',
    input: z.strictObject({ cursor }),
    output: z.strictObject({
      events: z.array(placedEvent),
      messages: z.array(messageView),
      people: z.array(personView),
      older: z.string().nullable(),
    }),
    errors: ['bad_request'],
  }),
  upload: endpoint({
    method: 'POST',
    path: '/api/v1/widget/files',
    summary: 'Upload a file (multipart, field "file", 25 MB at most) to send with a message later',
    access: 'visitor',
    input: z.strictObject({}),
    output: fileView,
    errors: ['too_large', 'file_type_refused', 'bad_request', 'too_many_requests'],
    upload: true,
  }),
  fileLink: endpoint({
    method: 'GET',
    path: '/api/v1/widget/files/:fileId/link',
    summary: 'A fresh signed link to a file of the conversation',
    access: 'visitor',
    input: z.strictObject({ fileId }),
    output: z.strictObject({ url: z.string(), expiresAt: moment }),
    errors: ['not_found'],
  }),
}

/** The exact text a host page signs: a version and the three values as JSON, absent ones as null. */
export const identityPayload = (identity: Pick<VisitorIdentity, 'userId' | 'name' | 'email'>): string =>
  JSON.stringify(['rapport-visitor-1', identity.userId, identity.name ?? null, identity.email ?? null])
