import { createHmac, randomBytes } from 'node:crypto'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Log } from '../../platform/log/index.ts'
import { renderShop, type ShopVisitor } from './shop-page.ts'
import { findLanguage } from './shop-words.ts'

/** What the shop must know of the desk: what any customer's shop is told when it adds the widget. */
export type ShopOptions = Readonly<{
  port: number
  deskOrigin: string
  widgetKey: string
  identitySecret: string
  log: Log
}>

export type Shop = Readonly<{ origin: string; stop(): Promise<void> }>

/** The people one can pretend to be signed in as. */
const customers: readonly Readonly<{ id: string; name: string; email: string }>[] = [
  { id: 'c-1001', name: 'Maya Lindqvist', email: 'maya.lindqvist@example.com' },
  { id: 'c-1002', name: 'Tomáš Havel', email: 'tomas.havel@example.com' },
]

/**
 * Serves a small shop of its own origin with the widget on it, so that trying the product shows what a customer's
 * site sees: another origin, a strict policy with Trusted Types, and visitors signed by the shop's own server.
 */
export async function startShop(options: ShopOptions): Promise<Shop> {
  const server = createServer((request, response) => {
    try {
      answer(options, request, response)
    } catch (error) {
      options.log.error({ error: String(error) }, 'The demo shop could not answer')
      response.writeHead(500).end()
    }
  })
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(options.port, '127.0.0.1', resolve)
  })
  const { port } = server.address() as AddressInfo
  return {
    origin: `http://127.0.0.1:${port}`,
    stop: () =>
      new Promise((resolve, reject) => {
        server.close((error) => (error ? reject(error) : resolve()))
        server.closeAllConnections()
      }),
  }
}

function answer(options: ShopOptions, request: IncomingMessage, response: ServerResponse): void {
  const url = URL.parse(request.url ?? '', 'http://shop.invalid')
  if (url?.pathname !== '/' || request.method !== 'GET') {
    response.writeHead(404, { 'content-type': 'text/plain' }).end('Not found')
    return
  }
  const nonce = randomBytes(16).toString('base64')
  const customer = customers.find(({ id }) => id === url.searchParams.get('as'))
  const page = renderShop({
    nonce,
    language: findLanguage(url.searchParams.get('lang')),
    widget: { origin: options.deskOrigin, key: options.widgetKey },
    customers,
    visitor: customer ? sign(customer, options.identitySecret) : null,
  })
  response.writeHead(200, {
    'content-type': 'text/html; charset=utf-8',
    'cache-control': 'no-store',
    'content-security-policy': policyOf(nonce, options.deskOrigin),
    'referrer-policy': 'same-origin',
    'x-content-type-options': 'nosniff',
  })
  response.end(page)
}

/**
 * All that a host page needs is the loader in script-src and the panel in frame-src; the rest of this policy is as
 * tight as it goes, and the shop's own style and script carry the nonce.
 */
const policyOf = (nonce: string, desk: string): string =>
  [
    "default-src 'none'",
    `script-src 'nonce-${nonce}' ${desk}`,
    `frame-src ${desk}`,
    `style-src 'nonce-${nonce}'`,
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
    "require-trusted-types-for 'script'",
    "trusted-types 'none'",
  ].join('; ')

/** Signs a customer as the widget's documentation tells any shop to, on the shop's own side. */
function sign({ id, name, email }: (typeof customers)[number], secret: string): ShopVisitor {
  const text = JSON.stringify(['rapport-visitor-1', id, name, email])
  return { userId: id, name, email, signature: createHmac('sha256', secret).update(text).digest('hex') }
}
