import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { createInflateRaw } from 'node:zlib'
import { addSums, noSum, packStretch, type Sum } from './stretch.ts'
import { type ArchivedFile, lastBlock } from './write-zip.ts'

/** Packed stretches end to end, and their sum. */
export type Stretches = Readonly<{ sum: Sum; stretches(): AsyncIterable<Uint8Array> }>

/** What stands before and after stretches in a file. */
export type Around = Readonly<{ opening: string; closing: string }>

/** A file of stretches that were packed before, between an opening and a closing that are known only now. */
export async function surround(name: string, around: Around, middle: Stretches): Promise<ArchivedFile> {
  const opening = await packStretch(Buffer.from(around.opening))
  const closing = await packStretch(Buffer.from(around.closing))
  return {
    name,
    sum: [opening.sum, middle.sum, closing.sum].reduce(addSums, noSum),
    async *stretches() {
      yield opening.packed
      yield* middle.stretches()
      yield closing.packed
    },
  }
}

/** A small file, whole. */
export const archivedText = (name: string, text: string): Promise<ArchivedFile> =>
  surround(name, { opening: text, closing: '' }, { sum: noSum, stretches: () => Readable.from([]) })

/** A file as it is outside an archive, unpacked as it flows. */
export async function* unpackFile({ stretches }: ArchivedFile): AsyncGenerator<Uint8Array> {
  const inflating = createInflateRaw()
  const packed = async function* () {
    yield* stretches()
    yield lastBlock
  }
  const flowing = pipeline(Readable.from(packed()), inflating)
  flowing.catch(() => undefined) // whoever reads on meets it
  yield* inflating
  await flowing
}
