import { connect, createServer, type Socket } from 'node:net'

/** A node as the balancer knows it. */
export type Node = Readonly<{ name: string; origin: string }>

/** A small proxy before several nodes: it asks each for its readiness and leads new connections to those that are. */
export type Balancer = Readonly<{
  origin: string
  /** Sockets of visitors and agents that are open to a node now. */
  sockets(name: string): number
  /** Acknowledgements a node has sent out through here so far. */
  acks(name: string): number
  close(): Promise<void>
}>

type Way = { near: Socket; far: Socket; isSocket: boolean }
type Target = Node & { port: number; isReady: boolean; acks: number; readonly ways: Set<Way> }

const askEveryMs = 100
const askMs = 1_000
const ack = '"type":"sent"'

/** Starts one. It knows nothing of HTTP but its own question: a connection stays where it began. */
export async function startBalancer(nodes: readonly Node[]): Promise<Balancer> {
  const targets = nodes.map(
    (node): Target => ({
      ...node,
      port: Number(new URL(node.origin).port),
      isReady: false,
      acks: 0,
      ways: new Set(),
    }),
  )
  let turn = 0

  async function ask(target: Target): Promise<void> {
    try {
      const answer = await fetch(`${target.origin}/readyz`, { signal: AbortSignal.timeout(askMs) })
      await answer.arrayBuffer()
      target.isReady = answer.status === 200
    } catch {
      target.isReady = false // who does not answer is not ready
    }
  }

  const server = createServer((near) => {
    near.on('error', () => near.destroy())
    const ready = targets.filter(({ isReady }) => isReady)
    const target = ready[turn++ % Math.max(1, ready.length)]
    if (target === undefined) near.destroy()
    else lead(near, target)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('The balancer has no port')
  await Promise.all(targets.map(ask))
  const timers = targets.map((target) => setInterval(() => void ask(target), askEveryMs))
  const named = (name: string) => targets.find((target) => target.name === name)

  return {
    origin: `http://127.0.0.1:${address.port}`,
    sockets: (name) => [...(named(name)?.ways ?? [])].filter(({ isSocket }) => isSocket).length,
    acks: (name) => named(name)?.acks ?? 0,
    async close() {
      for (const timer of timers) clearInterval(timer)
      const closed = new Promise((resolve) => server.close(resolve))
      for (const { ways } of targets)
        for (const { near, far } of ways) for (const one of [near, far]) one.destroy()
      await closed
    },
  }
}

function lead(near: Socket, target: Target): void {
  const far = connect(target.port, '127.0.0.1')
  const way: Way = { near, far, isSocket: false }
  target.ways.add(way)
  // Not only the first words: a client may turn a connection it had at hand into a socket.
  near.on('data', (chunk: Buffer) => {
    way.isSocket ||= /^GET \S*\/socket /.test(chunk.toString('latin1', 0, 200))
  })
  far.on('data', (chunk: Buffer) => {
    if (way.isSocket) target.acks += chunk.toString('latin1').split(ack).length - 1
  })
  near.pipe(far).pipe(near)
  for (const [one, other] of [
    [near, far],
    [far, near],
  ] as const) {
    one.on('error', () => other.destroy())
    one.on('close', () => {
      target.ways.delete(way)
      // Not destroyed: what the one said last is still on its way through the other.
      other.end()
    })
  }
}
