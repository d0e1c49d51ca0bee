import { randomBytes } from 'node:crypto'
import { Readable } from 'node:stream'
import { crc32 } from 'node:zlib'
import { expect, test } from 'vitest'
import { addSums, noSum, packStretch, pickRanges, surround, unpackFile, writeZip } from './index.ts'
import { readZip } from './testing/read-zip.ts'

const at = Date.UTC(2026, 10, 20, 12, 34, 56)

async function aFile(name: string, stretches: readonly Uint8Array[]) {
  const packed = await Promise.all(stretches.map(packStretch))
  const sum = packed.reduce((before, next) => addSums(before, next.sum), noSum)
  return {
    name,
    sum,
    stretches: async function* () {
      for (const stretch of packed) yield stretch.packed
    },
  }
}

async function collect(bytes: AsyncIterable<Uint8Array>): Promise<Buffer> {
  return Buffer.concat(await Array.fromAsync(bytes))
}

test('stretches packed apart are one file in the archive, with its size and checksum', async () => {
  const stretches = [
    Buffer.from('first, '),
    randomBytes(100_000),
    Buffer.alloc(0),
    Buffer.alloc(300_000, 'ab'),
  ]
  const empty = await aFile('empty.txt', [])
  const whole = await aFile('Příloha 文件.bin', stretches)

  const [first, second] = readZip(await collect(writeZip([empty, whole], { at })))

  expect(first).toEqual({ name: 'empty.txt', content: Buffer.alloc(0), crc: 0 })
  expect(second?.name).toBe('Příloha 文件.bin')
  expect(second?.content.equals(Buffer.concat(stretches))).toBe(true)
  expect(second?.crc).toBe(crc32(Buffer.concat(stretches)))
})

test('sizes and places that do not fit in 32 bits are written in 64', async () => {
  const files = await Promise.all(['a', 'b', 'c'].map((name) => aFile(name, [Buffer.alloc(5_000, name)])))

  const archive = await collect(writeZip(files, { at, wideFrom: 1 }))

  expect(archive.includes(Buffer.from([0x50, 0x4b, 6, 6]))).toBe(true)
  expect(readZip(archive).map(({ content }) => content.toString())).toEqual(
    ['a', 'b', 'c'].map((name) => name.repeat(5_000)),
  )
})

test('an archive of more than 65,535 files has them all', async () => {
  const one = await aFile('', [])
  const files = Array.from({ length: 65_536 }, (_, i) => ({ ...one, name: `${i}` }))
  expect(readZip(await collect(writeZip(files, { at }))).at(-1)?.name).toBe('65535')
})

test('a file that is not what its sum says breaks the archive off', async () => {
  const file = await aFile('a', [Buffer.from('text')])
  const shorter = { ...file, stretches: () => Readable.from([]) }
  await expect(collect(writeZip([shorter], { at }))).rejects.toThrow('0 bytes')
})

test('a file between an opening and a closing is the same inside an archive and out of it', async () => {
  const middle = await aFile('', [Buffer.from('one '), Buffer.alloc(200_000, 'two ')])
  const file = await surround('a', { opening: '<', closing: '>' }, middle)
  const expected = `<one ${'two '.repeat(50_000)}>`
  expect((await collect(unpackFile(file))).toString()).toBe(expected)
  expect(readZip(await collect(writeZip([file], { at })))[0]?.content.toString()).toBe(expected)

  const broken = { ...file, stretches: () => Readable.from([Buffer.from('not deflated')]) }
  await expect(collect(unpackFile(broken))).rejects.toThrow()
})

test('ranges are picked out of a stream whatever its chunks are, and one that breaks off is an error', async () => {
  const bytes = Buffer.from('0123456789')
  for (const size of [1, 2, 3, 7, 10]) {
    const chunks = async function* () {
      for (let from = 0; from < bytes.length; from += size) yield bytes.subarray(from, from + size)
    }
    const picked = await collect(
      pickRanges(chunks(), [
        { from: 1, to: 3 },
        { from: 3, to: 4 },
        { from: 8, to: 10 },
      ]),
    )
    expect(picked.toString()).toBe('12389')
    expect(await Array.fromAsync(pickRanges(chunks(), []))).toEqual([])
    await expect(collect(pickRanges(chunks(), [{ from: 5, to: 11 }]))).rejects.toThrow('after 10 of 11')
  }
})
