import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'

/** What a port for metrics answers, and where it listens. */
export type MetricsPort = Readonly<{
  port: number
  host: string
  contentType: string
  read(): Promise<string>
  log: Readonly<{ warn(fields: object, message: string): void }>
}>

/** Metrics on a port of their own, for networks that keep strangers from it: `/metrics`, and nothing else. */
export async function openMetricsPort(
  options: MetricsPort,
): Promise<Readonly<{ port: number; close(): Promise<void> }>> {
  const { contentType, read, log } = options
  const server = createServer((request, response) => {
    if (request.method !== 'GET' || request.url?.split('?')[0] !== '/metrics') {
      response.writeHead(404).end()
      return
    }
    read().then(
      (text) =>
        response.writeHead(200, { 'content-type': contentType, 'cache-control': 'no-store' }).end(text),
      (error: unknown) => {
        log.warn({ error: String(error) }, 'The metrics could not be read')
        response.writeHead(500).end()
      },
    )
  })
  server.listen(options.port, options.host)
  await once(server, 'listening')
  return {
    port: (server.address() as AddressInfo).port,
    async close() {
      const closed = once(server, 'close')
      server.close()
      server.closeAllConnections()
      await closed
    },
  }
}
