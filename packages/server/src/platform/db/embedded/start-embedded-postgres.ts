import { setTimeout as sleep } from 'node:timers/promises'
import type { DatabaseLog } from '../database-log.ts'
import { initialiseCluster, ownerName, readPassword } from './initialise-cluster.ts'
import { chooseSocketDir } from './launch-postgres.ts'
import { locateBinaries } from './locate-binaries.ts'
import { findCluster, placeData, systemFolder } from './place-data.ts'
import { findPostmaster, removeStalePostmaster } from './postmaster-file.ts'
import { supervisePostgres } from './supervise-postgres.ts'

/** How to reach a PostgreSQL of our own: over a socket in a closed folder, never over the network. */
export type SocketConnection = Readonly<{
  host: string
  port: number
  user: string
  password: string
  database: string
}>

/** A PostgreSQL that lives exactly as long as this process, or until `stop`. */
export type EmbeddedPostgres = Readonly<{
  connection: SocketConnection
  /** The user it runs as when we are root, and the folder its data ended up in. */
  user: string | undefined
  cluster: string
  /** The postmaster's pid now; another one after a restart. */
  pid: () => number | undefined
  /** Shuts it down in order and resolves when it is gone. */
  stop: () => Promise<void>
  /** Told of every exit nobody asked for. A restart is already under way then. */
  onExit: (listener: (how: { code: number | null; signal: NodeJS.Signals | null }) => void) => void
}>

type StartOptions = Readonly<{
  dataDir: string
  log: DatabaseLog
  /** False trades the data of a crash for speed: tests only. */
  durable?: boolean
}>

/** Another Rapport already runs on this data; two would destroy each other's work. */
export class DataFolderInUse extends Error {
  readonly pid: number

  constructor(dataDir: string, pid: number) {
    super(
      `Another Rapport is running on the data in ${dataDir} (its PostgreSQL is process ${pid}): ` +
        'stop it first, or set RAPPORT_DATA_DIR to another folder',
    )
    this.name = 'DataFolderInUse'
    this.pid = pid
  }
}

/**
 * Starts the PostgreSQL that came with npm on this data folder, making it on the first start. It is ready for
 * connections on return, is started again when it dies, and stops with us however we end.
 */
export async function startEmbeddedPostgres(options: StartOptions): Promise<EmbeddedPostgres> {
  const { dataDir, log, durable = true } = options
  const { cluster, account, exists } = await placeData(dataDir, log)
  const binaries = await locateBinaries({
    account,
    copyFolder: account ? systemFolder : dataDir,
    log,
  })
  if (!exists) {
    log.info({ cluster, user: account?.name }, 'Making a new database')
    await initialiseCluster({ cluster, account, binaries })
  }
  await waitUntilFree(dataDir, cluster, log)
  await removeStalePostmaster(cluster)

  const socketDir = await chooseSocketDir(cluster, account)
  const supervised = await supervisePostgres({
    launch: { postgres: binaries.postgres, cluster, socketDir, account, durable },
    log,
  }).catch(async (error: unknown) => {
    const rival = await findPostmaster(cluster)
    throw rival ? new DataFolderInUse(dataDir, rival.pid) : error
  })
  return {
    ...supervised,
    user: account?.name,
    cluster,
    connection: await connectionTo(cluster, socketDir, supervised.port),
  }
}

/** How to reach the PostgreSQL another process started on this data folder; nothing when none is ready. */
export async function findRunningPostgres(dataDir: string): Promise<SocketConnection | undefined> {
  const cluster = await findCluster(dataDir)
  const postmaster = cluster === undefined ? undefined : await findPostmaster(cluster)
  if (cluster === undefined || postmaster?.status !== 'ready') return undefined
  return connectionTo(cluster, postmaster.socketDir, postmaster.port)
}

const graceMs = 2_000
const shutdownMs = 60_000

/**
 * A server whose owner was killed is on its way out, and is waited for; one that shows no sign of leaving within
 * two seconds belongs to somebody alive.
 */
async function waitUntilFree(dataDir: string, cluster: string, log: DatabaseLog): Promise<void> {
  const started = Date.now()
  let isLeaving = false
  for (;;) {
    const running = await findPostmaster(cluster)
    if (!running) return
    if (running.status === 'stopping' && !isLeaving) {
      isLeaving = true
      log.info({ pid: running.pid }, 'Waiting for the PostgreSQL of an earlier run to finish')
    }
    if (Date.now() - started > (isLeaving ? shutdownMs : graceMs))
      throw new DataFolderInUse(dataDir, running.pid)
    await sleep(25)
  }
}

async function connectionTo(cluster: string, host: string, port: number): Promise<SocketConnection> {
  return { host, port, user: ownerName, password: await readPassword(cluster), database: ownerName }
}
