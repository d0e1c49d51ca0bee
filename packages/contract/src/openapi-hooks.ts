import { genericEvent, genericEventsMax, genericOutbound } from './generic-channel.ts'
import type { OpenApiOperation, OpenApiParameter, OpenApiPathItem } from './openapi-document.ts'
import { problemSchema, type SchemaBook } from './openapi-schemas.ts'
import { webhookBody } from './webhook-body.ts'

const signed: readonly OpenApiParameter[] = [
  ['webhook-id', 'The same however often it is sent: what was seen under it need not be done again.'],
  ['webhook-timestamp', 'Seconds since 1970. Five minutes too early or too late are refused.'],
  ['webhook-signature', '`v1,` and the base64 HMAC-SHA-256 of `id.timestamp.body`; several, by spaces.'],
].map(([name = '', description = '']) => ({
  name,
  in: 'header',
  required: true,
  description,
  schema: { type: 'string' },
}))

/** The address that a program posts what contacts say to: signed, and not with a key. */
export function describeHook(book: SchemaBook): OpenApiPathItem {
  const event = book.read(genericEvent)
  const events = { type: 'array', items: event, maxItems: genericEventsMax }
  const several = { type: 'object', properties: { events }, required: ['events'] }
  const problem = { 'application/problem+json': { schema: book.read(problemSchema) } }
  const answer = {
    type: 'object',
    properties: {
      received: { type: 'integer' },
      notUnderstood: { type: 'array', items: { type: 'string' } },
    },
    required: ['received', 'notUnderstood'],
  }
  const post: OpenApiOperation = {
    operationId: 'hooks.generic',
    tags: ['hooks'],
    summary: 'Tell what contacts said on a channel of your own: one event, or several under `events`',
    description: "Signed by Standard Webhooks with the inbox's inbound secret, over the bytes of the body.",
    security: [],
    'x-permission': null,
    parameters: [
      { name: 'inboxId', in: 'path', required: true, schema: { type: 'string', format: 'uuid' } },
      ...signed,
    ],
    requestBody: {
      required: true,
      content: { 'application/json': { schema: { anyOf: [event, several] } } },
    },
    responses: {
      '200': {
        description: 'Kept for good. `notUnderstood` says what was not, and where.',
        content: { 'application/json': { schema: answer } },
      },
      '401': { description: 'Nothing proves it: secret, signature, time or inbox.', content: problem },
      '409': { description: 'Something else came under this `webhook-id` before.', content: problem },
      '413': { description: 'More than 1 MB.', content: problem },
      '503': { description: 'Not stored: send it again.', content: problem },
    },
  }
  return { post }
}

/** What we send to addresses of others. */
export function describeWebhooks(book: SchemaBook): Readonly<Record<string, OpenApiPathItem>> {
  const outgoing = (operationId: string, summary: string, schema: OpenApiSchema): OpenApiPathItem => ({
    post: {
      operationId,
      tags: ['hooks'],
      summary,
      security: [],
      'x-permission': null,
      parameters: signed,
      requestBody: { required: true, content: { 'application/json': { schema } } },
      responses: { '2XX': { description: 'Taken. Anything else is tried again.' } },
    },
  })
  return {
    sessionEvent: outgoing(
      'hooks.sessionEvent',
      'An event, sent to a webhook that asked for its type',
      book.read(webhookBody),
    ),
    channelMessage: outgoing(
      'hooks.channelMessage',
      "A reply, sent to the program behind a channel of one's own",
      book.read(genericOutbound),
    ),
  }
}

type OpenApiSchema = ReturnType<SchemaBook['read']>
