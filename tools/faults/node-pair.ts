import { randomBytes } from 'node:crypto'
import { join } from 'node:path'
import {
  type DurableDatabase,
  startDurableDatabase,
} from '../../packages/server/src/platform/db/testing/durable-database.ts'
import {
  type DatabaseLink,
  isNamed,
  linkDatabase,
} from '../../packages/server/src/platform/db/testing/link-database.ts'
import { aPlace, type Place } from '../../packages/server/src/testing/a-place.ts'
import { type AppProcess, startApp } from './app-process.ts'
import { type Balancer, startBalancer } from './balancer.ts'
import { openFolder } from './ground.ts'

/** Two nodes on one database behind a balancer. Node B reaches it over links that can fail. */
export type NodePair = Readonly<{
  a: AppProcess
  b: AppProcess
  balancer: Balancer
  /** Everything between B and the database. */
  link: DatabaseLink
  /** Only what carries news between B and the other node: its own connection, within the same way. */
  busLink: DatabaseLink
  place: Place
  connection: DurableDatabase['connection']
  /** Another workspace on the same nodes, for what must not mix with the load. */
  anotherPlace(): Promise<Place>
  close(): Promise<void>
}>

/** Starts both with these variables besides what they share. */
export async function openNodePair(variables: NodeJS.ProcessEnv = {}): Promise<NodePair> {
  await using opened = new AsyncDisposableStack()
  const { folder, close } = await openFolder()
  opened.defer(close)
  const key = randomBytes(32)
  const database = await startDurableDatabase(join(folder, 'database'))
  opened.defer(database.stop)
  const link = await linkDatabase(database.connection)
  opened.defer(link.close)
  const busLink = await linkDatabase(link.connection, isNamed('rapport bus'))
  opened.defer(busLink.close)
  const shared = {
    RAPPORT_DATA_DIR: join(folder, 'app'),
    RAPPORT_DEMO: '0',
    RAPPORT_LOG_LEVEL: 'error',
    RAPPORT_SECRET_KEY: key.toString('hex'),
    ...variables,
  }
  const a = await startApp({ ...shared, DATABASE_URL: database.url })
  opened.defer(a.stop)
  const b = await startApp({ ...shared, DATABASE_URL: busLink.url })
  opened.defer(b.stop)
  const balancer = await startBalancer([
    { name: 'a', origin: a.origin },
    { name: 'b', origin: b.origin },
  ])
  opened.defer(balancer.close)
  const { connection } = database
  const place = await aPlace(connection, key)
  const kept = opened.move()
  return {
    a,
    b,
    balancer,
    link,
    busLink,
    place,
    connection,
    anotherPlace: () => aPlace(connection, key),
    close: () => kept.disposeAsync(),
  }
}
