import { type Access, type Endpoint, fileBytesMax, workspaceHeader } from '@rapport/contract'
import { asId, coversOrigin, type Permission, type WorkspaceId } from '@rapport/domain'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { AgentContext, LoginContext, Platform, PublicContext, VisitorContext } from '../context.ts'
import { AppError } from '../errors.ts'
import { inTime, provingMs } from '../in-time.ts'
import { addressOf, limitKeyOf } from './address.ts'
import { exemptionHeader, isExempt } from './exemption.ts'
import { createKeyLimits } from './key-limits.ts'
import { createLoginCookie, type LoginCookie } from './login-cookie.ts'
import { readInput } from './read-input.ts'
import type { Reply, Route } from './route.ts'
import type { Sites } from './security-headers.ts'
import { openUpload } from './upload.ts'

/** What a caller showed: a secret, and by header the workspace they want to work in. */
export type Credentials = Readonly<{ token: string; wanted: WorkspaceId | null }>

/** Who somebody is, decided by the features that know people. Each throws `not_signed_in` for a token that is not good. */
export type Authenticate = Readonly<{
  login(ctx: PublicContext, given: Credentials): Promise<LoginContext>
  agent(ctx: PublicContext, given: Credentials): Promise<AgentContext>
  visitor(ctx: PublicContext, token: string): Promise<VisitorContext>
}>

/** Requests a minute: from one address, by what they may set off, and with one API key. Who is signed in is not limited here. */
export type RateLimits = Readonly<{
  publicRead: number
  publicWrite: number
  visitor: number
  upload: number
  apiKey: number
}>

export const usualRateLimits: RateLimits = {
  publicRead: 1200,
  publicWrite: 120,
  visitor: 1200,
  upload: 30,
  apiKey: 1200,
}

export type RoutesOptions = Readonly<{
  platform: Platform
  sites: Sites
  authenticate: Authenticate
  trustedProxies: number
  rateLimits: RateLimits
  /** Writes down what somebody changed, by what the endpoint declares for it; called when it is done. */
  recordWrite(
    ctx: AgentContext,
    endpoint: Endpoint,
    said: Readonly<{ input: unknown; answer: unknown }>,
  ): Promise<void>
  /** Compare every answer with its declaration, and fail where they differ: tests and development. */
  checkResponses: boolean
  /** Endpoints other sites may read from a page: by path, the origins (or patterns) an answer is open to. */
  openTo: Readonly<Record<string, (answer: unknown) => readonly string[]>>
}>

declare module 'fastify' {
  interface FastifyRequest {
    caller: PublicContext | null
  }
}

/** Makes every declared endpoint answer: limit, who calls, what they say, the handler, the answer; in this order. */
export function registerRoutes(app: FastifyInstance, routes: readonly Route[], options: RoutesOptions): void {
  const cookie = createLoginCookie(options.platform.publicOrigin)
  const count = createKeyLimits(options.rateLimits.apiKey)
  app.decorateRequest('caller', null)
  for (const route of routes) {
    const { endpoint } = route
    app.route({
      method: endpoint.method,
      url: endpoint.path,
      config: { rateLimit: limitOf(endpoint, options) },
      // Before the body is read, so that strangers cannot make us parse.
      preParsing: async (request, reply, payload) => {
        const parts = { ...options, cookie, count: (ctx: LoginContext) => count(ctx, reply) }
        request.caller = await inTime(provingMs, identify(endpoint, request, parts))
        return payload
      },
      handler: (request, reply) => answer(route, request, reply, { ...options, cookie }),
    })
  }
}

function limitOf(
  { access, method, upload }: Endpoint,
  { rateLimits, platform, trustedProxies }: RoutesOptions,
) {
  if (access !== 'public' && access !== 'visitor') return false
  const max = upload
    ? rateLimits.upload
    : access === 'visitor'
      ? rateLimits.visitor
      : method === 'GET'
        ? rateLimits.publicRead
        : rateLimits.publicWrite
  return {
    max,
    timeWindow: 60_000,
    keyGenerator: (request: FastifyRequest) => limitKeyOf(addressOf(request.raw, trustedProxies)),
    allowList: (request: FastifyRequest) =>
      isExempt(platform.vault, request.headers[exemptionHeader], platform.now()),
    errorResponseBuilder: () => new AppError('too_many_requests'),
  }
}

type IdentifyOptions = AnswerOptions & Readonly<{ count(ctx: LoginContext): void }>

/** Who calls, and whether they may: the context their handler works with. */
async function identify(
  { access, method }: Endpoint,
  request: FastifyRequest,
  options: IdentifyOptions,
): Promise<PublicContext> {
  const { platform, authenticate, cookie } = options
  const base: PublicContext = {
    ...platform,
    address: addressOf(request.raw, options.trustedProxies),
    requestId: request.id,
    exempt: isExempt(platform.vault, request.headers[exemptionHeader], platform.now()),
  }
  const bearer = bearerToken(request.headers.authorization)
  refuseForeignWrite(method, request.headers.origin, options.sites)
  if (access === 'public') return base
  if (access === 'visitor') return authenticate.visitor(base, bearer ?? notSignedIn())

  const token = bearer ?? tokenInCookie(request, cookie, options.sites) ?? notSignedIn()
  const given = { token, wanted: wantedWorkspace(request.headers[workspaceHeader]) }
  if (access === 'login') return requirePerson(await authenticate.login(base, given))
  const ctx = await authenticate.agent(base, given)
  options.count(ctx)
  requirePermission(ctx, access)
  return ctx
}

