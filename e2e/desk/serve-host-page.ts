import { randomBytes } from 'node:crypto'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'

/** A page of somebody else's, on an origin of its own, that has the widget on it. */
export type HostPage = Readonly<{ origin: string; close(): Promise<void> }>

/** What the page is made from. `policy` is its whole Content-Security-Policy; `NONCE` in it stands for the page's nonce. */
export type HostPageOptions = Readonly<{
  deskOrigin: string
  widgetKey: string
  policy?: string
  /** More of the page, before the widget's script. */
  body?: string
}>

/** Serves the page at a free port; every path is the same page. */
export async function serveHostPage(options: HostPageOptions): Promise<HostPage> {
  const server = createServer((request, response) => {
    if (request.url === '/favicon.ico') return response.writeHead(204).end()
    const nonce = randomBytes(16).toString('base64')
    const policy = options.policy?.replaceAll('NONCE', nonce)
    response.writeHead(200, {
      'content-type': 'text/html; charset=utf-8',
      ...(policy === undefined ? {} : { 'content-security-policy': policy }),
    })
    return response.end(render(options, nonce))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

const render = ({ deskOrigin, widgetKey, body = '' }: HostPageOptions, nonce: string): string =>
  `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>A shop</title></head><body>
<main><h1>A shop</h1><p><a href="#first">First link</a></p></main>${body.replaceAll('NONCE', nonce)}
<script async nonce="${nonce}" src="${deskOrigin}/widget.js" data-key="${widgetKey}" data-locale="en"></script>
</body></html>`
