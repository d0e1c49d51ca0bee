import { z } from 'zod'
import { messageFilesMax } from './limits.ts'
import { cleanText, emailAddress, messageText, moment, webAddress } from './scalars.ts'

const foreignId = cleanText(255).refine((text) => text.trim() !== '', 'must not be blank')

const person = z.object({
  id: foreignId,
  name: cleanText(200).optional(),
  email: emailAddress.optional(),
  phone: cleanText(40).optional(),
  locale: cleanText(35).optional(),
})

const file = z.object({
  url: webAddress,
  name: cleanText(255).optional(),
  mediaType: cleanText(255).optional(),
})

/** Where the contact was when they began to write, as far as the program knows. It stands with the session. */
const origin = z.object({
  language: cleanText(35).optional(),
  /** ISO 3166-1, two letters. */
  country: z
    .string()
    .regex(/^[A-Za-z]{2}$/, 'must be two letters')
    .optional(),
  pageUrl: webAddress.optional(),
  referrer: webAddress.optional(),
  device: z.enum(['desktop', 'phone', 'tablet']).optional(),
})

const message = z
  .object({
    type: z.literal('message'),
    /** The program's id of it, unique on the inbox for ever: the same id again is the same message again. */
    id: foreignId,
    /** Which conversation it belongs to; the person's own when left out. */
    thread: foreignId.optional(),
    person,
    text: messageText.default(''),
    files: z.array(file).max(messageFilesMax).default([]),
    at: moment.optional(),
    replyTo: foreignId.optional(),
    /** Written by a machine on the other side: no bot answers it. */
    auto: z.boolean().default(false),
    /** Said by the workspace's own people in another program. */
    echo: z.boolean().default(false),
    /** Kept when a session begins with this message, and passed over otherwise. */
    origin: origin.optional(),
  })
  .refine(({ text, files }) => text.trim() !== '' || files.length > 0, 'must have a text or a file')

const receipt = z.object({
  type: z.literal('receipt'),
  /** A message of ours: the id it was sent under, or the one the program answered with. */
  id: foreignId,
  status: z.enum(['delivered', 'read', 'failed']),
  at: moment,
  error: cleanText(500).optional(),
})

/** One thing that a program tells of a generic channel. Fields that are not named here are passed over. */
export const genericEvent = z.discriminatedUnion('type', [
  message,
  z.object({ type: z.literal('edit'), id: foreignId, text: messageText, at: moment }),
  z.object({ type: z.literal('delete'), id: foreignId, at: moment }),
  z.object({ type: z.literal('reaction'), id: foreignId, emoji: cleanText(64).nullable(), at: moment }),
  receipt,
  z.object({ type: z.literal('typing'), thread: foreignId, on: z.boolean() }),
])
export type GenericEvent = z.output<typeof genericEvent>
/** The same as a program writes it. */
export type GenericEventInput = z.input<typeof genericEvent>

/** The most events that one request of a generic channel carries. */
export const genericEventsMax = 500

/** What a generic channel's program is sent when somebody answers. `webhook-id` is the message's id. */
export const genericOutbound = z.strictObject({
  type: z.literal('message.sent'),
  message: z.strictObject({
    id: z.string(),
    text: z.string(),
    /** Links that work for ten minutes at least. */
    files: z.array(
      z.strictObject({ url: z.string(), name: z.string(), mediaType: z.string(), bytes: z.int() }),
    ),
    at: moment,
  }),
  thread: z.string(),
  person: z.strictObject({ id: z.string() }),
  session: z.strictObject({ id: z.string(), number: z.int() }),
  author: z.strictObject({ kind: z.enum(['agent', 'bot']), name: z.string().nullable() }),
})
export type GenericOutbound = z.output<typeof genericOutbound>
