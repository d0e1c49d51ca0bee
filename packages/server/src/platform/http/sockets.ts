import type { Server } from 'node:http'
import type { SocketServer } from '../realtime/index.ts'

/** Sends each upgrade to the endpoint of its path; anything else is answered 404 and closed. */
export function dispatchUpgrades(server: Server, endpoints: Readonly<Record<string, SocketServer>>): void {
  server.on('upgrade', (request, socket, head) => {
    // A socket that breaks before its endpoint listens must not end the process.
    socket.on('error', () => socket.destroy())
    const path = (request.url ?? '').split('?')[0] ?? ''
    const endpoint = Object.hasOwn(endpoints, path) ? endpoints[path] : undefined
    if (endpoint) endpoint.upgrade(request, socket, head)
    else socket.end('HTTP/1.1 404 Not Found\r\nConnection: close\r\nContent-Length: 0\r\n\r\n')
  })
}
