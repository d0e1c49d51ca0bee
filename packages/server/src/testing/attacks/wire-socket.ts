import { randomBytes } from 'node:crypto'
import { connect, type Socket } from 'node:net'

/** A socket by its bytes: sends frames that no client would make, and hears how it was closed. */
export type WireSocket = Readonly<{
  /** The handshake's answer, its head as text. */
  head: string
  write(bytes: Buffer | string): void
  /** Bytes that were taken from us, but have not left. */
  waiting(): number
  /** The code it was closed with; 1006 when the connection ended without one. */
  closed: Promise<number>
  isClosed(): boolean
  end(): void
}>

/** Shakes hands by hand. `headers` go with it, as lines. */
export async function openWire(
  origin: string,
  { path, headers = [] }: Readonly<{ path: string; headers?: readonly string[] }>,
): Promise<WireSocket> {
  const { hostname, port } = new URL(origin)
  const socket = connect(Number(port), hostname)
  const lines = [
    `GET ${path} HTTP/1.1`,
    `Host: ${hostname}:${port}`,
    'Connection: Upgrade',
    'Upgrade: websocket',
    'Sec-WebSocket-Version: 13',
    `Sec-WebSocket-Key: ${randomBytes(16).toString('base64')}`,
    ...headers,
  ]
  socket.on('error', () => socket.destroy())
  socket.write(`${lines.join('\r\n')}\r\n\r\n`)
  const { head, rest } = await readHead(socket)
  let isClosed = false
  const closed = readCode(socket, rest)
  void closed.then(() => {
    isClosed = true
  })
  return {
    head,
    closed,
    write: (bytes) => void socket.write(bytes),
    waiting: () => socket.writableLength,
    isClosed: () => isClosed,
    end: () => socket.destroy(),
  }
}

function readHead(socket: Socket): Promise<{ head: string; rest: Buffer }> {
  return new Promise((resolve, reject) => {
    let read = Buffer.alloc(0)
    function look(chunk: Buffer) {
      read = Buffer.concat([read, chunk])
      const end = read.indexOf('\r\n\r\n')
      if (end < 0) return
      socket.off('data', look)
      resolve({ head: read.subarray(0, end).toString('latin1'), rest: read.subarray(end + 4) })
    }
    socket.on('data', look)
    socket.once('close', () => reject(new Error('The handshake was not answered')))
  })
}

/** Reads the server's frames, which are small and unmasked, until one says goodbye. */
function readCode(socket: Socket, rest: Buffer): Promise<number> {
  return new Promise((resolve) => {
    let read = rest
    socket.on('data', (chunk: Buffer) => {
      read = Buffer.concat([read, chunk])
      for (let frame = frameIn(read); frame !== null; frame = frameIn(read)) {
        if (frame.opcode === 8) resolve(frame.payload.length >= 2 ? frame.payload.readUInt16BE() : 1005)
        read = read.subarray(frame.bytes)
      }
    })
    socket.once('close', () => resolve(1006))
  })
}

function frameIn(read: Buffer) {
  const [first = 0, second = 0] = read
  if (read.length < 2) return null
  const isLong = second === 126
  const size = isLong && read.length >= 4 ? read.readUInt16BE(2) : second
  const start = isLong ? 4 : 2
  if (read.length < start + size) return null
  return { opcode: first & 15, payload: read.subarray(start, start + size), bytes: start + size }
}

/** What of a frame may be other than usual; `bytes` says a length that need not be the payload's. */
export type FrameOptions = Readonly<{
  opcode?: number
  isLast?: boolean
  reserved?: number
  isMasked?: boolean
  bytes?: bigint
}>

/** One frame as bytes. */
export function frameOf(payload: Buffer | string, options: FrameOptions = {}): Buffer {
  const { opcode = 1, isLast = true, reserved = 0, isMasked = true } = options
  const content = Buffer.from(payload)
  const head = Buffer.alloc(10)
  head[0] = (isLast ? 128 : 0) | (reserved << 4) | opcode
  head[1] = (isMasked ? 128 : 0) | 127
  head.writeBigUInt64BE(options.bytes ?? BigInt(content.length), 2)
  // Small control frames must say their length shortly.
  const short = Buffer.of(head[0], (isMasked ? 128 : 0) | content.length)
  const isShort = options.bytes === undefined && content.length < 126
  // A mask of nothing leaves the payload as it is.
  const mask = isMasked ? Buffer.alloc(4) : Buffer.alloc(0)
  return Buffer.concat([isShort ? short : head, mask, content])
}
