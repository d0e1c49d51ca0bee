import { z } from 'zod'
import { apiKeyView } from './api-keys.ts'
import { contactView } from './contacts.ts'
import { conversationSnapshot } from './conversations.ts'
import { deliveryDetail, deliveryView, outboxView } from './deliveries.ts'
import { errorCodes } from './errors.ts'
import { feedEvent } from './feed.ts'
import { fileView } from './files.ts'
import { genericEvent, genericOutbound } from './generic-channel.ts'
import { channelSecretView, genericSettings, inboxView, widgetSettings } from './inboxes.ts'
import type { JsonSchema } from './openapi-document.ts'
import { fieldWords } from './openapi-words.ts'
import { agentView, botView, invitationView, me, teamView } from './people.ts'
import { emailAddress, moment } from './scalars.ts'
import {
  actor,
  messageDelivery,
  messageView,
  noteView,
  personView,
  placedEvent,
  recordedEvent,
  sessionCounts,
  sessionEvent,
  sessionRow,
  sessionSnapshot,
  sessionView,
  transferTarget,
} from './session-views.ts'
import { webhookBody } from './webhook-body.ts'
import { webhookDeliveryView, webhookView } from './webhooks.ts'
import { visitorIdentity, widgetSnapshot } from './widget.ts'
import { workspaceSettings, workspaceView } from './workspaces.ts'

const fieldError = z.strictObject({
  path: z.array(z.union([z.string(), z.number()])),
  message: z.string(),
})

/** The body of every error answer, as a schema. The type in `errors.ts` is the same thing for programs. */
export const problemSchema = z.strictObject({
  type: z.string(),
  title: z.string(),
  status: z.int().min(400).max(599),
  code: z.enum(errorCodes as [string, ...string[]]),
  requestId: z.string(),
  fields: z.array(fieldError).optional(),
})

// Name, shape, and what it is. Whatever uses one of these refers to it by its name.
const named: readonly (readonly [name: string, schema: z.ZodType, about: string])[] = [
  ['Actor', actor, 'Who did something, by kind and id. `people` beside it gives names.'],
  ['Agent', agentView, 'A member of the workspace, as colleagues see them.'],
  ['ApiKey', apiKeyView, 'An API key as it is listed: never the key itself.'],
  ['Bot', botView, 'An author that answers by itself.'],
  ['ChannelSecret', channelSecretView, 'What signs one way of a generic channel; never the secret itself.'],
  ['Contact', contactView, 'A person outside, and the addresses they are known by.'],
  ['Conversation', conversationSnapshot, 'A conversation whole: all its sessions, with the newest messages.'],
  ['Delivery', deliveryView, "A provider's request, kept as it came."],
  ['DeliveryDetail', deliveryDetail, "A provider's request with what was said in it."],
  ['Event', feedEvent, 'One thing that happened, with the words it speaks of.'],
  ['File', fileView, 'A file of a message. Its link dies within 15 minutes: ask for a fresh one.'],
  ['GenericEvent', genericEvent, "One thing that a program tells of a channel of one's own."],
  ['GenericMessage', genericOutbound, "What a channel of one's own is given when somebody answers."],
  ['GenericSettings', genericSettings, 'How a generic channel talks to its program.'],
  ['Inbox', inboxView, 'One connected way in, and who works it.'],
  ['Invitation', invitationView, 'A place in the workspace that waits for somebody.'],
  ['Me', me, 'Who is signed in, with what role, in which workspace.'],
  ['Message', messageView, 'A message. Its `text` is null where it was erased or deleted.'],
  ['MessageDelivery', messageDelivery, 'What a provider made of a message we sent.'],
  ['Note', noteView, 'Words for colleagues only.'],
  ['Outgoing', outboxView, 'A message on its way to a provider.'],
  ['Person', personView, 'A name and a picture for an actor.'],
  ['PlacedEvent', placedEvent, 'An event, and the session it belongs to.'],
  ['Problem', problemSchema, 'Why something was refused (RFC 9457). `code` is what to act on.'],
  ['RecordedEvent', recordedEvent, "An event with its place in its session's log: 1, 2, 3, without gaps."],
  ['Session', sessionView, 'One complete interaction with one contact, in the state it is in.'],
  ['SessionCounts', sessionCounts, 'How many sessions each list holds.'],
  ['SessionEvent', sessionEvent, 'Something that happened in a session. Types are added, never changed.'],
  ['SessionRow', sessionRow, 'A session as lists show it.'],
  ['SessionSnapshot', sessionSnapshot, 'A session whole, true for its `position` in the feed.'],
  ['Team', teamView, 'A group of agents.'],
  ['TransferTarget', transferTarget, 'Where a transfer leads: to an agent or to a team.'],
  ['VisitorIdentity', visitorIdentity, 'Who a page says its visitor is, signed by the page.'],
  ['Webhook', webhookView, "An address of the workspace's own that is told of events."],
  ['WebhookBody', webhookBody, 'What a webhook is sent.'],
  ['WebhookDelivery', webhookDeliveryView, 'One event on its way to one webhook.'],
  ['WidgetConversation', widgetSnapshot, "The visitor's own conversation, as much of it as they may see."],
  ['WidgetSettings', widgetSettings, 'What a widget looks like and where it may stand.'],
  ['Workspace', workspaceView, 'A workspace as its members see it.'],
  ['WorkspaceSettings', workspaceSettings, 'What a workspace chooses for itself.'],
]

