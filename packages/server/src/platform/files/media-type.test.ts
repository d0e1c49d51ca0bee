import { expect, test } from 'vitest'
import { AppError } from '../errors.ts'
import { readMediaType } from './media-type.ts'
import { elf, gif, jpeg, pdf, png } from './testing/sample-files.ts'

const text = (words: string) => ({ head: Buffer.from(words), isText: true })
const binary = (head: Buffer) => ({ head, isText: false })

test.each([
  ['photo.png', binary(png), 'image/png'],
  ['photo.jpg', binary(jpeg), 'image/jpeg'],
  ['loop.gif', binary(gif), 'image/gif'],
  ['a picture under another name.txt', binary(png), 'image/png'],
  ['offer.pdf', binary(pdf), 'application/pdf'],
  ['notes.txt', text('refund please'), 'text/plain'],
  ['data.csv', text('a;b\n1;2'), 'text/plain'],
  ['empty.png', text(''), 'text/plain'],
  ['page.html', text('<!doctype html><script>alert(1)</script>'), 'application/octet-stream'],
  [
    'drawing.svg',
    text('<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>'),
    'application/octet-stream',
  ],
  ['feed.xml', text('<?xml version="1.0"?><a/>'), 'application/octet-stream'],
  ['run.sh', text('#!/bin/sh\nrm -rf /'), 'application/octet-stream'],
  ['tool.exe', binary(Buffer.concat([Buffer.from('MZ'), Buffer.alloc(200)])), 'application/octet-stream'],
  ['tool', binary(elf), 'application/octet-stream'],
  ['noise.bin', binary(Buffer.from([1, 2, 3, 255, 254])), 'application/octet-stream'],
])('%s is kept as what its content is, and never as what could act', async (name, seen, expected) => {
  expect(await readMediaType({ ...seen, name, declaredType: 'application/octet-stream' })).toBe(expected)
})

test.each([
  ['page as a picture', 'cat.jpg', text('<html><script>alert(1)</script>'), 'image/jpeg'],
  ['drawing as a picture', 'xss.png', text('<svg onload="alert(1)"/>'), 'image/png'],
  ['drawing with a prologue', 'xss.gif', text('<?xml version="1.0"?><svg/>'), 'image/gif'],
  ['script as a picture', 'x.webp', text('alert(document.cookie)'), 'image/webp'],
  ['script declared as a picture', 'x', text('alert(1)'), 'image/png'],
  ['program as a document', 'invoice.pdf', binary(elf), 'application/pdf'],
  ['page as a recording', 'voice.mp3', text('<body>'), 'audio/mpeg'],
])('a file that lies so that it could hurt is refused: %s', async (_, name, seen, declaredType) => {
  const refused = readMediaType({ ...seen, name, declaredType })
  await expect(refused).rejects.toThrow(AppError)
  await expect(refused).rejects.toMatchObject({ code: 'file_type_refused' })
})
