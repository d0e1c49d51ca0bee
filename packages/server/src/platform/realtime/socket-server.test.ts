import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { expect, test } from 'vitest'
import { WebSocket } from 'ws'
import { createLog } from '../log/index.ts'
import { createSocketServer } from './socket-server.ts'

test('a connection that closes while it is being heard leaves once, after that', async () => {
  const told: string[] = []
  const hearing = Promise.withResolvers<void>()
  const left = Promise.withResolvers<void>()
  const closed = Promise.withResolvers<void>()
  const sockets = createSocketServer<unknown>({
    refuse: () => null,
    read: (json) => json,
    isExempt: () => true,
    log: createLog('silent'),
    open: () => ({
      async hear() {
        hearing.resolve()
        await closed.promise
        told.push('heard')
      },
      left() {
        told.push('left')
        left.resolve()
      },
    }),
  })
  const server = createServer().on('upgrade', (request, socket, head) => {
    socket.on('close', () => setImmediate(closed.resolve))
    sockets.upgrade(request, socket, head)
  })
  await once(server.listen(0, '127.0.0.1'), 'listening')
  const socket = new WebSocket(`ws://127.0.0.1:${(server.address() as AddressInfo).port}`)
  await once(socket, 'open')
  socket.send('1')
  socket.send('2')
  await hearing.promise
  socket.close()
  await left.promise
  await sockets.close()
  server.close()
  expect(told).toEqual(['heard', 'left'])
})
