import { appendFileSync } from 'node:fs'
import { mkdir, mkdtemp, readdir, readFile, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { threadId } from 'node:worker_threads'
import { testCache } from './start-test-server.ts'

const prefix = 'statements-'
const keepMs = 24 * 3_600_000

/** A new folder for the statements of one run; those of runs long past are removed. */
export async function makeRecordFolder(): Promise<string> {
  await mkdir(testCache, { recursive: true })
  for (const name of await readdir(testCache)) {
    if (!name.startsWith(prefix)) continue
    const folder = join(testCache, name)
    if (Date.now() - (await stat(folder)).mtimeMs > keepMs) await rm(folder, { recursive: true, force: true })
  }
  return await mkdtemp(join(testCache, prefix))
}

const recorded = new Set<string>()

/** Writes each text down once per worker, at once, so that a test that dies has recorded what it ran. */
export function recordStatement(folder: string, text: string): void {
  if (recorded.has(text)) return
  recorded.add(text)
  appendFileSync(join(folder, `${process.pid}-${threadId}.jsonl`), `${JSON.stringify(text)}\n`)
}

/** Every different statement that was recorded. */
export async function readRecordedStatements(folder: string): Promise<string[]> {
  const names = await readdir(folder)
  const files = await Promise.all(names.map((name) => readFile(join(folder, name), 'utf8')))
  const texts = files.flatMap((file) => file.split('\n').filter((line) => line !== ''))
  return [...new Set(texts)].map((line) => JSON.parse(line) as string)
}
