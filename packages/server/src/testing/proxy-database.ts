import { connect, createServer, type Socket } from 'node:net'
import type { Connection } from '../platform/db/index.ts'

/** A way to a database that can be cut, as by a stopped server, or stalled, as by a network that swallows everything. */
export type CuttableDatabase = Readonly<{ connection: Connection; cut(): Promise<void>; stall(): void }>

/** Puts a TCP proxy before a test's database. */
export async function proxyDatabase(connection: Connection): Promise<CuttableDatabase> {
  const sockets = new Set<Socket>()
  let isStalled = false
  const proxy = createServer((near) => {
    const far = connectTo(connection)
    for (const socket of [near, far]) {
      sockets.add(socket)
      socket.on('error', () => socket.destroy())
      socket.on('close', () => sockets.delete(socket))
    }
    if (!isStalled) near.pipe(far).pipe(near)
  })
  await new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', resolve))
  const address = proxy.address()
  if (address === null || typeof address === 'string') throw new Error('The proxy has no port')
  return {
    connection: through(connection, address.port),
    stall() {
      isStalled = true
      for (const socket of sockets) socket.unpipe()
    },
    async cut() {
      const closed = new Promise((resolve) => proxy.close(resolve))
      for (const socket of sockets) socket.destroy()
      await closed
    },
  }
}

function connectTo(connection: Connection): Socket {
  if (typeof connection !== 'string') {
    const { host, port } = connection
    // A host that is a folder holds the socket.
    return host.startsWith('/') ? connect(`${host}/.s.PGSQL.${port}`) : connect(port, host)
  }
  const { hostname, port } = new URL(connection)
  return connect(Number(port || 5432), hostname)
}

function through(connection: Connection, port: number): Connection {
  if (typeof connection !== 'string') return { ...connection, host: '127.0.0.1', port }
  const url = new URL(connection)
  url.host = `127.0.0.1:${port}`
  return url.href
}
