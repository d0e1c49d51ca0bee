import { existsSync } from 'node:fs'
import { join } from 'node:path'
import fastifyStatic from '@fastify/static'
import type { FastifyInstance, FastifyReply } from 'fastify'
import { AppError } from '../errors.ts'
import { consolePolicy, panelPolicy, type Sites } from './security-headers.ts'

export type ScreensOptions = Readonly<{
  sites: Sites
  /** Folders of what was built; each may be missing. */
  consoleFolder: string
  widgetFolder: string
  /** Which pages may frame the panel of an inbox: sources for `frame-ancestors`, or null for an unknown key. */
  frameAncestors(key: string): Promise<readonly string[] | null>
}>

const forever = 'public, max-age=31536000, immutable'
const checked = 'no-cache'
// What watches a site asks for its head alone.
const withHead = { exposeHeadRoute: true }

/**
 * Serves what was built for browsers: the console on every path that is nobody else's, the widget's loader, and its
 * panel with the policy of its inbox. Names under `assets/` carry the hash of their content, so they never change.
 */
export async function serveScreens(app: FastifyInstance, options: ScreensOptions): Promise<void> {
  // Without a root of its own: every answer names its folder, and a root that is not built yet would be refused.
  await app.register(fastifyStatic, { serve: false, cacheControl: false })
  serveWidget(app, options)
  serveConsole(app, options)
}

function serveConsole(app: FastifyInstance, { consoleFolder, sites }: ScreensOptions): void {
  const policy = consolePolicy(sites)
  app.get<{ Params: { '*': string } }>('/assets/*', withHead, (request, reply) =>
    sendBuilt(reply, { folder: consoleFolder, file: `assets/${request.params['*']}`, cache: forever }),
  )
  app.get<{ Params: { '*': string } }>('/*', withHead, (request, reply) => {
    const path = request.params['*']
    if (isReserved(path)) throw new AppError('not_found')
    // A name with a dot is a file beside the page; all else is a place inside the console.
    if (/^[\w-]+\.(svg|png|ico|txt|webmanifest)$/.test(path)) {
      return sendBuilt(reply, { folder: consoleFolder, file: path, cache: checked })
    }
    if (!/^[\w/-]*$/.test(path)) throw new AppError('not_found')
    void reply.header('content-security-policy', policy)
    return sendPage(reply, consoleFolder)
  })
}

/** Paths that are never places in the console, whether or not anything answers there today. */
function isReserved(path: string): boolean {
  return /^(api|widget|metrics|health|debug)(\/|$)/.test(path)
}

function serveWidget(app: FastifyInstance, { widgetFolder, sites, frameAncestors }: ScreensOptions): void {
  app.get('/widget.js', withHead, (_request, reply) => {
    void reply.header('cross-origin-resource-policy', 'cross-origin')
    return sendBuilt(reply, { folder: widgetFolder, file: 'widget.js', cache: 'public, max-age=300' })
  })
  app.get<{ Querystring: never }>('/widget/panel', withHead, async (request, reply) => {
    const key = new URLSearchParams(request.url.split('?')[1] ?? '').get('key') ?? ''
    const ancestors = key.length > 100 ? null : await frameAncestors(key)
    if (!ancestors) throw new AppError('not_found')
    void reply
      .header('content-security-policy', panelPolicy(sites, ancestors))
      .header('cross-origin-resource-policy', 'cross-origin')
    return sendPage(reply, widgetFolder)
  })
  app.get<{ Params: { '*': string } }>('/widget/assets/*', withHead, (request, reply) =>
    sendBuilt(reply, { folder: widgetFolder, file: `assets/${request.params['*']}`, cache: forever }),
  )
}

type Built = Readonly<{ folder: string; file: string; cache: string }>

function sendBuilt(reply: FastifyReply, { folder, file, cache }: Built): FastifyReply {
  if (file.endsWith('.map') || file.includes('..') || !existsSync(join(folder, file)))
    throw new AppError('not_found')
  return reply.header('cache-control', cache).sendFile(file, folder)
}

function sendPage(reply: FastifyReply, folder: string): FastifyReply {
  if (!existsSync(join(folder, 'index.html'))) {
    void reply.header('cross-origin-resource-policy', 'same-origin').status(503)
    return reply.type('text/html; charset=utf-8').send(notBuilt)
  }
  return reply.header('cache-control', checked).sendFile('index.html', folder)
}

const notBuilt = `<!doctype html><html lang="en"><meta charset="utf-8"><title>Rapport</title>
<h1>This screen has not been built</h1>
<p>Run <code>npm start</code>, which builds what is missing, or <code>node tools/build-web.ts</code>.</p>
`
