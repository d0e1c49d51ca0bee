import { readFile } from 'node:fs/promises'
import { Readable } from 'node:stream'
import { type FileId, instant } from '@rapport/domain'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { scriptPayloads } from '../packages/server/src/exports/testing/script-payloads.ts'
import { anExportedSession, anExportHead, text } from '../packages/server/src/exports/testing/write-export.ts'
import { writePages } from '../packages/server/src/exports/testing/write-pages.ts'
import { launchChromium } from '../tools/launch-chromium.ts'
import { keepOnDisk, openFile } from './desk/exported-file.ts'
import { lookClean } from './desk/look-clean.ts'
import { aPicture, aTextFile } from './desk/some-files.ts'

let browser: Browser
beforeAll(async () => {
  browser = await launchChromium()
})
afterAll(() => browser?.close())

type Session = ReturnType<typeof anExportedSession>
type Line = Session['lines'][number]
const noon = Date.UTC(2026, 10, 18, 12)
const aLine = (said: string, given: Partial<Line> = {}): Line => ({
  at: instant(noon),
  kind: 'contact',
  who: 'Grace',
  text: said,
  files: [],
  ...given,
})
const aFile = (name: string, mediaType: string, bytes = 10) => ({
  id: name as FileId,
  name,
  mediaType,
  bytes,
})
const options = { ...anExportHead().options, files: true }
const columns = [
  { name: 'contact', header: 'Contact' },
  { name: 'summary', header: 'Summary' },
  { name: 'started', header: 'Started' },
]

const talk: Session[] = [
  anExportedSession({
    number: 41,
    title: 'Grace Hopper',
    cells: [text('Grace Hopper'), text('Wanted her deposit back'), { kind: 'moment', at: instant(noon) }],
    lines: [
      aLine('Session started', { kind: 'system', who: 'Web', at: instant(noon - 86_400_000) }),
      aLine('Where is my deposit?'),
      aLine('Let me look.', { kind: 'agent', who: 'Marta' }),
      aLine('She has waited for a week.', { kind: 'note', who: 'Marta' }),
      aLine('Here is what I paid', {
        files: [
          aFile('bill.png', 'image/png', aPicture.buffer.length),
          aFile('terms.txt', 'text/plain', aTextFile.buffer.length),
          aFile('film.mp4', 'video/mp4', 900_000_000),
          aFile('lost.pdf', 'application/pdf'),
        ],
      }),
      aLine('', { text: null }),
    ],
  }),
  anExportedSession({
    number: 42,
    title: 'Žofie Nováková',
    cells: [text('Žofie Nováková'), text('Refund of a kettle'), { kind: 'moment', at: instant(noon) }],
    lines: [
      aLine('Příliš žluťoučký kůň'),
      aLine('deposits are refunded within days', { kind: 'bot', who: 'Helper' }),
    ],
  }),
  anExportedSession({
    number: 43,
    title: '王小明',
    cells: [text('王小明'), text('退款'), { kind: 'empty' }],
    lines: [aLine('你好，我的退款什么时候到账？')],
  }),
]

const bytesOf: Readonly<Record<string, Buffer>> = {
  'bill.png': aPicture.buffer,
  'terms.txt': aTextFile.buffer,
}
const openSent = async ({ name }: { name: string }) => {
  const bytes = bytesOf[name]
  return bytes === undefined ? null : Readable.from([bytes.subarray(0, 5), bytes.subarray(5)])
}
const head = (given: Parameters<typeof anExportHead>[0] = {}) =>
  anExportHead({ name: 'Ended last week', total: 3, columns, options, ...given })
const aPage = async () => keepOnDisk(await writePages(head(), talk, { openFile: openSent, partSize: 2 }))

