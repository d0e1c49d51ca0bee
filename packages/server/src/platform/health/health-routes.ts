import type { FastifyInstance, FastifyReply } from 'fastify'
import { sameSecret } from '../crypto/index.ts'
import { AppError } from '../errors.ts'
import type { Readiness } from './readiness.ts'

/** What the endpoints beside the API answer from. */
export type HealthParts = Readonly<{
  readiness: Readiness
  /** Without a token there is no such page here. */
  metrics: Readonly<{ token: string; contentType: string; read(): Promise<string> }> | null
}>

/**
 * What proxies and monitors ask, outside the API and as nobody: `/healthz` says that the process lives, `/readyz` whether
 * it should be sent requests, `/metrics` how it does, to whoever holds the token.
 */
export function serveHealth(app: FastifyInstance, { readiness, metrics }: HealthParts): void {
  const method = ['GET', 'HEAD']
  app.route({ method, url: '/healthz', handler: (_request, reply) => sendJson(reply, { status: 'ok' }) })
  app.route({
    method,
    url: '/readyz',
    handler: (_request, reply) => {
      const reasons = readiness.reasons()
      const isReady = reasons.length === 0
      return sendJson(reply.status(isReady ? 200 : 503), { status: isReady ? 'ready' : 'not ready', reasons })
    },
  })
  if (metrics === null) return
  app.get('/metrics', async ({ headers }, reply) => {
    const given = /^Bearer (\S{1,500})$/.exec(headers.authorization ?? '')?.[1]
    if (given === undefined || !sameSecret(given, metrics.token)) throw new AppError('not_signed_in')
    return reply.type(metrics.contentType).send(await metrics.read())
  })
}

const sendJson = (reply: FastifyReply, body: object): FastifyReply =>
  reply.type('application/json; charset=utf-8').send(JSON.stringify(body))
