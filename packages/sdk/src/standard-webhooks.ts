const prefix = 'whsec_'
const toleranceMs = 5 * 60_000

/** The headers that prove a webhook, by Standard Webhooks 1.0. */
export type WebhookHeaders = Readonly<
  Record<'webhook-id' | 'webhook-timestamp' | 'webhook-signature', string>
>

/** Headers as they came: of `fetch`, or of Node's `request.headers`. */
export type ReceivedHeaders = Headers | Readonly<Record<string, string | readonly string[] | undefined>>

/** Signs a body under an id that stays the same when it is sent again: HMAC-SHA-256 over `id.timestamp.body`. */
export async function signWebhook(
  { id, body, at = Date.now() }: Readonly<{ id: string; body: string; at?: number }>,
  secret: string,
): Promise<WebhookHeaders> {
  const timestamp = String(Math.floor(at / 1_000))
  const key = await keyOf(secret, 'sign')
  if (key === null) throw new TypeError('This is no secret for signing webhooks')
  const signature = await crypto.subtle.sign('HMAC', key, signed(id, timestamp, encode(body)))
  const text = btoa(String.fromCharCode(...new Uint8Array(signature)))
  return { 'webhook-id': id, 'webhook-timestamp': timestamp, 'webhook-signature': `v1,${text}` }
}

/**
 * Whether a webhook was signed with one of these secrets, less than five minutes from now. Give it the body as it came,
 * before anything parsed it; while a secret is being changed, give it both. Total: what is missing, altered, late or
 * malformed is answered false, and nothing is thrown. It takes the same time wherever a signature differs.
 *
 * @example
 * const headers = await signWebhook({ id: 'one', body: '{}' }, secret) // what the sender does
 * if (!(await verifyWebhook(headers, '{}', [secret]))) throw new Error('Not from Rapport')
 */
export async function verifyWebhook(
  headers: ReceivedHeaders,
  body: string | Uint8Array,
  secrets: readonly string[],
): Promise<boolean> {
  const id = headerOf(headers, 'webhook-id')
  const timestamp = headerOf(headers, 'webhook-timestamp')
  const given = headerOf(headers, 'webhook-signature')
  if (id === '' || given.length > 4_096 || !/^\d{1,12}$/.test(timestamp)) return false
  if (Math.abs(Date.now() - Number(timestamp) * 1_000) > toleranceMs) return false
  const content = signed(id, timestamp, typeof body === 'string' ? encode(body) : body)
  const signatures = given.split(' ').flatMap((part) => (part.startsWith('v1,') ? decode(part.slice(3)) : []))
  for (const secret of secrets) {
    const key = await keyOf(secret, 'verify')
    if (key !== null && (await isAnyGood(key, signatures, content))) return true
  }
  return false
}

async function isAnyGood(
  key: CryptoKey,
  signatures: readonly Uint8Array<ArrayBuffer>[],
  content: Uint8Array<ArrayBuffer>,
): Promise<boolean> {
  for (const signature of signatures)
    if (await crypto.subtle.verify('HMAC', key, signature, content)) return true
  return false
}

const encode = (text: string): Uint8Array => new TextEncoder().encode(text)

function signed(id: string, timestamp: string, body: Uint8Array): Uint8Array<ArrayBuffer> {
  const head = encode(`${id}.${timestamp}.`)
  const content = new Uint8Array(head.length + body.length)
  content.set(head)
  content.set(body, head.length)
  return content
}

/** The key a secret stands for; null for one too short to be any. */
async function keyOf(secret: string, use: 'sign' | 'verify'): Promise<CryptoKey | null> {
  const [bytes] = decode(secret.startsWith(prefix) ? secret.slice(prefix.length) : secret)
  if (bytes === undefined || bytes.length < 8) return null
  return await crypto.subtle.importKey('raw', bytes, { name: 'HMAC', hash: 'SHA-256' }, false, [use])
}

/** The bytes that a base64 text stands for; none for what is no base64. */
function decode(text: string): Uint8Array<ArrayBuffer>[] {
  try {
    return [Uint8Array.from(atob(text), (sign) => sign.charCodeAt(0))]
  } catch {
    return [] // no base64 is no signature, and no secret
  }
}

/** A header that stands there once; nothing for one that is missing or doubled. */
function headerOf(headers: ReceivedHeaders, name: string): string {
  const value = headers instanceof Headers ? headers.get(name) : headers[name]
  return typeof value === 'string' && !value.includes(', ') ? value : ''
}