test('a page opens from the disk with nothing but itself, and finds words in it by their beginnings', async () => {
  const disk = await aPage()
  const { page, misdeeds, close } = await openFile(browser, disk.url())
  const results = page.locator('.results > li')
  await page.getByRole('row').nth(3).waitFor()
  expect(await page.getByRole('row').count()).toBe(4)

  const find = async (words: string, count: number, marks: readonly string[]) => {
    await page.keyboard.press('ControlOrMeta+a')
    await page.keyboard.type(words)
    await expect.poll(() => results.locator('mark').allTextContents()).toEqual(marks)
    expect(await page.getByRole('status').textContent()).toBe(`Sessions found: ${count}`)
    expect(await results.count()).toBe(count)
  }
  await page.keyboard.press('/')
  await find('depos', 2, ['depos', 'depos', 'depos'])
  await find('deposit wait', 1, ['deposit', 'deposit', 'wait'])
  await find('zlutou kun', 1, ['žluťou', 'kůň'])
  await find('款什么', 1, ['款什么'])
  await find('bill.png', 1, ['bill.png'])
  await find('"let me"', 1, ['Let me'])
  await page.keyboard.press('ControlOrMeta+a')
  await page.keyboard.type('posit')
  await page.getByText('Nothing in this file has all of these words').waitFor()

  // By keyboard: down to the first place, in, from mark to mark, and back to the list.
  await find('dep', 2, ['dep', 'dep', 'dep'])
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('ArrowUp')
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('Enter')
  await page.getByRole('heading', { name: 'Grace Hopper' }).waitFor()
  expect(await page.locator('mark.current').textContent()).toBe('dep')
  const said = page.locator('li', { has: page.locator('mark.current') })
  expect(await said.textContent()).toContain('Where is my deposit?')
  await page.keyboard.press('n')
  await page.locator('.marks').getByText('1 / 2').waitFor()
  await page.keyboard.press(']')
  await page.getByRole('heading', { name: 'Žofie' }).waitFor()
  await page.keyboard.press('Escape')
  await results.first().waitFor()
  await page.keyboard.press('Escape')
  await page.getByRole('row').first().waitFor()

  expect(await misdeeds()).toEqual({ executed: 0, requests: [], reports: [], errors: [] })
  await close()
  disk.remove()
})

