import { createHmac, randomBytes } from 'node:crypto'
import { type Instant, instant } from '@rapport/domain'
import { sameSecret } from './tokens.ts'

const prefix = 'whsec_'
const toleranceMs = 5 * 60_000

/** A secret for signing webhooks: 256 random bits in the form that receivers' libraries take. */
export const newWebhookSecret = (): string => `${prefix}${randomBytes(32).toString('base64')}`

/** What is signed: an id that stays the same when it is sent again, the time in seconds, and the body's bytes. */
export type SignedContent = Readonly<{ id: string; timestamp: string; body: string | Uint8Array }>

/**
 * The headers that prove a webhook (Standard Webhooks 1.0): HMAC-SHA-256 over `id.timestamp.body`, once per secret, so
 * that while a secret is being changed a receiver who knows either of the two is content.
 */
export function webhookHeaders(
  content: Readonly<{ id: string; at: Instant; body: string | Uint8Array }>,
  secrets: readonly string[],
): Readonly<Record<'webhook-id' | 'webhook-timestamp' | 'webhook-signature', string>> {
  const { id, at, body } = content
  const timestamp = String(Math.floor(at / 1_000))
  const signatures = secrets.map((secret) => `v1,${signatureOf({ id, timestamp, body }, secret)}`)
  return { 'webhook-id': id, 'webhook-timestamp': timestamp, 'webhook-signature': signatures.join(' ') }
}

/** What a webhook came with. */
export type WebhookProof = Readonly<{
  headers: Readonly<Record<string, string | undefined>>
  body: Uint8Array
}>

/**
 * Whether a webhook was signed with one of these secrets within five minutes of now. Total: what is missing, doubled,
 * malformed or empty proves nothing, and without a secret nothing is ever proven.
 */
export function isSignedWebhook(
  { headers, body }: WebhookProof,
  secrets: readonly string[],
  now: Instant,
): boolean {
  const id = headers['webhook-id'] ?? ''
  const timestamp = headers['webhook-timestamp'] ?? ''
  const given = headers['webhook-signature'] ?? ''
  if (id === '' || id.length > 255 || given.length > 4_096 || !/^\d{1,12}$/.test(timestamp)) return false
  if (Math.abs(now - instant(Number(timestamp) * 1_000)) > toleranceMs) return false
  const parts = given.split(' ')
  // A header that came twice is joined with a comma and a space: of two claims neither is believed.
  if (!parts.every((part) => /^v\d+[a-z]?,[\w+/=-]+$/.test(part))) return false
  const signatures = parts.flatMap((part) => (part.startsWith('v1,') ? part.slice(3) : []))
  const expected = secrets.filter(isUsable).map((secret) => signatureOf({ id, timestamp, body }, secret))
  return signatures.some((signature) => expected.some((one) => sameSecret(one, signature)))
}

const keyOf = (secret: string): Buffer =>
  Buffer.from(secret.startsWith(prefix) ? secret.slice(prefix.length) : secret, 'base64')

// HMAC takes an empty key without a word, and anybody can sign with it.
const isUsable = (secret: string): boolean => keyOf(secret).length >= 8

function signatureOf({ id, timestamp, body }: SignedContent, secret: string): string {
  return createHmac('sha256', keyOf(secret)).update(`${id}.${timestamp}.`).update(body).digest('base64')
}
