/**
 * The database: a PostgreSQL of our own or somebody else's, reached over a pool that survives its restarts.
 *
 * It guarantees that a transaction is all or nothing and says so truthfully, that what must run in one cannot be called
 * outside it (`Tx` is not `Db`), that nothing waits for ever, and that the schema is the one the code expects before the
 * first query. Knows no feature and no table. Start reading at `transaction.ts`; how the embedded server lives and dies
 * is `embedded/start-embedded-postgres.ts`.
 */
export { checkDatabase, databaseChecks, isUntriedVersion } from './check-database.ts'
export { type Connection, clientConfig } from './connection.ts'
export { type Db, type DbOrTx, openDatabase, type Tx } from './database.ts'
export { DatabaseUnavailable, isConnectionLoss, isUniqueViolation, sqlStateOf } from './database-errors.ts'
export {
  DataFolderInUse,
  findRunningPostgres,
  startEmbeddedPostgres,
} from './embedded/start-embedded-postgres.ts'
export { DatabaseUnsuitable } from './explain-unreachable.ts'
export { openListener } from './listener.ts'
export {
  applyWithin,
  inspectSchema,
  lockSchema,
  type Migration,
  MigrationRefused,
  migrate,
  readMigrations,
} from './migrate.ts'
export { cutConnections, poolState } from './pool-state.ts'
export { startDatabaseProbe } from './probe.ts'
export { oneOff } from './statement-names.ts'
export { afterCommit, copyRows, inTransaction, isCopying, writeLater } from './transaction.ts'
export { type SingleClient, usingClient } from './using-client.ts'
