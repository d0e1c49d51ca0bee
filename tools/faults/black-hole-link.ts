import { connect, createServer, type Socket } from 'node:net'

/** One client's way to the server, in which everything can vanish: nobody on either side is told. */
export type BlackHoleLink = Readonly<{
  origin: string
  /** From now on nothing arrives, in either direction: no words, no farewell, no new connection. */
  darken(): void
  /** What was on its way arrives now, as TCP would send it again; who hung up meanwhile hangs up now. */
  restore(): void
  /** The connections of this moment are dark for ever, as after a change of address; new ones are fine. */
  changeAddress(): void
  /** For each socket in the dark, how many milliseconds the server took to hang up; null where it has not. */
  noticedMs(): readonly (number | null)[]
  close(): void
}>

type Way = {
  readonly near: Socket
  far: Socket | null
  isSocket: boolean
  darkAt: number | null
  isForEver: boolean
  noticedMs: number | null
  nearGone: boolean
  readonly toFar: Buffer[]
  readonly toNear: Buffer[]
}

type Ways = { readonly serverPort: number; readonly open: Set<Way>; readonly noticed: Way[]; isDark: boolean }

/** Opens the way to a server on this port of the loopback address. */
export async function openBlackHoleLink(serverPort: number): Promise<BlackHoleLink> {
  const ways: Ways = { serverPort, open: new Set(), noticed: [], isDark: false }
  const server = createServer((near) => begin(ways, near))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('The link has no port')
  // A server that hung up in the dark has left the open ways; its way is still the client's.
  const known = () => new Set([...ways.open, ...ways.noticed])
  return {
    origin: `http://127.0.0.1:${address.port}`,
    darken() {
      ways.isDark = true
      for (const way of ways.open) darken(ways, way)
    },
    restore() {
      ways.isDark = false
      for (const way of known()) restore(ways, way)
    },
    changeAddress() {
      for (const way of ways.open) {
        darken(ways, way)
        way.isForEver = true
      }
    },
    noticedMs: () => ways.noticed.map((way) => way.noticedMs),
    close() {
      server.close()
      for (const { near, far } of known()) {
        near.destroy()
        far?.destroy()
      }
    },
  }
}

function begin(ways: Ways, near: Socket): void {
  const way: Way = {
    near,
    far: null,
    isSocket: false,
    darkAt: ways.isDark ? performance.now() : null,
    isForEver: false,
    noticedMs: null,
    nearGone: false,
    toFar: [],
    toNear: [],
  }
  ways.open.add(way)
  near.on('error', () => near.destroy())
  near.on('data', (chunk: Buffer) => {
    way.isSocket ||= chunk.subarray(0, 64).includes('/socket')
    if (way.darkAt !== null || way.far === null) way.toFar.push(chunk)
    else way.far.write(chunk)
  })
  near.on('close', () => {
    way.nearGone = true
    if (way.darkAt === null) way.far?.destroy()
  })
  // In the dark nobody answers it: its first packet has vanished too.
  if (!ways.isDark) reach(ways, way)
}

function reach(ways: Ways, way: Way): void {
  const far = connect(ways.serverPort, '127.0.0.1')
  way.far = far
  far.on('error', () => far.destroy())
  far.on('data', (chunk: Buffer) => {
    if (way.darkAt !== null) way.toNear.push(chunk)
    else way.near.write(chunk)
  })
  far.on('close', () => {
    ways.open.delete(way)
    if (way.darkAt === null) way.near.destroy()
    else way.noticedMs ??= performance.now() - way.darkAt
  })
  for (const chunk of way.toFar.splice(0)) far.write(chunk)
}

function darken(ways: Ways, way: Way): void {
  if (way.darkAt !== null) return
  way.darkAt = performance.now()
  if (way.isSocket) ways.noticed.push(way)
}

function restore(ways: Ways, way: Way): void {
  if (way.isForEver) return
  way.darkAt = null
  if (way.nearGone) way.far?.destroy()
  else if (way.far === null) reach(ways, way)
  else {
    for (const chunk of way.toNear.splice(0)) way.near.write(chunk)
    if (way.far.destroyed) way.near.end()
    else for (const chunk of way.toFar.splice(0)) way.far.write(chunk)
  }
}
