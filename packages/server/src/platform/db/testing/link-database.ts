import { openTcpLink, type TcpLink } from '../../testing/tcp-link.ts'
import type { Connection } from '../connection.ts'

/** A way to a database that can fail as networks do, as a connection and as `DATABASE_URL`. */
export type DatabaseLink = TcpLink & Readonly<{ connection: Connection; url: string }>

/** Puts a link before a database. `touches`: which connections faults apply to, by their first bytes. */
export async function linkDatabase(
  connection: Connection,
  touches?: (opening: Buffer) => boolean,
): Promise<DatabaseLink> {
  const there = placeOf(connection)
  const link = await openTcpLink(there, touches)
  const here = { ...there, host: '127.0.0.1', port: link.port }
  const { user, password, database, port } = here
  const url = `postgres://${encodeURIComponent(user)}:${encodeURIComponent(password)}@127.0.0.1:${port}/${database}`
  return { ...link, connection: here, url }
}

function placeOf(connection: Connection): Exclude<Connection, string> {
  if (typeof connection !== 'string') return connection
  const { hostname, port, username, password, pathname } = new URL(connection)
  return {
    host: hostname,
    port: Number(port || 5_432),
    user: decodeURIComponent(username),
    password: decodeURIComponent(password),
    database: pathname.slice(1),
  }
}

/** Whether these first bytes open a connection that gives itself this name: it stands in them in clear. */
export const isNamed = (name: string) => (opening: Buffer) => opening.includes(`application_name\0${name}\0`)
