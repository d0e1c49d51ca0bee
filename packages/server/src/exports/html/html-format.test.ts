import { Readable } from 'node:stream'
import { type FileId, instant } from '@rapport/domain'
import { expect, test } from 'vitest'
import { readZip } from '../../platform/zip/testing/read-zip.ts'
import type { ExportedLine, ExportedSession } from '../format.ts'
import { anExportedSession, anExportHead, writeParts } from '../testing/write-export.ts'
import { writePages } from '../testing/write-pages.ts'
import { createHtmlFormat, htmlFormat } from './html-format.ts'
import { pagePolicy, pageScript, pageStyle } from './page-assets.ts'

const aLine = (given: Partial<ExportedLine> = {}): ExportedLine => ({
  at: instant(Date.UTC(2026, 0, 1)),
  kind: 'contact',
  who: 'Grace',
  text: 'Where is my parcel?',
  files: [],
  ...given,
})
const head = anExportHead({ options: { ...anExportHead().options, files: true } })
const some = (count: number, given: (i: number) => Partial<ExportedSession> = () => ({})) =>
  Array.from({ length: count }, (_, i) => anExportedSession({ number: i + 1, ...given(i) }))

/** The numbers of the sessions on a page, as its data has them. */
const numbersOn = (page: string) =>
  [...page.matchAll(/data-session="\d+">(.*?)<\/script>/g)].map(([, json = '']) => JSON.parse(json).n)

test('a page is one file until it has too many sessions or bytes; then every session is on one of several', async () => {
  const sessions = some(50, () => ({ lines: [aLine({ text: 'x'.repeat(1_000) })] }))
  const whole = await writePages(head, sessions, { limits: { sessionsMax: 50 }, partSize: 9 })
  expect([whole.ending, numbersOn(whole.bytes.toString()).length]).toEqual(['html', 50])

  for (const limits of [{ sessionsMax: 20 }, { bytesMax: 20_000, sessionsMax: 10 }]) {
    const { ending, bytes } = await writePages(head, sessions, { limits, partSize: 9 })
    const [index, ...pages] = readZip(bytes)
    expect([ending, index?.name]).toEqual(['zip', 'index.html'])
    expect(pages.flatMap(({ content }) => numbersOn(content.toString()))).toEqual(
      sessions.map(({ number }) => number),
    )
    for (const { content } of pages)
      expect(numbersOn(content.toString()).length).toBeLessThanOrEqual(limits.sessionsMax)
  }
})

test('a session larger than a page is not divided, and none follows it there', async () => {
  const large = [aLine({ text: 'y'.repeat(3_000_000) })]
  const sessions = some(3, (i) => (i === 1 ? { lines: large } : {}))
  const [, ...pages] = readZip((await writePages(head, sessions, { limits: { bytesMax: 1_000_000 } })).bytes)
  expect(pages.map(({ content }) => numbersOn(content.toString()))).toEqual([[1, 2], [3]])
})

test('the ending and the type of a file are known from what its parts remember', async () => {
  const parts = await writeParts(htmlFormat, head, some(3))
  expect(await htmlFormat.kindOf(parts)).toEqual({ ending: 'html', mediaType: 'text/html; charset=utf-8' })
  const small = createHtmlFormat({ sessionsMax: 1 })
  const cut = await writeParts(small, head, some(3))
  expect(await small.kindOf(cut)).toEqual({ ending: 'zip', mediaType: 'application/zip' })
  expect((await htmlFormat.kindOf([])).ending).toBe('html')
})

test('files are in the page byte for byte, up to a size each and together, and only when they are asked for', async () => {
  const bytes = Buffer.from(Uint8Array.from({ length: 1_000 }, (_, i) => i % 256))
  const files = [1_000, 1_000, 1_000, 5_000].map((size, i) => ({
    id: `${i}` as FileId,
    name: `${i}.bin`,
    mediaType: 'application/octet-stream',
    bytes: size,
  }))
  const session = anExportedSession({ lines: [aLine({ files })] })
  const limits = { fileBytesMax: 4_000, sessionBytesMax: 2_500 }
  const openFile = async () =>
    Readable.from([bytes.subarray(0, 7), bytes.subarray(7, 100), bytes.subarray(100)])

  const page = (await writePages(head, [session], { limits, openFile })).bytes.toString()
  const embedded = [...page.matchAll(/data-file="0\.(\d)">([^<]*)</g)]
  expect(embedded.map(([, key]) => key)).toEqual(['0', '1'])
  for (const [, , base64 = ''] of embedded) expect(Buffer.from(base64, 'base64').equals(bytes)).toBe(true)
  expect([...page.matchAll(/"why":"(\w+)"/g)].map(([, why]) => why)).toEqual(['large', 'large'])

  const without = (await writePages(anExportHead(), [session], { limits, openFile })).bytes.toString()
  expect(without).not.toContain('data-file="0')
  expect([...without.matchAll(/"why":"(\w+)"/g)].map(([, why]) => why)).toEqual(Array(4).fill('left'))
})

test('the policy names the style and the script of the page, and neither can end its element', async () => {
  const page = (await writePages(head, some(1))).bytes.toString()
  expect(page).toContain(`content="${pagePolicy(pageScript)}"`)
  expect(pagePolicy(null)).toMatch(
    /^default-src 'none'; img-src data:; style-src 'sha256-[\w+/]{43}='; script-src 'none'/,
  )
  expect(pageScript).not.toMatch(/<\/script|<!--|^\s*(import|export)\b/im)
  expect(pageStyle).not.toMatch(/<\/style|@import|url\(/i)
})

test('a language that is none is English, and one from the right turns the page around', async () => {
  const inLanguage = async (language: string) => {
    const asked = anExportHead({ options: { ...anExportHead().options, language } })
    return (await writePages(asked, some(1))).bytes.toString().slice(0, 60)
  }
  expect(await inLanguage('"><script>')).toContain('<html lang="en" dir="ltr">')
  expect(await inLanguage('ar-EG')).toContain('<html lang="ar-EG" dir="rtl">')
})

test('memory does not grow with the number of sessions', async () => {
  const write = async (count: number) => {
    const sessions = (function* () {
      for (let number = 1; number <= count; number += 1)
        yield anExportedSession({ number, lines: [aLine({ text: `message of session ${number}` })] })
    })()
    const part = { first: 0, sessions: Readable.from(sessions) }
    let bytes = 0
    for await (const chunk of htmlFormat.writePart(head, part, async () => null).body) bytes += chunk.length
    return bytes
  }
  await write(2_000)
  const before = process.memoryUsage().rss
  const bytes = await write(20_000)
  const grown = (process.memoryUsage().rss - before) / 1e6
  process.stdout.write(
    `html sessions=20000 packed_kb=${Math.round(bytes / 1000)} rss_growth_mb=${grown.toFixed(0)}\n`,
  )
  expect(grown).toBeLessThan(100)
})

test('no two parts of the page call different things by one name: in the page they are one script', () => {
  const names = [...pageScript.matchAll(/^(?:async )?(?:function|const|let) (\w+)/gm)].map(([, name]) => name)
  expect(names.length).toBeGreaterThan(50)
  expect(names.filter((name, i) => names.indexOf(name) !== i)).toEqual([])
})
