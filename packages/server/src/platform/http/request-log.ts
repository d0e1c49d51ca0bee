import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { type Log, runWithFacts, traceIdOf } from '../log/index.ts'
import type { Answered } from '../measures.ts'

const slowSeconds = 1

/**
 * Lets every line of a request say which one it is, and says one when it has been answered: at debug, or louder when it
 * took long or failed. The pattern of the path stands for the path, which may hold somebody's token.
 */
export function logRequests(app: FastifyInstance, log: Log, observe: (answered: Answered) => void): void {
  app.addHook('onRequest', (request, _reply, done) => {
    const traceId = traceIdOf(request.headers.traceparent)
    runWithFacts({ requestId: request.id, ...(traceId ? { traceId } : {}) }, done)
  })
  app.addHook('onResponse', (request, reply, done) => {
    const answered = describe(request, reply)
    observe(answered)
    log[levelOf(answered)](
      { ...answered, seconds: undefined, ms: Math.round(answered.seconds * 1_000), requestId: request.id },
      'A request was answered',
    )
    done()
  })
}

function describe(request: FastifyRequest, reply: FastifyReply): Answered {
  const { method, routeOptions } = request
  return {
    method,
    route: routeOptions.url ?? 'none',
    status: reply.statusCode,
    seconds: reply.elapsedTime / 1_000,
  }
}

/** An upload or a long download is slow by nature; what they waited for is in their own lines. */
function levelOf({ status, seconds }: Answered): 'debug' | 'warn' | 'error' {
  if (status >= 500) return status === 503 ? 'warn' : 'error'
  return seconds > slowSeconds ? 'warn' : 'debug'
}
