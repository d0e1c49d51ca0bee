import { crc32, inflateSync } from 'node:zlib'
import { expect, test } from 'vitest'
import { drawAvatar } from './draw-avatar.ts'

test('an avatar is a whole PNG: its chunks add up, and so do its pixels', () => {
  const png = drawAvatar(3)
  expect(png.subarray(1, 4).toString('latin1')).toBe('PNG')
  const types: string[] = []
  for (let at = 8; at < png.length; ) {
    const length = png.readUInt32BE(at)
    const body = png.subarray(at + 4, at + 8 + length)
    const type = body.subarray(0, 4).toString('latin1')
    types.push(type)
    expect(png.readUInt32BE(at + 8 + length)).toBe(crc32(body))
    if (type === 'IDAT') expect(inflateSync(body.subarray(4))).toHaveLength(128 * (128 * 3 + 1))
    at += length + 12
  }
  expect(types).toEqual(['IHDR', 'IDAT', 'IEND'])
})

test('the same number draws the same face, another number another', () => {
  expect(drawAvatar(1).equals(drawAvatar(1))).toBe(true)
  expect(drawAvatar(1).equals(drawAvatar(2))).toBe(false)
})
