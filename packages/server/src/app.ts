import type { IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import { fileURLToPath } from 'node:url'
import type { WidgetSettings } from '@rapport/contract'
import { agent } from '@rapport/domain'
import type { FastifyInstance } from 'fastify'
import { recordWrite } from './audit/index.ts'
import {
  authenticateVisitor,
  createKnownChannels,
  createVisitorSocket,
  findVisitorStanding,
  frameAncestors,
  type KnownChannels,
  openHooks,
  sendingOn,
} from './channels/index.ts'
import type { Config } from './config.ts'
import type { FindExportHolder } from './exports/index.ts'
import type { FindHolder } from './files/index.ts'
import { createGiveUps, createJobHandlers, listSchedules } from './jobs.ts'
import { createNodeMetrics, startHealth } from './node-health.ts'
import { type OpenOverrides, openInstallation } from './operating.ts'
import type { Platform } from './platform/context.ts'
import { AppError } from './platform/errors.ts'
import { serveHealth } from './platform/health/index.ts'
import {
  type Authenticate,
  createHttpServer,
  createLoginCookie,
  dispatchUpgrades,
  exemptionHeader,
  isExempt,
  type RateLimits,
  registerRoutes,
  type Sites,
  separateFiles,
  serveScreens,
  usualRateLimits,
} from './platform/http/index.ts'
import { startSchedules, startWorker, type Worker } from './platform/jobs/index.ts'
import { keepHeapLean } from './platform/lean-heap.ts'
import { createPostgresBus, createRedisBus, type SocketServer } from './platform/realtime/index.ts'
import { createJobsFor, createReactions, type Reactions } from './reactions.ts'
import { serveReference } from './reference/index.ts'
import { createRoutes } from './routes.ts'
import { startIndexing } from './search/index.ts'
import { createAgentSocket, createLiveDesk, type LiveDesk } from './sessions/index.ts'
import { type Authentication, createAuthentication } from './team/index.ts'
import { startWatching } from './watch-words/index.ts'
import { startWebhooks, type WebhookTeller } from './webhooks/index.ts'

/** What may differ from a usual start: tests, and tools that start a server. */
export type StartOverrides = Readonly<{
  connection?: OpenOverrides['connection']
  log?: OpenOverrides['log']
  onStatement?: OpenOverrides['onStatement']
  acquireMs?: OpenOverrides['acquireMs']
  now?: Platform['now']
  rateLimits?: Partial<RateLimits>
  /** Fail an answer that is not as declared; off where people work. */
  checkResponses?: boolean
  /** How long a bot is seen typing before it answers. */
  botThinkMs?: number
  /** How long a JSON body may take. */
  jsonBodyMs?: number
}>

/**
 * A running server. `drain` says to proxies that it wants no more requests, and goes on answering for as long as the
 * configuration says; `stop` drains, sends sockets away with 1001, finishes what is under way, and closes the database
 * last.
 */
export type Server = Readonly<{
  origin: string
  config: Config
  platform: Platform
  drain(): Promise<void>
  stop(): Promise<void>
}>

/** The port is somebody else's; the message is one line that says what to do. */
export class PortInUse extends Error {
  constructor(port: number) {
    super(`Port ${port} is in use by another program: stop it, or set PORT to another one`)
    this.name = 'PortInUse'
  }
}

/**
 * Starts everything, in the order that each part needs the one before: database, platform, routes, sockets, jobs, and
 * the port last, so that whoever reaches it is answered. This is the one place where the parts are put together.
 */
export async function startServer(config: Config, overrides: StartOverrides = {}): Promise<Server> {
  keepHeapLean()
  const { connection, log, acquireMs, onStatement, now, botThinkMs = 900 } = overrides
  const reactions = createReactions({ botThinkMs })
  const measured = createNodeMetrics(config)
  let wake: () => void = doNothing
  const installation = await openInstallation(config, {
    ...(connection ? { connection } : {}),
    ...(log ? { log } : {}),
    ...(acquireMs ? { acquireMs } : {}),
    ...(onStatement ? { onStatement } : {}),
    openBus: openBusOf(config),
    platform: {
      jobsFor: measured.counting(createJobsFor(reactions)),
      wakeJobs: () => wake(),
      measures: measured.measures,
      ...(now ? { now } : {}),
    },
  })
  const { platform } = installation
  const started: (() => Promise<void>)[] = [installation.close]
  try {
    const desk = createLiveDesk(platform, sendingOn)
    started.push(desk.hub.stop)
    const webhooks = startWebhooks(platform)
    const readers = [startIndexing(platform), startWatching(platform)]
    const workers = startWorkers(platform, reactions, webhooks)
    wake = () => workers.forEach((worker) => void worker.wake())
    const schedules = startSchedules(platform, listSchedules(platform))
    started.push(...workers.map(({ stop }) => stop), schedules.stop, webhooks.stop)
    started.push(...readers.map(({ stop }) => stop))

    const channels = createKnownChannels(platform)
    started.push(channels.stop)
    const parts: Parts = { config, platform, desk, channels, authentication: createAuthentication(platform) }
    const app = await createApp(parts, overrides)
    const sockets = socketsOf(parts)
    dispatchUpgrades(app.server, sockets)
    const health = await startHealth({ ...installation, sockets, metrics: measured.metrics })
    started.push(health.stop)
    serveHealth(app, health)
    started.push(() => closeConnections(app, Object.values(sockets)))
    await listen(app, config)
    const drain = once(() => health.drain())
    const stop = once(async () => {
      await drain()
      await stopAll(started)
    })
    return { origin: originOf(app, config), config, platform, drain, stop }
  } catch (error) {
    await stopAll(started)
    throw error
  }
}

/** PostgreSQL carries the news between nodes, unless a Redis is named. The nodes of one key share its channel. */
function openBusOf({ busUrl: url }: Config): NonNullable<OpenOverrides['openBus']> {
  return (connection, vault, log) =>
    url === null
      ? createPostgresBus(connection, log)
      : createRedisBus({ url, channel: `rapport:${vault.sign('bus', 'channel').slice(0, 32)}` }, log)
}

// Until there are workers, a commit has nobody to wake.
const doNothing = () => undefined

/** One worker per lane: those who wait for the world outside are many, and hold next to nothing meanwhile. */
function startWorkers(platform: Platform, reactions: Reactions, webhooks: WebhookTeller): readonly Worker[] {
  const handlers = createJobHandlers(platform, reactions, webhooks)
  const givingUp = createGiveUps(platform, reactions)
  return [
    startWorker({ ...platform, handlers, givingUp, lane: 'inside' }),
    startWorker({ ...platform, handlers, givingUp, lane: 'outside', concurrency: 32 }),
    startWorker({ ...platform, handlers, givingUp, lane: 'exports', concurrency: 1 }),
  ]
}

/** What routes and sockets are made from. */
type Parts = Readonly<{
  config: Config
  platform: Platform
  desk: LiveDesk
  channels: KnownChannels
  authentication: Authentication
}>

/** Every place where live connections begin, by path. */
function socketsOf({
  config,
  platform,
  desk,
  authentication,
}: Parts): Readonly<Record<string, SocketServer>> {
  const cookie = createLoginCookie(config.publicOrigin)
  const common = {
    platform,
    hub: desk.hub,
    isOwnOrigin: (origin: string) => config.consoleOrigins.includes(origin),
    isExempt: ({ headers }: IncomingMessage) =>
      isExempt(platform.vault, headers[exemptionHeader], platform.now()),
  }
  const cookieOf = ({ headers }: IncomingMessage) => cookie.read(headers.cookie)
  return {
    '/api/v1/socket': createAgentSocket({
      ...common,
      authentication,
      cookieOf,
      noteViewing: desk.reading.noteViewing,
    }),
    '/api/v1/widget/socket': createVisitorSocket({ ...common, countryHeader: config.countryHeader }),
  }
}

async function createApp(parts: Parts, overrides: StartOverrides): Promise<FastifyInstance> {
  const { platform, desk, authentication } = parts
  const { publicOrigin, filesOrigin, consoleOrigins, trustedProxies } = parts.config
  const sites: Sites = { publicOrigin, filesOrigin, consoleOrigins }
  const { jsonBodyMs } = overrides
  const app = await createHttpServer({
    log: platform.log,
    sites,
    observe: platform.measures.requestAnswered,
    ...(jsonBodyMs ? { jsonBodyMs } : {}),
  })
  separateFiles(app, sites)
  registerRoutes(app, createRoutes({ ...desk.reading, ...findHoldersWith(parts) }), {
    platform,
    sites,
    authenticate: authenticateWith(platform, authentication),
    trustedProxies,
    rateLimits: { ...usualRateLimits, apiKey: parts.config.apiRate, ...overrides.rateLimits },
    recordWrite,
    checkResponses: overrides.checkResponses ?? false,
    openTo: {
      '/api/v1/widget/settings': (answer) => (answer as { settings: WidgetSettings }).settings.allowedOrigins,
    },
  })
  await openHooks(app, parts)
  await serveReference(app, sites)
  await serveScreens(app, {
    sites,
    consoleFolder: builtFolder('console'),
    widgetFolder: builtFolder('widget'),
    frameAncestors: (key) => frameAncestors(platform, key),
  })
  return app
}

const builtFolder = (name: string) => fileURLToPath(new URL(`../../${name}/dist`, import.meta.url))

/** Who calls, as the features that know people say. */
function authenticateWith(platform: Platform, authentication: Authentication): Authenticate {
  const login: Authenticate['login'] = async ({ address, requestId, exempt }, given) =>
    (await authentication.login({ ...given, address, requestId, exempt })) ?? notSignedIn()
  return {
    login,
    agent: async (ctx, given) => await authentication.agent(await login(ctx, given)),
    visitor: async (ctx, token) => (await authenticateVisitor(platform, token, ctx)) ?? notSignedIn(),
  }
}

/** Whose a link to a file is: somebody at work, or a visitor. A file of sessions is only ever for the former. */
function findHoldersWith({
  platform,
  authentication,
}: Parts): Readonly<{ findHolder: FindHolder; findExportHolder: FindExportHolder }> {
  const findExportHolder: FindExportHolder = (workspaceId, loginKey) =>
    authentication.revalidate({ loginKey, workspaceId })
  return {
    findExportHolder,
    async findHolder(workspaceId, holder) {
      const login = await authentication.revalidate({ loginKey: holder, workspaceId })
      if (login) return { scope: login.scope, actor: agent(login.userId) }
      const visitor = await findVisitorStanding(platform, holder)
      return visitor?.scope.workspaceId === workspaceId ? visitor : null
    },
  }
}

function notSignedIn(): never {
  throw new AppError('not_signed_in')
}

async function listen(app: FastifyInstance, { port, host }: Config): Promise<void> {
  try {
    await app.listen({ port, host })
  } catch (error) {
    throw (error as NodeJS.ErrnoException).code === 'EADDRINUSE' ? new PortInUse(port) : error
  }
}

function originOf(app: FastifyInstance, { publicOrigin }: Config): string {
  const { address, port, family } = app.server.address() as AddressInfo
  const host = family === 'IPv6' ? `[${address}]` : address
  return publicOrigin.startsWith('https://')
    ? publicOrigin
    : `http://${host === '0.0.0.0' ? '127.0.0.1' : host}:${port}`
}

const graceMs = 25_000

/** No new connections; those at work finish, sockets are told to come again, and who is still there then is cut. */
async function closeConnections(app: FastifyInstance, sockets: readonly SocketServer[]): Promise<void> {
  const cut = setTimeout(() => app.server.closeAllConnections(), graceMs)
  // A connection whose request ends meanwhile would otherwise be kept alive, and waited for.
  const sweep = setInterval(() => app.server.closeIdleConnections(), 25)
  try {
    await Promise.all([app.close(), ...sockets.map((socket) => socket.close())])
  } finally {
    clearTimeout(cut)
    clearInterval(sweep)
  }
}

/** Ends what was started, the last first; one failure does not keep the rest running. */
async function stopAll(started: readonly (() => Promise<void>)[]): Promise<void> {
  const failures: unknown[] = []
  for (const end of started.toReversed()) await end().catch((error: unknown) => failures.push(error))
  if (failures.length > 0) throw new AggregateError(failures, 'Not everything stopped in order')
}

/** Does something once, however often it is asked. */
function once(work: () => Promise<void>): () => Promise<void> {
  let done: Promise<void> | undefined
  return () => (done ??= work())
}
