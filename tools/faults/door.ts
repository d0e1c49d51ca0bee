import { connect, createServer, type Socket } from 'node:net'

/** One address before a product that comes back somewhere else, as a proxy or a name in DNS would be. */
export type Door = Readonly<{
  origin: string
  /** Leads whoever comes from now on to this server; null leads nowhere. */
  lead(origin: string | null): void
  close(): Promise<void>
}>

/** Opens one on a port of its own. It passes bytes on and knows nothing of what they are. */
export async function openDoor(): Promise<Door> {
  const sockets = new Set<Socket>()
  let port: number | null = null
  const server = createServer((near) => {
    const far = port === null ? null : connect(port, '127.0.0.1')
    for (const socket of far === null ? [near] : [near, far]) {
      sockets.add(socket)
      socket.on('error', () => socket.destroy())
      socket.on('close', () => {
        sockets.delete(socket)
        for (const other of [near, far]) other?.destroy()
      })
    }
    if (far === null) near.destroy()
    else near.pipe(far).pipe(near)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('The door has no port')
  return {
    origin: `http://127.0.0.1:${address.port}`,
    lead(origin) {
      port = origin === null ? null : Number(new URL(origin).port)
    },
    async close() {
      const closed = new Promise((resolve) => server.close(resolve))
      for (const socket of sockets) socket.destroy()
      await closed
    },
  }
}
