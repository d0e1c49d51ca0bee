import type { Platform, Scope } from '../platform/context.ts'
import { webhookHeaders } from '../platform/crypto/index.ts'
import { FetchFailed, readRetryAfter } from '../platform/fetch/index.ts'
import { type Answer, describeStatus } from './plan-retries.ts'
import type { Webhook } from './webhook-queries.ts'
import { openSecrets } from './webhook-secrets.ts'

/** What is said to a webhook: `id` is the same in every try, by which the consumer knows it again. */
export type Telling = Readonly<{ id: string; body: string }>

/** How long a consumer may take to answer. */
const answerMsMax = 10_000
// Nobody reads the answer's body; this much is taken so that an ordinary consumer is not cut off.
const answerBytesMax = 64 * 1024

/**
 * Posts to a webhook's address, signed, and says what came back. Never throws for what the other side does. An answer
 * whose status has arrived counts by it, whatever becomes of its body. The words of an error do not tell a private
 * address from one where nobody listens.
 */
export async function callWebhook(
  { fetch, vault, now, log }: Platform,
  scope: Scope,
  webhook: Webhook,
  { telling, timeoutMs = answerMsMax }: Readonly<{ telling: Telling; timeoutMs?: number }>,
): Promise<Answer> {
  const secrets = openSecrets(vault, scope, webhook, now())
  if (secrets.length === 0) return unsigned
  const headers = {
    'content-type': 'application/json',
    ...webhookHeaders({ ...telling, at: now() }, secrets),
  }
  const from = performance.now()
  const took = () => performance.now() - from
  try {
    const request = {
      method: 'POST',
      headers,
      body: telling.body,
      timeoutMs,
      bytesMax: answerBytesMax,
    } as const
    const answer = await fetch.request(webhook.url, request)
    return {
      status: answer.status,
      error: describeStatus(answer.status),
      retryAfterMs: readRetryAfter(answer.headers['retry-after'], now()),
      durationMs: took(),
    }
  } catch (error) {
    if (!(error instanceof FetchFailed)) throw error
    log.debug({ webhookId: webhook.id, id: telling.id, reason: error.reason }, 'A webhook was not reached')
    const { status, message } = error
    return {
      status,
      error: status === null ? message : describeStatus(status),
      retryAfterMs: null,
      durationMs: took(),
    }
  }
}

const unsigned: Answer = {
  status: null,
  error: 'Its secret was made under another installation key: make a new one.',
  retryAfterMs: null,
  durationMs: 0,
}
