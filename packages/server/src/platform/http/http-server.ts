import { randomBytes } from 'node:crypto'
import { type IncomingMessage, STATUS_CODES } from 'node:http'
import type { Duplex } from 'node:stream'
import { fastifyCookie } from '@fastify/cookie'
import fastifyMultipart from '@fastify/multipart'
import fastifyRateLimit from '@fastify/rate-limit'
import fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify'
import { AppError } from '../errors.ts'
import type { Log } from '../log/index.ts'
import type { Answered } from '../measures.ts'
import { jsonBytesMax, readJsonBody } from './json-body.ts'
import { pathForLog } from './path-for-log.ts'
import { problemOf, toAppError } from './problem.ts'
import { logRequests } from './request-log.ts'
import { baseHeaders, type Headers, type Sites } from './security-headers.ts'

export type HttpServerOptions = Readonly<{
  log: Log
  sites: Sites
  /** How long a JSON body may take to arrive; 15 s by default. */
  jsonBodyMs?: number
  /** Told of every request when it has been answered. */
  observe?: (answered: Answered) => void
}>

/**
 * A server that refuses what is malformed before any route sees it, and answers every error as a problem. Routes are
 * added by `registerRoutes` and `serveScreens`.
 */
export async function createHttpServer(options: HttpServerOptions): Promise<FastifyInstance> {
  const { log, sites } = options
  const headers = baseHeaders(sites)
  const answers = { log, headers }
  const app = fastify({
    logger: false,
    genReqId: () => randomBytes(8).toString('hex'),
    requestIdHeader: false,
    return503OnClosing: true,
    bodyLimit: jsonBytesMax,
    // A slow upload is fine as long as it moves; silence is measured where bodies are read.
    requestTimeout: 600_000,
    connectionTimeout: 0,
    // How often who is too slow with their headers is looked for.
    http: { connectionsCheckingInterval: 5_000 },
    keepAliveTimeout: 72_000,
    forceCloseConnections: 'idle',
    // Queries are parsed strictly where they are checked.
    routerOptions: { maxParamLength: 200, querystringParser: () => ({}) },
    exposeHeadRoutes: false,
    frameworkErrors: (error, request, reply) => sendProblem(error, request, reply, answers),
    clientErrorHandler: (error, socket) => refuseRaw(error, socket, headers),
  })
  app.server.headersTimeout = 15_000

  logRequests(app, log, options.observe ?? (() => undefined))
  app.addHook('onRequest', async (request, reply) => {
    void reply.headers({ ...headers, 'request-id': request.id })
  })
  app.removeAllContentTypeParsers()
  app.addContentTypeParser('application/json', (request: FastifyRequest, payload: IncomingMessage) =>
    readJsonBody(
      payload,
      { bytesMax: jsonBytesMax, timeoutMs: options.jsonBodyMs ?? 15_000 },
      Number(request.headers['content-length'] ?? 0),
    ),
  )
  app.setErrorHandler((error, request, reply) => sendProblem(error, request, reply, answers))
  app.setNotFoundHandler((request, reply) => sendProblem(new AppError('not_found'), request, reply, answers))
  // Only brings the codec that `createLoginCookie` uses: cookies are read where they count.
  await app.register(fastifyCookie, { hook: false })
  await app.register(fastifyMultipart, { throwFileSizeLimit: false })
  await app.register(fastifyRateLimit, {
    global: false,
    addHeaders: onlyRetryAfter,
    addHeadersOnExceeding: noHeaders,
  })
  return app
}

const noHeaders = { 'x-ratelimit-limit': false, 'x-ratelimit-remaining': false, 'x-ratelimit-reset': false }
const onlyRetryAfter = { ...noHeaders, 'retry-after': true }

/** Answers an error, and logs what only the log may know. */
function sendProblem(
  thrown: unknown,
  request: FastifyRequest,
  reply: FastifyReply,
  { log, headers }: Readonly<{ log: Log; headers: Headers }>,
): void {
  const error = toAppError(thrown)
  const { status, code, internal } = error
  const facts = {
    requestId: request.id,
    method: request.method,
    path: pathForLog(request.url),
    code,
    ...internal,
  }
  if (code === 'internal') log.error({ ...facts, err: error.cause }, 'A request failed')
  else if (code === 'unavailable')
    log.warn({ ...facts, cause: String(error.cause) }, 'A request could not be served')
  else log.debug(facts, 'A request was refused')

  const retryAfterMs = error.retryAfterMs ?? (code === 'unavailable' ? 2_000 : null)
  if (retryAfterMs !== null) void reply.header('retry-after', String(Math.ceil(retryAfterMs / 1_000)))
  // What a handler said about its own answer does not hold for this one.
  for (const name of unfitForProblems) void reply.removeHeader(name)
  // Closing on a caller who is still sending cuts them off before they have read this; the rest flows to nowhere.
  if (code === 'too_large') void reply.removeHeader('connection')
  void reply
    .headers(headers)
    .status(status)
    .type('application/problem+json; charset=utf-8')
    .send(JSON.stringify(problemOf(error, request.id)))
}

const unfitForProblems = ['content-length', 'content-disposition', 'set-cookie', 'etag', 'last-modified']

/** What cannot be read as HTTP at all: headers too large, too slow, or no HTTP. There is no request to answer to. */
function refuseRaw(error: Error & { code?: string }, socket: Duplex, headers: Headers): void {
  if (error.code === 'ECONNRESET' || !socket.writable) {
    socket.destroy()
    return
  }
  const status =
    error.code === 'HPE_HEADER_OVERFLOW' ? 431 : error.code === 'ERR_HTTP_REQUEST_TIMEOUT' ? 408 : 400
  const requestId = randomBytes(8).toString('hex')
  const body = JSON.stringify({ ...problemOf(new AppError('bad_request'), requestId), status })
  const lines = Object.entries({
    ...headers,
    'request-id': requestId,
    'content-type': 'application/problem+json; charset=utf-8',
    'content-length': String(Buffer.byteLength(body)),
    connection: 'close',
  }).map(([name, value]) => `${name}: ${value}`)
  socket.end(`HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\n${lines.join('\r\n')}\r\n\r\n${body}`)
}
