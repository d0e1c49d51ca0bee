import type { SessionId } from '@rapport/domain'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { AgentScreen } from './desk/agent-screen.ts'
import { expectBroughtTo } from './desk/brought-to.ts'
import { type Desk, keepPictures, openDesk } from './desk/open-desk.ts'
import { rowSaying } from './desk/row-saying.ts'
import { auditRows, openSettings } from './desk/settings-screen.ts'
import { soon } from './desk/soon.ts'
import type { Visitor } from './desk/visitor.ts'

let desk: Desk
let sue: AgentScreen
let ana: AgentScreen
let visitor: Visitor
let sessionId: SessionId

const before = 'Could you refund the cracked mug?'
const after = 'It was refunded yesterday.'
const czech = 'Příliš žluťoučký hrnek'
const saidBetween = 200

keepPictures(() => desk)
beforeAll(async () => {
  desk = await openDesk()
  visitor = await desk.aVisitor()
  await visitor.open()
  await visitor.say(before)
  await visitor.say(czech)
  sessionId = (await rowSaying(desk.ana, czech)).session.id
  await desk.ana.api.sessions.take({ sessionId })
  for (let n = 0; n < saidBetween; n++) await answer(`Line ${n} of a long story`)
  await answer(after)
  for (let n = 0; n < saidBetween; n++) await answer(`And then came chapter ${n}`)
  ;[sue, ana] = await Promise.all([desk.asAgent(desk.sue, 'supervisor'), desk.asAgent(desk.ana, 'agent')])
})
afterAll(() => desk?.close())

const answer = (text: string) =>
  desk.ana.api.sessions.send({ sessionId, clientId: crypto.randomUUID(), text })

const box = (page: Page) => page.getByRole('combobox', { name: 'Search sessions and messages' })
const found = (page: Page, words: string | RegExp) => page.getByRole('option').filter({ hasText: words })
const transcript = (page: Page) => page.getByRole('list', { name: /^Conversation with / })

/** The box over everything, with these words in it. */
async function lookFor(page: Page, words: string): Promise<void> {
  await page.keyboard.press('/')
  await box(page).waitFor()
  await page.keyboard.type(words)
}

test('the key / finds a word by its root and without its accents, and marks what matches', async () => {
  const { page } = sue
  await page.getByRole('navigation', { name: 'Lists' }).waitFor()
  await lookFor(page, 'refund')
  await found(page, before).waitFor()
  await found(page, after).waitFor()
  expect(await found(page, before).locator('mark').allTextContents()).toEqual(['refund'])
  expect(await found(page, after).locator('mark').allTextContents()).toEqual(['refunded'])
  await box(page).fill('zlutoucky')
  await found(page, czech).waitFor()
  expect(await found(page, czech).locator('mark').allTextContents()).toEqual(['žluťoučký'])
  await expect.poll(() => found(page, before).count(), soon).toBe(0)
})

test('Enter on the last line opens the page with every hit, newest first, and the exact count', async () => {
  const { page } = sue
  await box(page).fill('refund')
  await found(page, 'All 2 messages with refund').waitFor()
  await page.keyboard.press('ArrowUp')
  await page.keyboard.press('Enter')
  await page.getByRole('heading', { name: 'Search', exact: true }).waitFor()
  await page.getByText('2 messages, newest first').waitFor()
  const hits = page.getByRole('article')
  expect(await hits.count()).toBe(2)
  expect(await hits.nth(0).textContent()).toContain(after)
  expect(await hits.nth(1).textContent()).toContain(before)

  await page.getByRole('searchbox', { name: 'Search in messages' }).fill('story')
  await page.keyboard.press('Enter')
  await page.getByText(`${saidBetween} messages, newest first`).waitFor()
  await page.getByRole('searchbox', { name: 'Search in messages' }).fill('umbrella')
  await page.keyboard.press('Enter')
  await page.getByText('No message has umbrella').waitFor()
  expect(await page.getByText('newest first').count()).toBe(0)
})

