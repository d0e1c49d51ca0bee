import { connect, createServer, type Socket } from 'node:net'

/** Where a link leads; a host that is a folder holds PostgreSQL's socket. */
export type LinkTarget = Readonly<{ host: string; port: number }>

/** A TCP way to somewhere that can fail as networks do. */
export type TcpLink = Readonly<{
  port: number
  /** Swallows everything in both directions, farewells too, until `release`, which delivers what was sent meanwhile. */
  hold(): void
  release(): void
  /** Breaks every connection; new ones pass again. */
  reset(): void
  close(): Promise<void>
}>

type Pair = { near: Socket; far: Socket; isTouched: boolean | null; backlog: (() => void)[] }

/**
 * Opens a link. `touches` says by a connection's first bytes whether faults apply to it; without it, to all.
 */
export async function openTcpLink(
  target: LinkTarget,
  touches: (opening: Buffer) => boolean = () => true,
): Promise<TcpLink> {
  const pairs = new Set<Pair>()
  let isHeld = false

  function pass(pair: Pair, work: () => void): void {
    if (isHeld && pair.isTouched !== false) pair.backlog.push(work)
    else work()
  }

  const server = createServer((near) => {
    const far = target.host.startsWith('/')
      ? connect(`${target.host}/.s.PGSQL.${target.port}`)
      : connect(target.port, target.host)
    const pair: Pair = { near, far, isTouched: null, backlog: [] }
    pairs.add(pair)
    near.on('data', (chunk: Buffer) => {
      pair.isTouched ??= touches(chunk)
      pass(pair, () => far.write(chunk))
    })
    far.on('data', (chunk: Buffer) => pass(pair, () => near.write(chunk)))
    for (const [here, there] of [
      [near, far],
      [far, near],
    ] as const) {
      here.on('error', () => here.destroy())
      here.on('close', () => {
        pass(pair, () => there.destroy())
        if (near.destroyed && far.destroyed) pairs.delete(pair)
      })
    }
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('The link has no port')

  function release(): void {
    isHeld = false
    for (const { backlog } of pairs) for (const work of backlog.splice(0)) work()
  }

  function reset(): void {
    for (const { near, far, isTouched } of pairs) {
      if (isTouched === false) continue
      near.destroy()
      far.destroy()
    }
  }

  return {
    port: address.port,
    hold() {
      isHeld = true
    },
    release,
    reset,
    async close() {
      release()
      const closed = new Promise((resolve) => server.close(resolve))
      for (const { near, far } of pairs) for (const socket of [near, far]) socket.destroy()
      await closed
    },
  }
}
