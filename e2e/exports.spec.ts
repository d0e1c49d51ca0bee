import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { SessionRow } from '@rapport/contract/light'
import { newClientId } from '@rapport/sdk'
import { readXlsx } from 'hucre/xlsx'
import type { Locator, Page } from 'playwright-core'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { holdExports } from './desk/hold-exports.ts'
import { lookClean } from './desk/look-clean.ts'
import { type Desk, keepPictures, openDemo } from './desk/open-desk.ts'
import { type SessionsScreen, sessionsScreen } from './desk/sessions-screen.ts'
import { openSettings } from './desk/settings-screen.ts'
import { aTextFile } from './desk/some-files.ts'
import { soon } from './desk/soon.ts'

let desk: Desk
let page: Page
let screen: SessionsScreen
let folder: string
/** A session with a file, a note, and words that no other session has. */
let told: SessionRow['session']

const rareWord = 'quincunx'
const filter = 'messages:at_least(1) state:any(ended)'
const { expectClean, conclude } = lookClean()

keepPictures(() => desk)
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'rapport-files-'))
  desk = await openDemo()
  page = (await desk.asAgent(desk.sue, 'supervisor')).page
  screen = sessionsScreen(page, desk.lines.supervisor.origin)
  told = await someTalk()
})
afterAll(async () => {
  await desk?.close()
  await rm(folder, { recursive: true, force: true })
})
beforeEach(() => page.setViewportSize({ width: 1600, height: 900 }))

/** An agent sends a file, leaves a note, and ends a session. */
async function someTalk(): Promise<SessionRow['session']> {
  const { sessions, files } = desk.sue.api
  const [row] = (await sessions.list({ filter: 'state:any(assigned) channel:any(web)', limit: 1 })).items
  if (!row) throw new Error('Nobody talks in the demo')
  const sessionId = row.session.id
  const file = await files.upload(
    {},
    new File([aTextFile.buffer], aTextFile.name, { type: aTextFile.mimeType }),
  )
  await sessions.send({
    sessionId,
    clientId: newClientId(),
    text: `Your ${rareWord} is here`,
    fileIds: [file.id],
  })
  await sessions.addNote({ sessionId, clientId: newClientId(), text: 'Only among ourselves', mentions: [] })
  await sessions.end({ sessionId, clientId: newClientId(), endReason: 'agent_ended' })
  return row.session
}

const tray = () => page.getByRole('region', { name: 'Your exports' })
const dialog = () => page.getByRole('dialog', { name: 'Export sessions' })
const isFocused = (at: Locator) => at.evaluate((found) => found === document.activeElement)
const numberIn = (text: string | null) => Number((/[\d,]+/.exec(text ?? '')?.[0] ?? '').replaceAll(',', ''))

/** Chooses all that match, asks for a file of them, and answers how many the button named. */
async function chooseAllMatching(by: string): Promise<number> {
  await screen.open({ filter: by })
  await screen.rows.nth(3).waitFor()
  await page.getByRole('checkbox', { name: 'Select all on this page' }).click()
  await screen.button(/^Select all [\d,]+ matching$/).click()
  const bar = page.getByRole('toolbar', { name: 'Chosen sessions' })
  await bar.getByRole('button', { name: 'Export' }).click()
  return numberIn(
    await dialog()
      .getByRole('button', { name: /^Export [\d,]+ sessions$/ })
      .textContent(),
  )
}

async function begin(format: RegExp, besides: readonly string[] = []): Promise<void> {
  await dialog().getByRole('radio', { name: format }).check({ force: true })
  for (const name of besides) await dialog().getByRole('checkbox', { name }).check()
  await dialog()
    .getByRole('button', { name: /^Export [\d,]+ sessions?$/ })
    .click()
  await dialog().waitFor({ state: 'detached' })
}

