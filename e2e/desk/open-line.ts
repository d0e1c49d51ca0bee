import { connect, createServer, type Server, type Socket } from 'node:net'

/** Somebody's way to the server, which can be cut and mended like a cable. */
export type Line = Readonly<{
  origin: string
  /** Breaks what is open and refuses what is new, until `mend`. */
  cut(): void
  mend(): void
  close(): Promise<void>
}>

/**
 * Puts a cable between a browser and the server: a browser told to be offline only stalls its sockets, and
 * delivers afterwards what they held, while a cut cable loses it.
 */
export async function openLine(port: number): Promise<Line> {
  const open = new Set<Socket>()
  let isCut = false
  const server = createServer((near) => {
    near.on('error', () => near.destroy())
    if (isCut) return near.destroy()
    join(near, connect(port, '127.0.0.1'), open)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const destroyAll = () => {
    for (const socket of open) socket.destroy()
  }
  return {
    origin: originOf(server),
    cut() {
      isCut = true
      destroyAll()
    },
    mend() {
      isCut = false
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        destroyAll()
      }),
  }
}

function join(near: Socket, far: Socket, open: Set<Socket>): void {
  for (const [one, other] of [
    [near, far],
    [far, near],
  ] as const) {
    open.add(one)
    one.setNoDelay(true)
    one.on('error', () => one.destroy())
    one.on('close', () => {
      open.delete(one)
      other.destroy()
    })
    one.on('end', () => other.end())
    one.pipe(other)
  }
}

function originOf(server: Server): string {
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('The line has no port')
  return `http://127.0.0.1:${address.port}`
}
