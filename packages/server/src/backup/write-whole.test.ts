import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Writable } from 'node:stream'
import { finished } from 'node:stream/promises'
import { expect, onTestFinished, test } from 'vitest'
import { writeWhole } from './write-whole.ts'

async function writeAll(sink: Writable, words: string): Promise<void> {
  sink.end(words)
  await finished(sink)
}

test('of two that write one file at once, the one that was forced stands whole, and the other says that it is lost', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'rapport-write-whole-'))
  onTestFinished(() => rm(folder, { recursive: true }))
  const path = join(folder, 'desk.tgz')
  const forced = Promise.withResolvers<void>()
  const isOpen = Promise.withResolvers<void>()
  const first = writeWhole(path, { force: false }, async (sink) => {
    isOpen.resolve()
    await forced.promise
    await writeAll(sink, 'first')
  })
  await isOpen.promise
  const second = writeWhole(path, { force: true }, async (sink) => {
    forced.resolve()
    await expect(first).rejects.toThrow(/this one is lost/)
    await writeAll(sink, 'second')
  })
  await second
  expect(await readFile(path, 'utf8')).toBe('second')
  expect(await readdir(folder)).toEqual(['desk.tgz'])
})