/** Fetches the newest file as a person does, which puts its line aside. */
async function fetchFile(): Promise<Buffer> {
  const press = tray().getByRole('button', { name: 'Download' }).first()
  await press.waitFor({ timeout: 60_000 })
  const [download] = await Promise.all([page.waitForEvent('download'), press.click()])
  const path = join(folder, download.suggestedFilename())
  await download.saveAs(path)
  await press.waitFor({ state: 'detached' })
  fetched = path
  return await readFile(path)
}
let fetched = ''

/** Records of a CSV with its header, by RFC 4180 alone. */
function recordsOf(csv: string): string[][] {
  const records: string[][] = [[]]
  for (const [, quoted, plain, end] of csv
    .replace(/^\uFEFF/, '')
    .matchAll(/(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n|$)/g)) {
    records.at(-1)?.push(quoted?.replaceAll('""', '"') ?? plain ?? '')
    if (end === '\r\n') records.push([])
    if (end === '') break
  }
  return records.filter((record) => record.length > 1)
}

test('nothing but the columns on the screen is taken along unless somebody asks for it, and a bot stands beside the agent', async () => {
  await screen.open({ filter })
  await screen.rows.nth(3).waitFor()
  await page.getByRole('button', { name: 'Export', exact: true }).click()
  await page.getByRole('menuitem', { name: 'Export all that match…' }).click()
  await dialog().waitFor()
  for (const name of ['Transcripts', 'Internal notes', 'System messages', 'Names of files'])
    expect(await dialog().getByRole('checkbox', { name }).isChecked()).toBe(false)
  const zone = await page.evaluate(() => Intl.DateTimeFormat().resolvedOptions().timeZone)
  expect(await dialog().getByRole('combobox', { name: 'Time zone in the file' }).textContent()).toBe(zone)
  await dialog().getByText('11 columns').click()
  expect(await dialog().getByRole('checkbox', { name: 'Bot', exact: true }).isChecked()).toBe(true)
  await dialog().getByRole('checkbox', { name: 'Rating' }).uncheck()
  await dialog().getByText('10 columns').waitFor()
  await expectClean('export dialog', page)
  await page.keyboard.press('Escape')
})

test('all N that match are N records of a CSV, with a mark that Excel knows it by', async () => {
  const n = await chooseAllMatching(filter)
  await begin(/^CSV/)
  const csv = (await fetchFile()).toString()
  const [head, ...records] = recordsOf(csv)
  expect(csv.charCodeAt(0)).toBe(0xfeff)
  expect(head).toContain('Contact')
  expect(new Set(records.map(({ length }) => length))).toEqual(new Set([head?.length]))
  expect(records.length).toBe(n)
  console.log(`exports format=csv matching=${n} rows=${records.length}`)
})

test('all N that match are N rows of a workbook', async () => {
  const n = await chooseAllMatching(filter)
  await begin(/^XLSX/, ['Transcripts'])
  const book = await readXlsx(new Uint8Array(await fetchFile()))
  const rows = (book.sheets[0]?.rows ?? []).filter((row) => row.some((cell) => cell !== null && cell !== ''))
  expect(rows.length - 1).toBe(n)
  console.log(`exports format=xlsx matching=${n} rows=${rows.length - 1}`)
})

test('all N that match are N lines of JSON', async () => {
  const n = await chooseAllMatching(filter)
  await begin(/^JSON Lines/, ['Transcripts'])
  const lines = (await fetchFile()).toString().trim().split('\n')
  for (const line of lines) expect(() => JSON.parse(line)).not.toThrow()
  expect(lines.length).toBe(n)
  console.log(`exports format=jsonl matching=${n} rows=${lines.length}`)
})