type Words = { id?: string; description?: string; format?: string }

function openRegistry() {
  const registry = z.registry<Words>()
  for (const [id, schema, description] of named) registry.add(schema, { id, description })
  registry.add(moment, { description: 'Milliseconds since 1970.' })
  registry.add(emailAddress, { format: 'email' })
  return registry
}

/** Schemas of one document: each is turned once, and what has a name is referred to by it. */
export type SchemaBook = Readonly<{
  /**
   * A schema as JSON Schema. Always what a caller writes, for answers too: an answer is held to its declaration as it
   * stands on the wire, before anybody turns its texts into ids.
   */
  read(schema: z.ZodType): JsonSchema
  /** Everything that was referred to, by name. */
  components(): Readonly<Record<string, JsonSchema>>
}>

type Made = Readonly<{ $defs?: Readonly<Record<string, JsonSchema>>; properties: { it: JsonSchema } }>

/** Opens an empty book. */
export function createSchemaBook(): SchemaBook {
  const registry = openRegistry()
  const components: Record<string, JsonSchema> = {}

  function read(schema: z.ZodType): JsonSchema {
    // Inside another, so that one with a name is referred to like everywhere else.
    const made = z.toJSONSchema(z.strictObject({ it: schema }), {
      io: 'input',
      target: 'draft-2020-12',
      metadata: registry,
      unrepresentable: 'any',
      override: ({ jsonSchema, path }) => tidy(jsonSchema, String(path.at(-1)), path.at(-2) === 'properties'),
    })
    const { $defs = {}, properties } = pointToComponents(made) as Made
    for (const [name, { id: _, ...component }] of Object.entries($defs)) components[name] = component
    return properties.it
  }

  return {
    read,
    components: () => Object.fromEntries(Object.entries(components).toSorted(([a], [b]) => (a < b ? -1 : 1))),
  }
}

/** Leaves out what a reader gains nothing by, and says what a field means where its name alone does not. */
function tidy(schema: Record<string, unknown>, name: string, isField: boolean): void {
  if (schema.format === 'uuid') delete schema.pattern
  if (schema.maximum === Number.MAX_SAFE_INTEGER) delete schema.maximum
  if (schema.minimum === Number.MIN_SAFE_INTEGER) delete schema.minimum
  const about = isField ? fieldWords[name] : undefined
  if (about !== undefined && schema.description === undefined && schema.$ref === undefined)
    schema.description = about
}

/** The same with every reference leading to the document's components, and nothing said twice. */
function pointToComponents(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(pointToComponents)
  if (typeof value !== 'object' || value === null) return value
  if ('description' in value && 'anyOf' in value)
    for (const one of value.anyOf as { description?: unknown }[])
      if (one.description === value.description) delete one.description
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => [
      key,
      key === '$ref' && typeof inner === 'string'
        ? inner.replace('#/$defs/', '#/components/schemas/')
        : pointToComponents(inner),
    ]),
  )
}
