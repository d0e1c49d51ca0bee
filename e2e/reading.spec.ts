import { gzipSync } from 'node:zlib'
import type { Request } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { AgentScreen } from './desk/agent-screen.ts'
import { type Desk, keepPictures, openDesk } from './desk/open-desk.ts'
import { openTill } from './desk/open-till.ts'
import { type SessionsScreen, sessionsScreen } from './desk/sessions-screen.ts'
import { soon } from './desk/soon.ts'

let desk: Desk
let ana: AgentScreen
let sue: SessionsScreen

keepPictures(() => desk)
beforeAll(async () => {
  desk = await openDesk()
  const till = await openTill(desk)
  const slots = [{ from: '00:00', to: '24:00' }]
  const week = [1, 2, 3, 4, 5, 6, 7].map((day) => ({ day, slots }))
  const calendar = { timeZone: 'Europe/Prague', week, holidays: [] }
  await desk.owner.api.inboxes.setCalendar({ inboxId: till.inbox.id, calendar })
  await desk.owner.api.fields.create({
    scope: 'session',
    key: 'order_number',
    kind: 'text',
    name: 'Order number',
  })
  await till.ended('Grace Hopper', 'A moth is in the relay')
  const { session } = await till.says('Grace Hopper', 'And there is another one')
  const { id: sessionId } = session
  await desk.ana.api.sessions.take({ sessionId })
  await desk.ana.api.sessions.addNote({
    sessionId,
    clientId: crypto.randomUUID(),
    text: 'She knows her moths',
  })
  await desk.ana.api.sessions.setFields({ sessionId, fields: { order_number: 'LS-1906' } })
  await till.says('Grace Hopper', 'It is a big one')
  await till.says('Ada Lovelace', 'The engine weaves')
  await till.says('Alan Turing', 'Will it ever halt?')
  ana = await desk.asAgent(desk.ana, 'agent')
  const { page } = await desk.asAgent(desk.sue, 'supervisor')
  sue = sessionsScreen(page, desk.lines.supervisor.origin)
  await sue.open()
})
afterAll(() => desk?.close())

const moths = () => sue.row('It is a big one')
const unreadOfAna = async () => {
  const { items } = await desk.ana.api.sessions.list({ list: 'mine' })
  return items.map(({ unread }) => unread)
}
/** Who the open panel is about. */
const isOpen = (name: string) =>
  sue.page
    .getByRole('region', { name: `Session with ${name}` })
    .first()
    .waitFor()

test('a row is opened with the keyboard, and with the panel open j, k and the arrows walk the rows', async () => {
  const { keyboard } = sue.page
  await moths().waitFor()
  await keyboard.press('j')
  await keyboard.press('Enter')
  await isOpen('Alan Turing')
  await keyboard.press('j')
  await isOpen('Ada Lovelace')
  await keyboard.press('ArrowDown')
  await isOpen('Grace Hopper')
  await sue.panel.getByText('It is a big one').first().waitFor()
  await keyboard.press('ArrowUp')
  await isOpen('Ada Lovelace')
  await keyboard.press('k')
  await isOpen('Alan Turing')
  await keyboard.press('Escape')
  await sue.panel.waitFor({ state: 'detached' })
})

test('every tab is read by its number: words, clocks by either clock, fields, notes, ways, other sessions', async () => {
  const { keyboard } = sue.page
  await moths().click()
  await sue.panel.getByText('And there is another one').first().waitFor()
  await keyboard.press('2')
  await sue.panel.getByRole('heading', { name: 'Clocks' }).waitFor()
  await sue.panel.getByText('First response').first().waitFor()
  await sue.panel.getByRole('button', { name: 'Business hours' }).click()
  await sue.panel
    .getByText('Only the business hours of Till are counted (Europe/Prague).', { exact: false })
    .waitFor()
  await sue.panel.getByRole('button', { name: 'How computed' }).click()
  await sue.panel.getByText('From the first time unassigned to the first time assigned.').waitFor()
  await keyboard.press('3')
  await expect
    .poll(() => sue.panel.getByRole('textbox', { name: 'Order number' }).inputValue(), soon)
    .toBe('LS-1906')
  await keyboard.press('4')
  await sue.panel.getByRole('list', { name: 'Notes' }).getByText('She knows her moths').waitFor()
  await keyboard.press('5')
  await sue.panel.getByText(/^Taken by Ana Agent/).waitFor()
  await keyboard.press('7')
  const history = sue.panel.getByRole('list', { name: 'History' })
  await history.getByText(/^This session/).waitFor()
  await history.getByText('A moth is in the relay').waitFor()
  await sue.page.reload()
  await history.getByText('A moth is in the relay').waitFor()
})

test('the audit tab names who read without a part in it, to who may know', async () => {
  expect(await sue.tab('Audit').count()).toBe(0)
  const { page } = await desk.asAgent(desk.owner, 'colleague')
  const olive = sessionsScreen(page, desk.lines.colleague.origin)
  await olive.open()
  await olive.row('It is a big one').click()
  await olive.tab('Audit').click()
  const entries = olive.panel.getByRole('list', { name: 'Audit' })
  await entries.getByText('Sue Supervisor').first().waitFor()
  expect(await entries.getByText('Ana Agent').count()).toBe(0)
})

test('reading marks nothing as read: the agent who has the session sees as many unread as before', async () => {
  expect(await unreadOfAna()).toEqual([2])
  await ana.openList('Mine')
  await ana.card('It is a big one').getByText('2 unread').waitFor()
})

test('who has the session reads it among all sessions as in the inbox', async () => {
  const own = sessionsScreen(ana.page, desk.lines.agent.origin)
  await own.open()
  await own.row('It is a big one').click()
  await own.panel.getByText('And there is another one').first().waitFor()
  await expect.poll(unreadOfAna, soon).toEqual([0])
  expect(desk.errors).toEqual([])
})

const bytesMax = 200 * 1024
const sizeOf = async (request: Request) => gzipSync((await (await request.response())?.body()) ?? '').length

test('a browser that knows nothing fetches 200 KB of scripts and styles at most for the list of sessions, compressed', async () => {
  const context = await desk.newContext({ storageState: await sue.page.context().storageState() })
  // What is fetched when the page is at rest is no part of it, so this page never rests.
  await context.addInitScript(() => {
    const { setTimeout } = window
    window.setTimeout = ((work: () => void, ms = 0, ...given: unknown[]) =>
      ms < 1000 ? setTimeout(work, ms, ...given) : 0) as typeof setTimeout
  })
  const page = await context.newPage()
  const asked: Request[] = []
  page.on('request', (request) => {
    if (/\.(js|css)$/.test(new URL(request.url()).pathname)) asked.push(request)
  })
  const stranger = sessionsScreen(page, desk.lines.supervisor.origin)
  await stranger.open()
  await stranger.row('It is a big one').waitFor()
  // What the rows themselves ask for has been asked for by then.
  await page.evaluate(() => new Promise((resolve) => requestIdleCallback(resolve)))
  const sizes = await Promise.all(asked.map(sizeOf))
  expect(sizes.length).toBeGreaterThan(3)
  expect(sizes.reduce((sum, size) => sum + size, 0)).toBeLessThanOrEqual(bytesMax)
})