test('all N that match are in a page that opens from the disk, searches, shows files and what happened, and asks nobody', async () => {
  const n = await chooseAllMatching(filter)
  await begin(/^HTML/, ['Transcripts', 'System messages', 'Files'])
  await fetchFile()
  const context = await desk.newContext()
  const opened = await context.newPage()
  const requests: string[] = []
  opened.on('request', (request) => requests.push(request.url()))
  await opened.goto(pathToFileURL(fetched).href)
  await opened.getByText(`Sessions: ${n.toLocaleString('en')}`).waitFor()
  await opened.getByRole('searchbox').fill(rareWord)
  await opened
    .getByRole('link', { name: new RegExp(rareWord) })
    .first()
    .click()
  await opened.getByText(aTextFile.name).first().waitFor()
  await opened
    .getByText(/Ended by/)
    .first()
    .waitFor()
  expect(await opened.getByText('Only among ourselves').count()).toBe(0)
  const asked = requests.filter((url) => !url.startsWith('file:') && !url.startsWith('data:'))
  expect(asked).toEqual([])
  console.log(`exports format=html matching=${n} rows=${n} requests=${asked.length}`)
  await context.close()
})

test('a large file shows how far it has come, is found again after a reload, and is cancelled with nothing kept', async () => {
  await chooseAllMatching('started:in_last(520w)')
  const letGo = await holdExports(desk.product)
  await begin(/^HTML/, ['Transcripts', 'Internal notes', 'System messages', 'Files'])
  await tray().getByRole('progressbar').waitFor()
  await tray()
    .getByText(/^0 of [\d,]+$/)
    .waitFor()
  await expectClean('tray, running', page)
  await page.reload()
  await tray().getByRole('button', { name: 'Cancel' }).click()
  await letGo()
  await tray().getByText('Cancelled. Nothing was kept.').waitFor()
  await expectClean('tray', page)
  await tray().getByRole('button', { name: 'Put aside' }).click()
})

test('an export that was cancelled is begun again from the list by key, by whoever finds it there later', async () => {
  await openSettings(page, 'exports')
  const first = page.getByRole('row').nth(1)
  await first.getByText('Cancelled').waitFor()
  await expectClean('exports, cancelled', page)
  await first.focus()
  for (const name of ['Try again', 'Delete']) {
    await page.keyboard.press('Tab')
    await expect.poll(() => isFocused(first.getByRole('button', { name })), soon).toBe(true)
  }
  await page.keyboard.press('Shift+Tab')
  await page.keyboard.press('Enter')
  await first.getByRole('button', { name: 'Download' }).waitFor({ timeout: 60_000 })
  const cancelled = page.getByRole('row').nth(2)
  await cancelled.getByText('Cancelled').waitFor()
  await cancelled.getByRole('button', { name: 'Delete' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Delete' }).click()
  await expect.poll(() => page.getByText('Cancelled').count(), soon).toBe(0)
})

test('no button of the list is cut off, and on a phone each file says what kind it is', async () => {
  await openSettings(page, 'exports')
  for (const [width, label] of [
    [1_400, 'Download'],
    [390, 'Download'],
  ] as const) {
    await page.setViewportSize({ width, height: 844 })
    const button = page.getByRole('row').nth(1).getByRole('button', { name: label })
    await button.waitFor()
    const isWhole = await button.evaluate((at) => {
      const { left, right } = at.getBoundingClientRect()
      const cell = at.closest('[role=gridcell], [role=cell], td')?.getBoundingClientRect()
      return cell !== undefined && left >= cell.left && right <= Math.min(cell.right, innerWidth)
    })
    expect([width, isWhole]).toEqual([width, true])
    expect(await page.getByRole('row').nth(1).getByText('HTML').isVisible()).toBe(true)
  }
})

test("a session's file is fetched from its own menu", async () => {
  await page.goto(`${desk.lines.supervisor.origin}/sessions/${told.id}`)
  await page.getByRole('button', { name: 'More' }).last().click()
  await page.getByRole('menuitem', { name: 'Export…' }).click()
  await dialog().getByRole('radio', { name: /^JSON/ }).check({ force: true })
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    dialog().getByRole('button', { name: 'Export 1 session' }).click(),
  ])
  const path = join(folder, 'one.jsonl')
  await download.saveAs(path)
  expect((await readFile(path, 'utf8')).trim().split('\n')).toHaveLength(1)
})

