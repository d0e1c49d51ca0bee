import { connect, createServer, type Socket } from 'node:net'
import type { DurableDatabase } from '../../packages/server/src/platform/db/testing/durable-database.ts'

/** A way to a database on which every answer takes its time. */
export type SlowLink = Readonly<{
  /** The slow way as `DATABASE_URL`. */
  url: string
  /** From now on answers are late by this much; what is on its way stays as late as it was. */
  delayBy(ms: number): void
  close(): Promise<void>
}>

/** Puts a TCP proxy before a database. Questions pass at once and answers late, so that what travels together stays so. */
export async function openSlowLink({
  host,
  port,
  user,
  password,
  database,
}: DurableDatabase['connection']): Promise<SlowLink> {
  const sockets = new Set<Socket>()
  let delayMs = 0
  const proxy = createServer((near) => {
    const far = connect(`${host}/.s.PGSQL.${port}`)
    for (const socket of [near, far]) {
      sockets.add(socket)
      socket.on('error', () => socket.destroy())
      socket.on('close', () => sockets.delete(socket))
    }
    near.pipe(far)
    far.on('data', (chunk) => setTimeout(() => near.writable && near.write(chunk), delayMs))
    far.on('close', () => setTimeout(() => near.end(), delayMs))
  })
  await new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', resolve))
  const address = proxy.address()
  if (address === null || typeof address === 'string') throw new Error('The link has no port')
  return {
    url: `postgres://${user}:${encodeURIComponent(password)}@127.0.0.1:${address.port}/${database}`,
    delayBy: (ms) => {
      delayMs = ms
    },
    async close() {
      for (const socket of sockets) socket.destroy()
      await new Promise((resolve) => proxy.close(resolve))
    },
  }
}
