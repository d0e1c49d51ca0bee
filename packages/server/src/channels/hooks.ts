import type { IncomingMessage } from 'node:http'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { AppError } from '../platform/errors.ts'
import { readRawBody } from '../platform/http/index.ts'
import type { ChannelAdapter, RawRequest } from './adapter.ts'
import { findAdapter } from './adapters.ts'
import { type HookParts, receiveHook } from './receive-hook.ts'

const bodyMs = 15_000

/**
 * The door for providers: `/hooks/:kind/:account`. Bodies stay bytes, whatever type they claim, and are read only for an
 * account that somebody has, up to the adapter's limit. No login plays a part here. Of a request that nothing proves only
 * the count of answers by route and status remains.
 */
export async function openHooks(app: FastifyInstance, parts: HookParts): Promise<void> {
  await app.register(async (hooks) => {
    hooks.removeAllContentTypeParsers()
    hooks.addContentTypeParser('*', (_request, _payload, done) => done(null))
    hooks.route({
      method: ['GET', 'POST'],
      url: '/hooks/:kind/:account',
      handler: (request, reply) => answer(parts, request, reply),
    })
  })
}

async function answer(parts: HookParts, request: FastifyRequest, reply: FastifyReply): Promise<void> {
  const adapter = findAdapter((request.params as { kind: string }).kind)
  if (!adapter || adapter.bodyBytesMax === null) throw new AppError('not_found')
  if (request.method === 'GET' && !adapter.hasHandshake) throw new AppError('not_found')
  const raw = await readRequest(parts, adapter, request.raw)
  const { status, headers = {}, body = '' } = await receiveHook(parts, adapter, raw)
  await reply.status(status).headers(headers).send(body)
}

async function readRequest(
  { channels }: HookParts,
  adapter: ChannelAdapter,
  incoming: IncomingMessage,
): Promise<RawRequest> {
  const { method = '', url = '' } = incoming
  const head = { method, url, headers: headersOf(incoming), body: new Uint8Array() }
  if (method === 'GET') return head
  const accounts = adapter.locate(head)
  const found = await Promise.all(accounts.map((account) => channels.find(adapter.kind, account)))
  if (found.every((channel) => channel === null)) {
    incoming.resume()
    throw new AppError('wrong_credentials', { kind: adapter.kind })
  }
  const limits = { bytesMax: adapter.bodyBytesMax ?? 0, timeoutMs: bodyMs }
  return {
    ...head,
    body: await readRawBody(incoming, limits, Number(incoming.headers['content-length'] ?? 0)),
  }
}

/** One value per name: what came twice is joined, and so proves nothing. */
function headersOf({ headersDistinct }: IncomingMessage): RawRequest['headers'] {
  return Object.fromEntries(
    Object.entries(headersDistinct).map(([name, values]) => [name, values?.join(', ')]),
  )
}
