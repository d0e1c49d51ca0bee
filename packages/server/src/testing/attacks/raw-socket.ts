import type { ServerFrame } from '@rapport/contract'
import { WebSocket } from 'ws'

type Frame<Type extends ServerFrame['type']> = Extract<ServerFrame, { type: Type }>

/** A socket without a client's help: says anything, and keeps everything it hears. */
export type RawSocket = Readonly<{
  frames: ServerFrame[]
  /** The code it was closed with. */
  closed: Promise<number>
  isClosed(): boolean
  say(frame: unknown): void
  /** Sends text or bytes as they are. */
  send(data: string | Buffer): void
  /** The first frame that fits, of those that came and those that come within five seconds. */
  next<Type extends ServerFrame['type']>(
    type: Type,
    fits?: (frame: Frame<Type>) => boolean,
  ): Promise<Frame<Type>>
  /** Waits until the server has done with everything said so far: a pong came, or the socket closed. */
  settled(): Promise<void>
  end(): void
}>

/** Where a socket is opened, and with what headers and options a browser or a program would bring. */
export type SocketOptions = Readonly<{ path: string; headers?: Readonly<Record<string, string>> }>

const waitMs = 5_000

/** Opens a socket; a refused handshake rejects with an error that carries the `status`. */
export async function openSocket(origin: string, { path, headers = {} }: SocketOptions): Promise<RawSocket> {
  const socket = new WebSocket(`${origin.replace('http', 'ws')}${path}`, { headers })
  const frames: ServerFrame[] = []
  const waiting = new Set<() => void>()
  let pongs = 0
  let isClosed = false
  const wake = () => {
    for (const look of waiting) look()
  }
  const closed = new Promise<number>((resolve) => {
    socket.on('close', (code) => {
      isClosed = true
      resolve(code)
      wake()
    })
  })
  socket.on('message', (data) => {
    const frame = JSON.parse(String(data)) as ServerFrame
    if (frame.type === 'pong') pongs += 1
    else frames.push(frame)
    wake()
  })

  function until<T>(find: () => T | undefined, what: string): Promise<T> {
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => finish(undefined), waitMs)
      function finish(found: T | undefined) {
        clearTimeout(timer)
        waiting.delete(look)
        if (found === undefined)
          reject(new Error(`No ${what} came; got ${JSON.stringify(frames.map(({ type }) => type))}`))
        else resolve(found)
      }
      function look() {
        const found = find()
        if (found !== undefined) finish(found)
      }
      waiting.add(look)
      look()
    })
  }

  await handshake(socket)
  socket.on('error', wake)
  const say = (frame: unknown) => socket.send(JSON.stringify(frame))
  return {
    frames,
    closed,
    isClosed: () => isClosed,
    say,
    send: (data) => socket.send(data),
    next: (type, fits = () => true) =>
      until(
        () => frames.find((f): f is Frame<typeof type> => f.type === type && fits(f as Frame<typeof type>)),
        type,
      ),
    async settled() {
      const wanted = pongs + 1
      if (!isClosed) say({ type: 'ping' })
      await until(() => (pongs >= wanted || isClosed ? true : undefined), 'pong')
    },
    end: () => socket.terminate(),
  }
}

function handshake(socket: WebSocket): Promise<void> {
  return new Promise((resolve, reject) => {
    socket.on('open', resolve)
    socket.on('unexpected-response', (_, response) => {
      response.resume()
      reject(Object.assign(new Error('The handshake was refused'), { status: response.statusCode }))
    })
    socket.on('error', reject)
  })
}

export const agentPath = '/api/v1/socket'
export const visitorPath = '/api/v1/widget/socket'

/** A socket that has said hello and been welcomed, with the epoch to follow in. */
export async function openGreeted(
  origin: string,
  path: string,
  hello: Readonly<{ token: string; workspaceId?: string }>,
): Promise<RawSocket & { epoch: string }> {
  const live = await openSocket(origin, { path })
  live.say({ type: 'hello', protocol: 1, ...hello })
  const { epoch } = await live.next('welcome')
  return { ...live, epoch }
}
