import { ensureImportedAgent } from './ensure-imported-agent.ts'
import { ensureInboxes, labelKey } from './ensure-inboxes.ts'
import { importBatch, type NumberedLine } from './import-batch.ts'
import { parseImportLine, type ReadLine } from './import-line.ts'
import type { ImportTarget } from './import-target.ts'
import { findGenericInbox, listImported } from './imports-queries.ts'
import type { FileLine } from './read-lines.ts'

/** A line that was skipped, and why. */
export type BadLine = Readonly<{ number: number; id: string | null; reason: string }>

/** How far an import has come, and at its end what it did. */
export type ImportTally = Readonly<{
  lines: number
  bytes: number
  imported: number
  messages: number
  /** Lines that an earlier run, or an earlier line of the same id, has brought in already. */
  already: number
  bad: number
  /** Inboxes this run made, or would make, for channels it did not know. */
  newInboxes: readonly string[]
}>

export type ImportOptions = Readonly<{
  /** Reads and checks everything, and writes nothing. */
  dryRun?: boolean
  /** Told after every batch. */
  onProgress?: (tally: ImportTally) => void
  onBadLine?: (line: BadLine) => void
  /** Stops after the batch under way; a later run goes on from there. */
  signal?: AbortSignal
}>

const batchLines = 50
const batchBytes = 4 * 1024 * 1024

type Run = {
  readonly target: ImportTarget
  readonly options: ImportOptions
  readonly labels: Set<string>
  readonly seen: Set<string>
  tally: ImportTally
}

/**
 * Brings in sessions from elsewhere, a batch per transaction: a batch is there whole or not at all, and with it the
 * note of which lines it was, so that a run that broke off, however it did, is simply run again. Lines that cannot be
 * read are told and skipped. What is held in memory is one batch, whatever the file's size; a dry run remembers
 * the ids as well.
 */
export async function importSessions(
  target: ImportTarget,
  lines: AsyncIterable<FileLine>,
  options: ImportOptions = {},
): Promise<ImportTally> {
  const tally = { lines: 0, bytes: 0, imported: 0, messages: 0, already: 0, bad: 0, newInboxes: [] }
  const run: Run = { target, options, labels: new Set(), seen: new Set(), tally }
  let batch: NumberedLine[] = []
  let bytes = 0
  for await (const fileLine of lines) {
    const read = parseImportLine(fileLine, target.now())
    run.tally = { ...run.tally, lines: run.tally.lines + 1, bytes: run.tally.bytes + read.bytes + 1 }
    const line = accept(run, read)
    if (line !== null) {
      batch.push(line)
      bytes += read.bytes
    }
    if (batch.length >= batchLines || bytes >= batchBytes) {
      await flush(run, batch)
      batch = []
      bytes = 0
    }
    if (options.signal?.aborted) break
  }
  await flush(run, batch)
  return run.tally
}

function accept(run: Run, read: ReadLine): NumberedLine | null {
  if ('line' in read) return { number: read.number, line: read.line }
  const { number, id, reason } = read
  run.tally = { ...run.tally, bad: run.tally.bad + 1 }
  run.options.onBadLine?.({ number, id, reason })
  return null
}

async function flush(run: Run, batch: readonly NumberedLine[]): Promise<void> {
  const { db, scope } = run.target
  // Of lines with one id the first counts.
  const fresh = new Map([...batch].reverse().map((numbered) => [numbered.line.id, numbered]))
  const done = await listImported(db, scope, [...fresh.keys()])
  for (const id of done) fresh.delete(id)
  const wanted = batch.filter((numbered) => fresh.get(numbered.line.id) === numbered)
  const imported = run.options.dryRun ? await rehearse(run, wanted) : await write(run, wanted)
  run.tally = {
    ...run.tally,
    imported: run.tally.imported + imported.length,
    messages: run.tally.messages + imported.reduce((sum, { line }) => sum + line.messages.length, 0),
    already: run.tally.already + batch.length - imported.length,
  }
  run.options.onProgress?.(run.tally)
}

async function write(run: Run, batch: readonly NumberedLine[]): Promise<readonly NumberedLine[]> {
  if (batch.length === 0) return []
  const { target } = run
  const { inboxes, made } = await ensureInboxes(
    target,
    batch.map(({ line }) => line.channel),
  )
  run.tally = { ...run.tally, newInboxes: [...run.tally.newInboxes, ...made] }
  const importedAgentId = await ensureImportedAgent(target)
  return importBatch(target, batch, { inboxes, importedAgentId })
}

/** What `write` would do, without doing it. Remembers ids and labels, because nothing in the database will. */
async function rehearse(run: Run, batch: readonly NumberedLine[]): Promise<readonly NumberedLine[]> {
  const { db, scope } = run.target
  const fresh = batch.filter(({ line }) => !run.seen.has(line.id))
  for (const { line } of fresh) {
    run.seen.add(line.id)
    const key = labelKey(line.channel)
    if (run.labels.has(key)) continue
    run.labels.add(key)
    if ((await findGenericInbox(db, scope, line.channel)) !== null) continue
    run.tally = { ...run.tally, newInboxes: [...run.tally.newInboxes, line.channel] }
  }
  return fresh
}
