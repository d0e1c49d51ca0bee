import { cleanText, messageText, shortName, webAddress } from '@rapport/contract'
import { devices, type Instant, instant, priorities } from '@rapport/domain'
import { z } from 'zod'
import type { FileLine } from './read-lines.ts'

/** A moment as people's exports write it: ISO 8601 with its zone. */
const at = z.iso.datetime({ offset: true }).transform((text) => instant(Date.parse(text)))

const message = z.strictObject({
  at,
  author: z.enum(['contact', 'agent', 'system']),
  text: messageText.refine((text) => text.trim() !== '', 'must not be empty'),
})

/** Without control characters, so that it can be shown as a channel's name. */
const label = cleanText(60).trim().min(1)

/** Where it came from, in the forms that everything else here has it. */
const origin = z.strictObject({
  language: z
    .string()
    .regex(/^[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8}){0,4}$/, 'must be a language tag')
    .nullish(),
  country: z
    .string()
    .regex(/^[A-Z]{2}$/, 'must be two capital letters')
    .nullish(),
  pageUrl: webAddress.nullish(),
  referrer: webAddress.nullish(),
  device: z.enum(devices).nullish(),
})

/**
 * One session, as one line of an import file says it. Strict, so that nothing a person wanted kept is dropped in
 * silence; `meta` alone is free, and not kept. `contact.id` makes lines the sessions of one contact.
 */
const importLine = z.strictObject({
  id: cleanText(200).trim().min(1),
  channel: label,
  contact: z.strictObject({
    id: cleanText(200).min(1).optional(),
    name: cleanText(200).trim().nullish(),
    email: z.string().trim().max(254).toLowerCase().pipe(z.email()).nullish(),
    phone: cleanText(40).trim().nullish(),
    locale: cleanText(35).trim().nullish(),
  }),
  startedAt: at,
  messages: z.array(message).min(1, 'a session has at least one message'),
  priority: z.enum(priorities).nullish(),
  /** In the words it had there; they need be none of this workspace's. */
  outcome: cleanText(120).trim().min(1).nullish(),
  rating: z.int().min(1).max(5).nullish(),
  /** By name: those that are no tags here yet become tags. */
  tags: z.array(shortName).max(50).optional(),
  origin: origin.optional(),
  meta: z.record(z.string(), z.unknown()).optional(),
})
export type ImportLine = z.output<typeof importLine>

/** A line understood, or why not, in words for the person who runs the import. */
export type ReadLine = Readonly<
  | { number: number; bytes: number; line: ImportLine }
  | { number: number; bytes: number; id: string | null; reason: string }
>

const unreadable = { too_long: 'longer than 3 MB', not_utf8: 'not valid UTF-8' } as const
const aheadMsMax = 24 * 3_600_000

/** Reads one line. Total: whatever stands there, the answer says what to do with it. */
export function parseImportLine(fileLine: FileLine, now: Instant): ReadLine {
  const { number, bytes } = fileLine
  const refuse = (reason: string, id: string | null = null) => ({ number, bytes, id, reason })
  if ('reason' in fileLine) return refuse(unreadable[fileLine.reason])
  const json = parseJson(fileLine.text)
  if (json === undefined) return refuse('not valid JSON')
  const read = importLine.safeParse(json)
  if (!read.success) return refuse(describeIssue(read.error), idOf(json))
  const last = lastMoment(read.data)
  if (last > now + aheadMsMax) return refuse('a time lies in the future', read.data.id)
  return { number, bytes, line: read.data }
}

const lastMoment = ({ startedAt, messages }: ImportLine): number =>
  messages.reduce<number>((latest, { at: moment }) => Math.max(latest, moment), startedAt)

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error
    return undefined
  }
}

function describeIssue({ issues }: z.ZodError): string {
  const [issue] = issues
  if (issue === undefined) return 'not a session'
  const path = issue.path.length === 0 ? '' : `${issue.path.join('.')}: `
  const more = issues.length === 1 ? '' : ` (and ${issues.length - 1} more)`
  return `${path}${issue.message}${more}`
}

function idOf(json: unknown): string | null {
  const id = typeof json === 'object' && json !== null && 'id' in json ? json.id : null
  return typeof id === 'string' ? id.slice(0, 80) : null
}