test('what is found says whose it is once, and what columns say by their names', async () => {
  const disk = await aPage()
  const { page, close } = await openFile(browser, disk.url())
  const found = page.locator('.results > li')
  const look = async (words: string, marks: readonly string[]) => {
    await page.getByRole('searchbox').fill(words)
    await expect.poll(() => found.locator('mark').allTextContents()).toEqual(marks)
    await page.getByText(/^Sessions found: 1$/).waitFor()
    return (await found.allInnerTexts()).join('\n')
  }
  const byName = await look('hopper', ['Hopper'])
  expect(byName.match(/Hopper/g)).toHaveLength(1)
  expect(byName).toMatch(/Summary Wanted her deposit back/)
  expect(byName).toMatch(/Started Nov 18, 2026/)
  expect(await found.locator('h2 mark').allTextContents()).toEqual(['Hopper'])
  const byColumn = await look('kettle', ['kettle'])
  expect(byColumn).toMatch(/Summary Refund of a kettle/)
  expect(byColumn).not.toMatch(/Started/)
  const byWords = await look('deposits refunded', ['deposits', 'refunded'])
  expect(byWords).toMatch(/Helper · Nov 18/)
  expect(byWords).not.toMatch(/Nováková · /)
  expect(await look('43', ['43'])).toMatch(/^王小明 #43/)
  await close()
})

test('a talk has its days, events, notes and files: pictures are shown, others are saved as they were sent', async () => {
  const disk = await aPage()
  const { page, misdeeds, close } = await openFile(browser, disk.url('page.html'))
  await page.getByRole('link', { name: 'Grace Hopper' }).click()

  expect(await page.locator('.day h2').allTextContents()).toEqual([
    'Tuesday, November 17, 2026',
    'Wednesday, November 18, 2026',
  ])
  expect(await page.locator('.line.system').textContent()).toContain('Session started')
  expect(await page.locator('.line.note').textContent()).toContain('She has waited for a week.')
  await page.getByText('This was erased').waitFor()
  await page.getByText('film.mp4 too large for this file').waitFor()
  await page.getByText('lost.pdf no longer kept').waitFor()

  const picture = page.getByRole('img', { name: 'bill.png' })
  await expect.poll(() => picture.evaluate((image) => (image as HTMLImageElement).naturalWidth)).toBe(2)
  const saving = page.waitForEvent('download')
  await page.getByRole('button', { name: 'Save terms.txt' }).click()
  const saved = await saving
  expect(saved.suggestedFilename()).toBe('terms.txt')
  expect(await readFile(await saved.path())).toEqual(aTextFile.buffer)

  expect(await misdeeds()).toEqual({ executed: 0, requests: [], reports: [], errors: [] })
  await close()
  disk.remove()
})

test('too many sessions for a page are an archive of pages with an index, and none is lost', async () => {
  const sessions = Array.from({ length: 25 }, (_, i) =>
    anExportedSession({ number: i + 1, title: `Contact ${i + 1}`, lines: [aLine(`message ${i + 1}`)] }),
  )
  const exported = await writePages(head({ total: 25 }), sessions, {
    limits: { sessionsMax: 10 },
    partSize: 7,
  })
  expect(exported.ending).toBe('zip')
  const disk = keepOnDisk(exported)
  const { page, misdeeds, close } = await openFile(browser, disk.url('index.html'))

  const links = await page.getByRole('rowheader').getByRole('link').allTextContents()
  expect(links).toEqual(disk.names.slice(1))
  await page.getByText('Its search looks in that file alone').waitFor()
  const found: string[] = []
  for (const link of links) {
    await page.getByRole('link', { name: link }).click()
    await page.getByRole('table').waitFor()
    found.push(...(await page.getByRole('rowheader').getByRole('link').allTextContents()))
    await page.getByRole('link', { name: 'All files' }).click()
    await page.getByText('Its search looks').waitFor()
  }
  expect(found).toEqual(sessions.map(({ title }) => title))
  expect(await misdeeds()).toEqual({ executed: 0, requests: [], reports: [], errors: [] })
  await close()
  disk.remove()
})

test('the payloads run in a page that takes them for markup: counting none elsewhere means something', async () => {
  const naive = scriptPayloads.filter((payload) => !/<!--|refresh/.test(payload)).join('\n')
  const disk = keepOnDisk({ ending: 'html', bytes: Buffer.from(`<!doctype html><body>${naive}`) })
  const { misdeeds, close } = await openFile(browser, disk.url())
  const { executed, requests } = await misdeeds()
  expect(executed).toBeGreaterThan(10)
  expect(requests.length).toBeGreaterThan(0)
  await close()
  disk.remove()
})

test('no script in any text, name, column, file or search runs, and nothing asks the network', async () => {
  const sessions = scriptPayloads.map((payload, i) =>
    anExportedSession({
      number: i + 1,
      title: payload,
      cells: [text(payload), text(payload), text(payload)],
      lines: [
        ...(['contact', 'agent', 'bot', 'note', 'system'] as const).map((kind) =>
          aLine(payload, { kind, who: payload }),
        ),
        aLine(payload, {
          files: ['image/png', 'image/svg+xml', 'text/html', payload].map((type) =>
            aFile(payload, type, 100),
          ),
        }),
      ],
    }),
  )
  const evil = `</script></title></style>"'>${scriptPayloads[0]}`
  const page1 = await writePages(
    head({
      name: evil,
      workspaceName: evil,
      columns: columns.map(({ name }) => ({ name, header: evil })),
      word: (key) => `${anExportHead().word(key)}${evil}`,
    }),
    sessions,
    { openFile: async ({ name }: { name: string }) => Readable.from([Buffer.from(name)]) },
  )
  const pages = await writePages(head({ name: evil, workspaceName: evil }), sessions.slice(0, 3), {
    limits: { sessionsMax: 1 },
  })
  const [disk, folder] = [keepOnDisk(page1), keepOnDisk(pages)]

  const opened = await openFile(browser, disk.url())
  let cells = await opened.page.locator('td, th').count()
  cells += await opened.page.evaluate(async (payloads: readonly string[]) => {
    let drawn = 0
    const go = async (hash: string) => {
      location.hash = hash
      await new Promise((done) => setTimeout(done, 10))
      // Whatever waits for a hand or a pointer gets one.
      const all = [...document.querySelectorAll('main :not(a, button)')]
      for (const type of ['click', 'mouseover', 'focus', 'toggle', 'error'])
        for (const made of all) made.dispatchEvent(new Event(type))
      drawn += all.length
    }
    for (const [i, payload] of payloads.entries()) {
      await go(`s=${i}&q=${encodeURIComponent(payload)}`)
      await go(`q=${encodeURIComponent(payload)}`)
      await go(`s=${payload}&l=${payload}`)
    }
    return drawn
  }, scriptPayloads)
  for (const payload of scriptPayloads.slice(0, 20)) await opened.page.locator('#query').fill(payload)
  await opened.page.waitForTimeout(300)
  const index = await openFile(browser, folder.url('index.html'))
  cells += await index.page.locator('td, th').count()

  for (const each of [opened, index]) {
    const { executed, requests, reports, errors } = await each.misdeeds()
    process.stdout.write(
      `ATK-57 ${each === index ? 'index of an archive' : 'HTML export'} payloads=${scriptPayloads.length} ` +
        `cells=${cells} executed=${executed} csp_reports=${reports.length} external_requests=${requests.length}\n`,
    )
    expect({ executed, requests, reports, errors }).toEqual({
      executed: 0,
      requests: [],
      reports: [],
      errors: [],
    })
    await each.close()
  }
  disk.remove()
  folder.remove()
})

test('a page of 5,000 sessions is usable within a moment', async () => {
  const sessions = Array.from({ length: 5_000 }, (_, i) =>
    anExportedSession({
      number: i + 1,
      title: `Contact ${i + 1}`,
      lines: Array.from({ length: 10 }, (_, l) =>
        aLine(`Message ${l} of ${i + 1}: the parcel has not arrived yet.`),
      ),
    }),
  )
  const disk = keepOnDisk(await writePages(head({ total: 5_000 }), sessions))
  const begun = performance.now()
  const { page, close } = await openFile(browser, disk.url())
  await page.getByRole('row').nth(50).waitFor()
  const openMs = performance.now() - begun
  await page.keyboard.press('/')
  await page.keyboard.type('parcel 4321')
  const asked = performance.now()
  await page.getByText('Sessions found: 1').waitFor()
  const searchMs = performance.now() - asked
  process.stdout.write(
    `html sessions=5000 open_ms=${openMs.toFixed(0)} first_search_ms=${searchMs.toFixed(0)}\n`,
  )
  expect(openMs).toBeLessThan(10_000)
  expect(searchMs).toBeLessThan(10_000)
  await close()
  disk.remove()
})

const { expectClean, conclude } = lookClean()

test('an exported page is clean for assistive technology: its list, its hits, a talk and an index', async () => {
  const disk = await aPage()
  const folder = keepOnDisk(await writePages(head(), talk, { limits: { sessionsMax: 1 } }))
  const { page, close } = await openFile(browser, disk.url())
  await page.getByRole('table').waitFor()
  await expectClean('list of an exported page', page)
  await page.locator('#query').fill('deposit')
  await page.locator('.results > li').first().waitFor()
  await expectClean('hits in an exported page', page)
  await page.locator('.hit').first().click()
  await page.getByRole('heading', { name: 'Grace Hopper' }).waitFor()
  await expectClean('a talk in an exported page', page)
  await page.goto(folder.url('index.html'))
  await expectClean('index of exported pages', page)
  conclude(7)
  await close()
  disk.remove()
  folder.remove()
})
