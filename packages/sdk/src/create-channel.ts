import type { GenericEventInput } from '@rapport/contract/light'
import { backOffMs } from './back-off.ts'
import { pause, readAnswer } from './call-endpoint.ts'
import { newClientId } from './client-id.ts'
import { isRapportError, mayPass, RapportError } from './rapport-error.ts'
import { signWebhook } from './standard-webhooks.ts'

/** Which inbox a program speaks for, and the secret that signs what it says. */
export type ChannelOptions = Readonly<{
  /** Where the server is, as `https://desk.example.com`. */
  origin: string
  inboxId: string
  /** The inbox's inbound secret, as it was shown when the inbox was made. */
  secret: string
  fetch?: typeof fetch
}>

type Told<Type extends GenericEventInput['type']> = Omit<
  Extract<GenericEventInput, { type: Type }>,
  'type' | 'at'
> & { at?: number }

/**
 * A channel of one's own, as its program uses it. Each call resolves once what was said is kept for good, and may be
 * made again under the same ids: the same message is stored once. What is not understood throws `invalid_input`.
 */
export type Channel = Readonly<{
  /** What a contact said. `id` is yours, unique on the inbox for ever. */
  message(said: Told<'message'>): Promise<void>
  /** What became of a message of ours: delivered, read or failed. */
  receipt(receipt: Told<'receipt'>): Promise<void>
  /** A contact changed what they had said. */
  edit(edit: Told<'edit'>): Promise<void>
  /** A contact took back what they had said. */
  remove(removal: Told<'delete'>): Promise<void>
  /** A contact put a sign on a message, or with null took it off. */
  react(reaction: Told<'reaction'>): Promise<void>
  /** A contact is typing, or no longer. */
  typing(typing: Told<'typing'>): Promise<void>
  /** Several of these at once, in order; 500 at most. */
  tell(events: readonly GenericEventInput[]): Promise<void>
}>

const attemptsMax = 4
const timeoutMs = 30_000

/**
 * Opens a channel of one's own: your program speaks for the contacts, signed by Standard Webhooks.
 *
 * @example
 * const channel = createChannel({ origin, inboxId, secret })
 * await channel.message({
 *   id: 'courier-815',
 *   person: { id: 'user-1815', name: 'Grace Hopper' },
 *   text: 'Where is my parcel?',
 * })
 */
export function createChannel(options: ChannelOptions): Channel {
  const say = (type: GenericEventInput['type'], said: object) =>
    post(options, { at: Date.now(), ...said, type } as GenericEventInput)
  return {
    message: (said) => say('message', said),
    receipt: (receipt) => say('receipt', receipt),
    edit: (edit) => say('edit', edit),
    remove: (removal) => say('delete', removal),
    react: (reaction) => say('reaction', reaction),
    typing: (typing) => say('typing', typing),
    tell: (events) => post(options, { events }),
  }
}

/** Sends until it is kept: safe, as the receiver knows a request and its events again by their ids. */
async function post(options: ChannelOptions, said: object): Promise<void> {
  const id = newClientId()
  const body = JSON.stringify(said)
  for (let attempt = 0; ; attempt += 1) {
    try {
      return refuseGaps(await postOnce(options, id, body))
    } catch (error) {
      if (!isRapportError(error) || !mayPass(error) || attempt + 1 >= attemptsMax) throw error
      await pause(error.retryAfterMs ?? backOffMs(attempt, 500, 5_000), undefined)
    }
  }
}

async function postOnce(
  { origin, inboxId, secret, ...options }: ChannelOptions,
  id: string,
  body: string,
): Promise<unknown> {
  const headers = { 'content-type': 'application/json', ...(await signWebhook({ id, body }, secret)) }
  const url = `${origin.replace(/\/$/, '')}/hooks/generic/${encodeURIComponent(inboxId)}`
  const send = options.fetch ?? fetch
  try {
    const answer = await send(url, {
      method: 'POST',
      headers,
      body,
      signal: AbortSignal.timeout(timeoutMs),
    })
    return await readAnswer(answer)
  } catch (error) {
    if (isRapportError(error)) throw error
    throw new RapportError('unreachable', {}, { cause: error })
  }
}

function refuseGaps(answer: unknown): void {
  const { notUnderstood = [] } = answer as { notUnderstood?: readonly string[] }
  if (notUnderstood.length === 0) return
  const fields = notUnderstood.map((message) => ({ path: [], message }))
  throw new RapportError('invalid_input', { status: 200, fields })
}
