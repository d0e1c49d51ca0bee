import { randomBytes } from 'node:crypto'
import { Writable } from 'node:stream'
import { setTimeout as sleep } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { createArchiveWriter } from './archive-writer.ts'

/** A disk that is full after so many writes. */
function aSmallDisk(writes: number): Writable {
  let left = writes
  return new Writable({
    highWaterMark: 1,
    write(_chunk, _encoding, done) {
      left -= 1
      done(left < 0 ? Object.assign(new Error('no space left on device'), { code: 'ENOSPC' }) : null)
    },
  })
}

async function* pieces(count: number): AsyncGenerator<Buffer> {
  for (let i = 0; i < count; i += 1) {
    await sleep(1)
    yield randomBytes(200_000)
  }
}

test.each([0, 1, 5, 40])(
  'a disk that is full after %i writes is what is told, whenever it is noticed',
  async (writes) => {
    const archive = createArchiveWriter(aSmallDisk(writes))
    const writing = async () => {
      for (let i = 0; i < 40; i += 1) {
        await archive.part('files', `f${i}`, pieces(2))
        await sleep(1)
      }
      await archive.end({ tables: {}, files: { count: 40, bytes: 0 }, missingFiles: [] })
    }
    await expect(writing()).rejects.toMatchObject({ code: 'ENOSPC' })
  },
)