test('a session on paper has what was said, and notes and what happened only when they are ticked', async () => {
  await page.goto(`${desk.lines.supervisor.origin}/sessions/${told.id}/print`)
  await page.getByRole('heading', { name: /^Session #/ }).waitFor()
  await page.getByText(`Your ${rareWord} is here`).waitFor()
  await page.getByText(aTextFile.name).waitFor()
  expect(await page.getByText('Only among ourselves').count()).toBe(0)
  await page.getByRole('checkbox', { name: 'Internal notes' }).check()
  await page.getByText('Only among ourselves').waitFor()
  await page.getByRole('checkbox', { name: 'System messages' }).check()
  await page.getByText(/Ended by/).waitFor()
  await page.emulateMedia({ media: 'print', colorScheme: 'dark' })
  expect(await page.evaluate(() => getComputedStyle(document.body).backgroundColor)).toBe(
    'rgb(255, 255, 255)',
  )
  expect(await page.getByRole('button', { name: 'Print' }).isVisible()).toBe(false)
  await page.emulateMedia({ media: 'screen' })
  await expectClean('print', page)
})

test('a letter that cannot be sent is not offered, and the menu says why', async () => {
  await page.goto(`${desk.lines.supervisor.origin}/sessions/${told.id}`)
  await page.getByRole('button', { name: 'More' }).last().click()
  const letter = page.getByRole('menuitem', { name: /^E-mail the transcript…/ })
  await letter.getByText('No mail server is set up').waitFor()
  expect(await letter.isDisabled()).toBe(true)
  await expectClean('mail', page)
  await page.keyboard.press('Escape')
})

test('an export of a view is planned, told in words, changed and planned no more', async () => {
  await desk.sue.api.views.create({
    ...{ name: 'Ended ones', scope: 'me', teamId: null },
    definition: {
      list: 'ended',
      filter: '',
      sort: 'started',
      direction: 'desc',
      form: 'table',
      columns: null,
    },
  })
  await openSettings(page, 'exports?tab=plans')
  await page.getByText('Nothing is planned').waitFor()
  await expectClean('plans, none', page)
  await page.getByRole('button', { name: 'Plan an export' }).click()
  const asked = page.getByRole('dialog')
  await asked.getByRole('combobox', { name: 'View' }).click()
  await page.getByRole('option', { name: 'Ended ones' }).click()
  await expectClean('plan', page)
  await asked.getByRole('button', { name: 'Plan', exact: true }).click()
  await page.getByText(/^Every Monday at 08:00 \(/).waitFor()
  await page.getByText(/^Next /).waitFor()
  await expectClean('plans', page)
  await page.getByRole('button', { name: 'Change Ended ones' }).click()
  await asked.getByRole('button', { name: 'Monthly' }).click()
  await asked.getByRole('button', { name: 'Save' }).click()
  await page.getByText(/^On day 1 of every month at 08:00 \(/).waitFor()
  await page.getByRole('button', { name: 'Delete Ended ones' }).click()
  await asked.getByRole('button', { name: 'Delete' }).click()
  await page.getByText('Nothing is planned').waitFor()
})

test("one's exports are listed with their files, and stay another's secret", async () => {
  await openSettings(page, 'exports')
  await page.getByRole('row').nth(2).waitFor()
  await expectClean('exports', page)
  const other = (await desk.asAgent(desk.owner, 'agent')).page
  await openSettings(other, 'exports')
  await other.getByText('No exports yet').waitFor()
  await expectClean('exports, none', other)
  expect(desk.errors).toEqual([])
})

test('on every screen of exports, in light and dark, axe finds nothing serious or critical', () => {
  conclude(16)
})
