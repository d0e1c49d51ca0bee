import { randomUUIDv7 } from 'node:crypto'
import type { Endpoint, InputOf, OutputOf } from '@rapport/contract'
import type { Platform, PublicContext } from '../platform/context.ts'
import { AppError } from '../platform/errors.ts'
import type { Reply, Route } from '../platform/http/index.ts'

/** What a handler did to its answer besides the body. */
export type Answered = Readonly<{ cookies: (string | null)[]; reply: Reply }>

/** A reply that remembers its cookies; there is no stream to send. */
export function aReply(): Answered {
  const cookies: (string | null)[] = []
  const reply: Reply = {
    setCookie: (token) => cookies.push(token),
    header: () => undefined,
    stream: () => undefined,
  }
  return { cookies, reply }
}

/** A request that nobody has signed, from an address of its own if none is given. */
export const aPublicContext = (platform: Platform, address = `test-${randomUUIDv7()}`): PublicContext => ({
  ...platform,
  address,
  requestId: randomUUIDv7(),
  exempt: false,
})

/** Calls a handler as the server does: input and output go through the endpoint's own schemas. */
export async function callRoute<E extends Endpoint>(
  routes: readonly Route[],
  endpoint: E,
  { ctx, reply = aReply().reply }: Readonly<{ ctx: PublicContext; reply?: Reply }>,
  input: InputOf<E>,
): Promise<OutputOf<E>> {
  const found = routes.find((route) => route.endpoint === endpoint)
  if (!found) throw new Error(`No route answers ${endpoint.method} ${endpoint.path}`)
  const checked = endpoint.input.parse(input)
  const answer = await found.handle(ctx as never, checked as never, reply, null)
  return endpoint.output.parse(answer) as OutputOf<E>
}

/** The code a piece of work fails with; null when it succeeds. Anything but an AppError is thrown on. */
export async function codeOf(work: Promise<unknown>): Promise<string | null> {
  try {
    await work
    return null
  } catch (error) {
    if (error instanceof AppError) return error.code
    throw error
  }
}
