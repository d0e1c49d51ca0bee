import { readFile } from 'node:fs/promises'
import { createOpenApi, endpoints } from '@rapport/contract'
import type { FastifyInstance } from 'fastify'
import { renderDocs } from './render-docs.ts'

// Stricter than the console's: the page asks for nothing but its own two files.
const policy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
  "require-trusted-types-for 'script'",
].join('; ')

const json = 'application/json; charset=utf-8'

/** Serves the OpenAPI document and the page that shows it. Both are made once, at the start. */
export async function serveReference(
  app: FastifyInstance,
  { publicOrigin }: Readonly<{ publicOrigin: string }>,
): Promise<void> {
  const document = createOpenApi(endpoints)
  const bodies: readonly (readonly [path: string, type: string, body: string])[] = [
    ['/api/v1/openapi.json', json, JSON.stringify(document)],
    ['/api/v1/docs', 'text/html; charset=utf-8', renderDocs(document, publicOrigin)],
    ['/api/v1/docs/docs.css', 'text/css; charset=utf-8', await readPart('docs.css')],
    ['/api/v1/docs/docs.js', 'text/javascript; charset=utf-8', await readPart('docs.js')],
  ]
  for (const [path, type, body] of bodies) {
    app.get(path, { exposeHeadRoute: true }, (_request, reply) => {
      if (type.startsWith('text/html')) void reply.header('content-security-policy', policy)
      // Another version of the server may have another reference.
      return reply.header('cache-control', 'no-cache').type(type).send(body)
    })
  }
}

const readPart = (name: string): Promise<string> => readFile(new URL(`page/${name}`, import.meta.url), 'utf8')
