/** A consumer of webhooks as quick as can be, in a process of its own: it answers 204 and counts what it was told. */
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'

const told = new Set<string>()
const server = createServer((request, response) => {
  told.add(String(request.headers['webhook-id']))
  request.resume().on('end', () => response.writeHead(204).end())
})
server.listen(0, '127.0.0.1', () => process.send?.((server.address() as AddressInfo).port))
process.on('message', () => process.send?.(told.size))
process.on('disconnect', () => process.exit(0))
