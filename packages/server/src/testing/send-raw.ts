import { connect } from 'node:net'

/** Sends bytes as they are and answers everything that came back until the server closed, or the time was over. */
export function sendRaw(
  origin: string,
  chunks: readonly (string | Buffer)[],
  timeoutMs = 5_000,
): Promise<string> {
  const { hostname, port } = new URL(origin)
  return new Promise((resolve) => {
    const socket = connect(Number(port), hostname)
    const received: Buffer[] = []
    const finish = () => {
      clearTimeout(timer)
      socket.destroy()
      resolve(Buffer.concat(received).toString('latin1'))
    }
    const timer = setTimeout(finish, timeoutMs)
    socket.on('data', (chunk) => received.push(chunk as Buffer))
    socket.on('close', finish)
    socket.on('error', finish)
    for (const chunk of chunks) socket.write(typeof chunk === 'string' ? Buffer.from(chunk, 'latin1') : chunk)
  })
}