test('words that cannot be searched for are said to be so by the box, with nothing to try again', async () => {
  const { page } = sue
  const words = page.getByRole('searchbox', { name: 'Search in messages' })
  await words.fill('%')
  await page.keyboard.press('Enter')
  await page.getByText('There is no letter and no digit to search for.').waitFor()
  await words.fill('x'.repeat(501))
  await page.keyboard.press('Enter')
  await page.getByText('At most 500 characters can be searched for.').waitFor()
  expect(await page.getByRole('button', { name: 'Try again' }).count()).toBe(0)
  expect(await page.getByText('The search did not come to an end').count()).toBe(0)
})

test('Enter right after typing waits for what these words find, whatever was found before them', async () => {
  const { page } = sue
  await page.goto(`${desk.lines.supervisor.origin}/sessions`)
  await page.getByRole('table', { name: 'Sessions' }).waitFor()
  await lookFor(page, 'cracked')
  await found(page, before).waitFor()
  await box(page).fill('refunded')
  await page.keyboard.press('Enter')
  await page.waitForURL(/\/sessions\/[\w-]+\?message=/)
  await expectBroughtTo(transcript(page).getByText(after))
})

test('a hit opens its session at the message, in view and set apart, in the middle of hundreds', async () => {
  const { page } = sue
  await page.goto(`${desk.lines.supervisor.origin}/sessions`)
  await page.getByRole('table', { name: 'Sessions' }).waitFor()
  await lookFor(page, 'refunded')
  await found(page, after).waitFor()
  await page.keyboard.press('Enter')
  await page.waitForURL(/\/sessions\/[\w-]+\?message=/)
  await expectBroughtTo(transcript(page).getByText(after))
})

test('the address with the message does the same after a reload, and an older one is brought in as well', async () => {
  const { page } = sue
  await page.reload()
  await expectBroughtTo(transcript(page).getByText(after))
  await lookFor(page, 'cracked')
  await found(page, before).waitFor()
  await page.keyboard.press('Enter')
  await expectBroughtTo(transcript(page).getByText(before))
})

test('Go to conversation opens the talk at that message, and a reply from there reaches the visitor', async () => {
  const { page } = sue
  await page.getByRole('link', { name: 'Go to conversation' }).click()
  await sue.composer.waitFor()
  await expectBroughtTo(sue.thread.getByText(before))
  await sue.reply('The money is on its way')
  await visitor.log.getByText('The money is on its way').waitFor()
})

test('who may not search in messages finds sessions by number and name, and is told why there is no more', async () => {
  const { page } = ana
  await page.getByRole('navigation', { name: 'Lists' }).waitFor()
  const { row } = await desk.ana.api.sessions.get({ sessionId })
  await lookFor(page, String(row.session.number))
  await found(page, 'Visitor').first().waitFor()
  await box(page).fill('refund')
  await found(page, 'Sessions of contacts called refund').waitFor()
  expect(await found(page, before).count()).toBe(0)
  await page.keyboard.press('Escape')
  await page.goto(`${desk.lines.agent.origin}/search?q=refund`)
  await page.getByText('You may not search in messages').waitFor()
  await page.getByText(/^A supervisor can, and an admin can let agents/).waitFor()
})

test('once the workspace lets agents search, they find the same', async () => {
  const admin = (await desk.asAgent(desk.owner, 'api')).page
  await openSettings(admin, 'workspace')
  await admin.getByRole('checkbox', { name: 'Search in messages of the inboxes they work' }).click()
  await admin.getByRole('button', { name: 'Save' }).click()
  await admin.getByText('Saved').first().waitFor()
  await ana.page.reload()
  await ana.page.getByText('2 messages, newest first').waitFor()
})

test('every search stands in the audit log with its words and who searched', async () => {
  const { page } = await desk.asAgent(desk.owner, 'api')
  const rows = await auditRows(page, 'search.messages', 'refund')
  await rows.filter({ hasText: 'Sue Supervisor' }).first().waitFor()
  await rows.filter({ hasText: 'Ana Agent' }).first().waitFor()
  await page.getByRole('row').filter({ hasText: 'umbrella' }).first().waitFor()
  expect(desk.errors).toEqual([])
})
