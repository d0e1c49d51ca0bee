import { fingerprintOf, type Vault } from '../platform/crypto/index.ts'
import {
  type Connection,
  DatabaseUnsuitable,
  databaseChecks,
  inspectSchema,
  isUntriedVersion,
  type Migration,
  type SingleClient,
  usingClient,
} from '../platform/db/index.ts'
import type { FileStore } from '../platform/files/index.ts'
import {
  askClock,
  hasDemoPeople,
  type QueueState,
  readFingerprint,
  readQueue,
  sampleFiles,
} from './doctor-queries.ts'
import { type Finding, failed, ok, warning } from './finding.ts'

/** What the database is held against. */
export type DatabaseParts = Readonly<{
  connection: Connection
  migrations: readonly Migration[]
  files: Pick<FileStore, 'open'>
  /** Null where there is no key yet. */
  vault: Vault | null
  /** Whether others than this machine reach the server. */
  isPublic: boolean
  /** Whether a server works on it now: then nothing should be late. */
  isServerConnected(client: SingleClient): Promise<boolean>
  /** Names what the vault does not open. */
  listLostSecrets(client: SingleClient, vault: Vault): Promise<readonly string[]>
}>

/** Everything that can be wrong with a database. Each look is its own: one that fails does not keep back the others. */
export async function examineDatabase(parts: DatabaseParts): Promise<Finding[]> {
  try {
    return await usingClient(parts.connection, { applicationName: 'rapport doctor' }, async (client) => {
      const fitness = await examineFitness(client)
      return [
        ok('database', 'reached'),
        ...fitness,
        await examineClock(client),
        ...(await examineSchema(client, parts)),
      ]
    })
  } catch (error) {
    if (error instanceof DatabaseUnsuitable) return [failed('database', error.message)]
    throw error
  }
}

async function examineFitness(client: SingleClient): Promise<Finding[]> {
  const findings: Finding[] = []
  for (const { name, run } of databaseChecks) {
    const check = `database ${name}`
    findings.push(
      await run(client).then(
        (words) =>
          name === 'version' && isUntriedVersion(words)
            ? warning(check, `PostgreSQL ${words} is newer than what Rapport was tried with`)
            : ok(check, words),
        (error: unknown) => failed(check, (error as Error).message),
      ),
    )
  }
  return findings
}

const aheadMsMax = 2_000

/** Deadlines and links are judged by both clocks. */
async function examineClock(client: SingleClient): Promise<Finding> {
  const { aheadMs, tookMs } = await askClock(client)
  const apartMs = Math.max(0, Math.abs(aheadMs) - tookMs / 2)
  if (apartMs <= aheadMsMax) return ok('clock', 'the same as the database’s')
  const words = `${Math.round(apartMs / 1000)} s ${aheadMs > 0 ? 'behind' : 'ahead of'} the database's`
  return failed('clock', `${words}: set both by NTP`)
}

async function examineSchema(client: SingleClient, parts: DatabaseParts): Promise<Finding[]> {
  const { applied, pending, mismatch } = await inspectSchema(client, parts.migrations)
  if (mismatch !== null) return [failed('migrations', mismatch)]
  if (applied.length === 0) return [ok('migrations', 'none yet: the first start makes the tables')]
  if (pending.length > 0) {
    return [
      warning('migrations', `${pending.join(', ')} wait: the next start applies them; back up before it`),
    ]
  }
  return [
    ok('migrations', `all ${applied.length} applied`),
    await examineSecrets(client, parts),
    await examineFiles(client, parts),
    examineQueue(await readQueue(client), await parts.isServerConnected(client)),
    ...(parts.isPublic && (await hasDemoPeople(client))
      ? [
          warning(
            'demo',
            'its people are here, and everybody knows their password: start with a data folder of your own',
          ),
        ]
      : []),
  ]
}

async function examineSecrets(
  client: SingleClient,
  { vault, listLostSecrets }: DatabaseParts,
): Promise<Finding> {
  if (!vault) {
    return failed(
      'key',
      'There is none, and this database has been used: put its secret-key back, or restore a backup',
    )
  }
  const lost = await listLostSecrets(client, vault)
  const used = await readFingerprint(client)
  if (lost.length === 0 && (used === null || used === fingerprintOf(vault))) {
    return ok('key', 'opens every sealed secret')
  }
  if (lost.length === 0) {
    return failed('key', 'this database is used with another one: put the right secret-key back')
  }
  return failed(
    'key',
    `another one sealed ${lost.slice(0, 3).join(', ')}${lost.length > 3 ? ` and ${lost.length - 3} more` : ''}: ` +
      'put the right secret-key back, or make these anew',
  )
}

async function examineFiles(client: SingleClient, { files }: DatabaseParts): Promise<Finding> {
  const sample = await sampleFiles(client)
  const missing: string[] = []
  for (const { key } of sample) {
    const body = await files.open(key)
    body?.destroy()
    if (body === null) missing.push(key)
  }
  if (missing.length === 0) return ok('files', `${sample.length} looked for, all there`)
  return failed(
    'files',
    `${missing.length} of ${sample.length} looked for are not in the store (${missing[0]}): ` +
      'see that RAPPORT_DATA_DIR is right, or restore a backup',
  )
}

function examineQueue({ dead, late, lateMs, kinds }: QueueState, isRunning: boolean): Finding {
  const minutes = Math.round(lateMs / 60_000)
  if (late > 0 && isRunning) {
    return failed(
      'jobs',
      `${late} wait, the oldest for ${minutes} minutes: look into the server's log, then restart it`,
    )
  }
  if (dead > 0) {
    return warning(
      'jobs',
      `${dead} were set aside after failing again and again (${kinds.join(', ')}): see the log`,
    )
  }
  return ok('jobs', late > 0 ? `${late} wait for a server to run` : 'none late')
}