/** What is about a person's own login is for nobody's program. */
function requirePerson(ctx: LoginContext): LoginContext {
  if (ctx.apiKey !== null) throw new AppError('forbidden', { apiKeyId: ctx.apiKey.id })
  return ctx
}

function requirePermission(
  ctx: AgentContext,
  permission: Exclude<Access, 'public' | 'login' | 'visitor'>,
): void {
  const needed: Permission = permission
  if (!ctx.can(needed)) throw new AppError('forbidden', { permission: needed })
}

/** A write that a browser says comes from another site's page is refused, whoever is signed in. */
function refuseForeignWrite(method: string, origin: string | undefined, { consoleOrigins }: Sites): void {
  if (method === 'GET' || origin === undefined || consoleOrigins.includes(origin)) return
  throw new AppError('foreign_origin', { origin })
}

/** The cookie travels by itself, so a write with it must also say that it comes from our own page. */
function tokenInCookie(
  request: FastifyRequest,
  cookie: LoginCookie,
  { consoleOrigins }: Sites,
): string | null {
  const token = cookie.read(request.headers.cookie)
  if (token === null || request.method === 'GET') return token
  const { origin } = request.headers
  if (origin === undefined || !consoleOrigins.includes(origin))
    throw new AppError('foreign_origin', { origin })
  return token
}

function bearerToken(header: string | undefined): string | null {
  if (header === undefined) return null
  // A header that is there but unreadable must not fall back to the cookie.
  return /^Bearer ([\w.~+/=-]{1,200})$/.exec(header)?.[1] ?? notSignedIn()
}

function notSignedIn(): never {
  throw new AppError('not_signed_in')
}

const uuid = /^[0-9a-f]{8}-([0-9a-f]{4}-){3}[0-9a-f]{12}$/

function wantedWorkspace(header: string | string[] | undefined): WorkspaceId | null {
  if (header === undefined) return null
  if (typeof header !== 'string' || !uuid.test(header))
    throw new AppError('not_found', { reason: 'workspace header' })
  return asId<WorkspaceId>(header)
}

type AnswerOptions = RoutesOptions & Readonly<{ cookie: LoginCookie }>

async function answer(route: Route, request: FastifyRequest, reply: FastifyReply, options: AnswerOptions) {
  const { endpoint } = route
  requireMediaType(endpoint, request)
  const upload = endpoint.upload
    ? await openUpload(request, { bytesMax: fileBytesMax, silenceMs: 30_000 })
    : null
  const input = readInput(endpoint, {
    params: request.params as Record<string, string>,
    query: queryOf(request.url),
    body: upload ? {} : request.body,
  })
  const ours = replyOf(reply, options.cookie)
  const handled = route.handle(request.caller as never, input as never, ours.reply, upload)
  // Where anybody may call, the handler is what looks at their secret.
  const result = endpoint.access === 'public' ? await inTime(provingMs, handled) : await handled
  if (endpoint.audit !== undefined)
    await options.recordWrite(request.caller as AgentContext, endpoint, { input, answer: result })
  const stream = ours.stream()
  if (stream) return reply.send(stream)
  if (options.checkResponses) checkAnswer(endpoint, result)
  openToOthers(request, reply, options.openTo[endpoint.path]?.(result))
  return reply.type('application/json; charset=utf-8').send(JSON.stringify(result))
}

/** Bodies are JSON, which no form of another site can send; only an upload is multipart. */
function requireMediaType({ method, upload }: Endpoint, request: FastifyRequest): void {
  const isMultipart = request.isMultipart()
  const isFit = upload ? isMultipart : !isMultipart && (!isWrite(method) || request.body !== undefined)
  if (!isFit) throw new AppError('unsupported_media_type')
}

const isWrite = (method: string) => method === 'POST' || method === 'PUT'

function queryOf(url: string): string {
  const mark = url.indexOf('?')
  return mark < 0 ? '' : url.slice(mark + 1)
}

function replyOf(reply: FastifyReply, cookie: LoginCookie) {
  let body: Parameters<Reply['stream']>[0] | null = null
  const ours: Reply = {
    setCookie: (token, expiresAt) => void reply.header('set-cookie', cookie.write(token, expiresAt)),
    header: (name, value) => void reply.header(name, value),
    stream: (stream) => {
      body = stream
    },
  }
  return { reply: ours, stream: () => body }
}

function checkAnswer(endpoint: Endpoint, result: unknown): void {
  const read = endpoint.output.safeParse(result)
  if (read.success) return
  throw new Error(
    `${endpoint.method} ${endpoint.path} does not answer what it declares: ${read.error.message}`,
  )
}

/** Lets a page of another site read this one answer, when the answer itself says that it may. */
function openToOthers(
  request: FastifyRequest,
  reply: FastifyReply,
  patterns: readonly string[] | undefined,
): void {
  if (patterns === undefined) return
  void reply.header('vary', 'origin').header('cross-origin-resource-policy', 'cross-origin')
  const { origin } = request.headers
  if (origin === undefined) return
  if (patterns.length > 0 && !patterns.some((pattern) => coversOrigin(pattern, origin))) return
  void reply.header('access-control-allow-origin', origin)
}
