import type { Readable } from 'node:stream'
import type { Access, CheckedInputOf, Endpoint, OutputOf } from '@rapport/contract'
import type { AgentContext, LoginContext, PublicContext, VisitorContext } from '../context.ts'

/** Who a handler gets to work for, by who may call its endpoint. */
export type ContextFor<Who extends Access> = Who extends 'public'
  ? PublicContext
  : Who extends 'login'
    ? LoginContext
    : Who extends 'visitor'
      ? VisitorContext
      : AgentContext

/**
 * An uploaded file on its way in. `name` and `declaredType` are the sender's words, to be believed in nothing.
 * `bytes` fails with `too_large` beyond the limit, and ends well only when the whole body was one file.
 */
export type Upload = Readonly<{ name: string; declaredType: string; bytes: Readable }>

/** What a handler may do to the answer besides its body. */
export type Reply = Readonly<{
  setCookie(token: string | null, expiresAt: number | null): void
  header(name: string, value: string): void
  /** Sends a stream instead of JSON. */
  stream(body: Readable): void
}>

/** An endpoint with the code that answers it. The wiring lists them in `routes.ts`. */
export type Route = Readonly<{
  endpoint: Endpoint & { readonly access: Access }
  handle(ctx: never, input: never, reply: Reply, upload: Upload | null): Promise<unknown>
}>

/**
 * Ties a handler to its endpoint. The types follow from the declaration: the context from who may call, the
 * input as checked, the output as promised. Call, present, return.
 */
export function route<E extends Endpoint & { readonly access: Access }>(
  endpoint: E,
  handle: (
    ctx: ContextFor<E['access']>,
    input: CheckedInputOf<E>,
    reply: Reply,
    upload: Upload | null,
  ) => Promise<OutputOf<E>>,
): Route {
  return { endpoint, handle }
}
