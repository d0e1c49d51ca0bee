import type { TestDatabase } from '../../../server/src/platform/db/testing/open-test-database.ts'

type Parts = Readonly<{ host: string; port: number; user: string; password: string; database: string }>

/** A test's database as `DATABASE_URL` names it; `changes` make it a wrong one. */
export function addressOf(connection: TestDatabase['connection'], changes: Partial<Parts> = {}): string {
  const { host, port, user, password, database } = { ...partsOf(connection), ...changes }
  const query = new URLSearchParams({ host, port: String(port) })
  return `postgres://${encodeURIComponent(user)}:${encodeURIComponent(password)}@localhost/${database}?${query}`
}

function partsOf(connection: TestDatabase['connection']): Parts {
  if (typeof connection !== 'string') return connection
  const url = new URL(connection)
  return {
    host: url.searchParams.get('host') ?? url.hostname,
    port: Number(url.searchParams.get('port') ?? (url.port || 5432)),
    user: decodeURIComponent(url.searchParams.get('user') ?? url.username),
    password: decodeURIComponent(url.searchParams.get('password') ?? url.password),
    database: url.pathname.slice(1),
  }
}
