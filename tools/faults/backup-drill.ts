import { createHash, randomBytes } from 'node:crypto'
import { mkdir, readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import type { FileId } from '@rapport/domain'
import { checkBackupFile } from '../../packages/server/src/operating.ts'
import { findDatabaseOf } from '../../packages/server/src/platform/db/testing/durable-database.ts'
import { withClient } from '../../packages/server/src/platform/db/testing/start-test-server.ts'
import { aPlace } from '../../packages/server/src/testing/a-place.ts'
import { readStored } from '../../packages/server/src/testing/read-stored.ts'
import { startApp } from './app-process.ts'
import { type Door, openDoor } from './door.ts'
import { type Desk, gatherCrowd, ownerOf } from './drill-crowd.ts'
import { openFolder } from './ground.ts'
import { operate } from './operator.ts'
import { judge, type Verdict } from './verdict.ts'
import type { Visitor } from './visitor.ts'

/** How much there is to save: sessions of the past, files, and visitors who write all the while. */
export type DrillPlan = Readonly<{ seed: number; sessions: number; files: number; visitors: number }>

/** Changed by a restore on purpose: what somebody had in hand, new epochs, and which key and turn it was. */
const changedByRestore = new Set(['jobs', 'workspaces', 'installation_key', 'schedules', 'rights_changes'])

/**
 * FAULT-16: a backup is made while visitors write, then everything is lost, key included, and the archive alone brings
 * it back on a fresh cluster. Every table and file is compared with the snapshot, and clients who had seen more than it
 * holds notice, load again and go on.
 */
export async function drillBackup(plan: DrillPlan): Promise<Verdict> {
  await using opened = new AsyncDisposableStack()
  const { folder, close } = await openFolder()
  opened.defer(close)
  const door = await openDoor()
  opened.defer(door.close)
  const desk = await openDesk(join(folder, 'desk'), door)
  opened.defer(() => desk.app.stop())
  await operate(desk.dataDir, 'demo', '--sessions', String(plan.sessions), '--messages', '6')
  const uploads = await uploadFiles(desk, plan.files)
  const crowd = await gatherCrowd(desk, plan.visitors)
  opened.defer(async () => crowd.close())

  const archive = join(folder, 'desk.tgz')
  const before = crowd.visitors.map((visitor) => visitor.acked())
  await operate(desk.dataDir, 'backup', archive, '--with-key')
  const after = crowd.visitors.map(({ written }) => written.length)
  await sleep(500) // what is written now is lost, and its writers have seen it stored
  const epochs = await readEpochs(desk.dataDir)
  await crowd.pause()
  door.lead(null)
  await desk.app.stop()
  await rm(desk.dataDir, { recursive: true })

  const from = performance.now()
  await operate(desk.dataDir, 'restore', archive)
  const restoreMs = performance.now() - from
  const again = join(folder, 'again.tgz')
  await operate(desk.dataDir, 'backup', again)
  const tables = await compareTables(archive, again)
  const back = await startApp(variablesOf(desk.dataDir, door))
  opened.defer(back.stop)
  door.lead(back.origin)

  const complaints = await compareMessages(desk, crowd.visitors, { before, after })
  const { stale, lost } = await crowd.goOn()
  const renewed = (await readEpochs(desk.dataDir)).filter((epoch) => !epochs.includes(epoch))
  return judge('FAULT-16', {
    figures: [
      { name: 'sessions', value: tables.sessions },
      { name: 'messages', value: tables.messages },
      { name: 'files', value: tables.files, want: plan.files },
      { name: 'lost_after_snapshot', value: lost },
      { name: 'restore_s', value: restoreMs / 1_000, want: { atMost: 30 * 60 } },
      { name: 'count_mismatches', value: tables.countMismatches, want: 0 },
      { name: 'hash_mismatches', value: tables.hashMismatches, want: 0 },
      { name: 'missing_files', value: await countMissing(desk, uploads), want: 0 },
      { name: 'epoch_changed', value: renewed.length === epochs.length ? 1 : 0, want: 1 },
      { name: 'stale_clients', value: stale, want: 0 },
    ],
    complaints: [...complaints, ...(lost > 0 ? [] : ['Nothing was written after the snapshot'])],
    seed: plan.seed,
  })
}

const variablesOf = (dataDir: string, door: Door) => ({
  RAPPORT_DATA_DIR: dataDir,
  RAPPORT_DEMO: '0',
  RAPPORT_LOG_LEVEL: 'error',
  RAPPORT_PUBLIC_ORIGIN: door.origin,
  RAPPORT_SECRET_KEY: '',
  DATABASE_URL: '',
})

async function openDesk(dataDir: string, door: Door): Promise<Desk> {
  await mkdir(dataDir)
  const app = await startApp(variablesOf(dataDir, door))
  door.lead(app.origin)
  const key = Buffer.from((await readFile(join(dataDir, 'secret-key'), 'utf8')).trim(), 'hex')
  return { dataDir, app, door, place: await aPlace(await findDatabaseOf(dataDir), key) }
}

const hashOf = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex')

/** Files of up to a quarter of a megabyte, and the sums they must have ever after. */
async function uploadFiles(desk: Desk, count: number): Promise<Map<FileId, string>> {
  const sums = new Map<FileId, string>()
  for (let i = 0; i < count; i += 1) {
    const bytes = randomBytes(1 + ((i * 7_919) % 250_000))
    const { id } = await ownerOf(desk).files.upload({}, new File([bytes], `file-${i}.bin`))
    sums.set(id, hashOf(bytes))
  }
  return sums
}

async function countMissing(desk: Desk, uploads: ReadonlyMap<FileId, string>): Promise<number> {
  let missing = 0
  for (const [fileId, sum] of uploads) {
    const { url } = await ownerOf(desk).files.link({ fileId })
    const answer = await fetch(new URL(url, desk.door.origin))
    if (!answer.ok || hashOf(await answer.bytes()) !== sum) missing += 1
  }
  return missing
}

/** What two archives hold of each table: the one made under load, and one of what was restored from it. */
async function compareTables(one: string, other: string) {
  const options = { signal: new AbortController().signal, onProgress: () => undefined }
  const { end: was } = await checkBackupFile(one, options)
  const { end: is } = await checkBackupFile(other, options)
  const names = Object.keys(was.tables).filter((name) => !changedByRestore.has(name))
  return {
    sessions: was.tables.sessions?.rows ?? 0,
    messages: was.tables.messages?.rows ?? 0,
    files: is.files.count,
    countMismatches: names.filter((name) => was.tables[name]?.rows !== is.tables[name]?.rows).length,
    hashMismatches:
      names.filter((name) => was.tables[name]?.sha256 !== is.tables[name]?.sha256).length +
      Number(was.files.bytes !== is.files.bytes),
  }
}

async function readEpochs(dataDir: string): Promise<string[]> {
  return await withClient(await findDatabaseOf(dataDir), async (client) => {
    const { rows } = await client.query<{ epoch: string }>(
      'select epoch from workspaces order by workspace_id',
    )
    return rows.map(({ epoch }) => epoch)
  })
}

type Bounds = Readonly<{ before: readonly number[]; after: readonly number[] }>

/** Of each visitor what was acknowledged before the backup is there, in order, and nothing written after it. */
async function compareMessages(desk: Desk, visitors: readonly Visitor[], { before, after }: Bounds) {
  const { lines, holes } = await readStored(await findDatabaseOf(desk.dataDir), desk.place.workspaceId)
  const complaints = holes === 0 ? [] : [`The restored log has ${holes} holes`]
  for (const [i, { written }] of visitors.entries()) {
    const ofVisitor = lines.filter(({ text }) => text.startsWith(`v${i} #`)).map(({ text }) => text)
    const count = ofVisitor.length
    const isPrefix = ofVisitor.join('\n') === written.slice(0, count).join('\n')
    if (isPrefix && count >= (before[i] ?? 0) && count <= (after[i] ?? 0)) continue
    complaints.push(`Of v${i} ${count} messages are stored, between ${before[i]} and ${after[i]} were due`)
  }
  return complaints
}
