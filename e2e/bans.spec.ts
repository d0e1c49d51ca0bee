import type { SessionId } from '@rapport/domain'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Desk, keepPictures, openDesk } from './desk/open-desk.ts'
import { rowSaying } from './desk/row-saying.ts'
import { auditRows, openSettings } from './desk/settings-screen.ts'
import { soon } from './desk/soon.ts'
import type { Visitor } from './desk/visitor.ts'

let desk: Desk
let page: Page
let visitor: Visitor
let sessionId: SessionId

keepPictures(() => desk)
beforeAll(async () => {
  desk = await openDesk()
  page = (await desk.asAgent(desk.sue, 'supervisor')).page
  visitor = await desk.aVisitor()
  await visitor.open()
  await visitor.say('You will regret this')
  sessionId = (await rowSaying(desk.sue, 'You will regret this')).session.id
})
afterAll(() => desk?.close())

const panel = () => page.getByRole('region', { name: /^Session with / }).first()
const asked = () => page.getByRole('dialog', { name: 'Ban Visitor?' })
const toast = (words: string) => page.getByText(words)
const refusal = () =>
  visitor.panel.getByRole('alert').filter({ hasText: "You can't send messages here at the moment." })
const banRow = () => page.getByRole('table', { name: 'Bans' }).getByRole('row').filter({ hasText: 'Threats' })

async function openPanel(): Promise<void> {
  await page.goto(`${desk.lines.supervisor.origin}/sessions?session=${sessionId}`)
  await panel().getByRole('tab', { name: 'Transcript' }).waitFor()
}

async function ban(): Promise<void> {
  await panel().getByRole('button', { name: 'More', exact: true }).click()
  await page.getByRole('menuitem', { name: 'Ban contact' }).click()
  await asked().getByRole('textbox', { name: 'Reason' }).fill('Threats')
}

test('a ban from the panel asks for a reason, says what ends with it, and ends it for the visitor as well', async () => {
  await openPanel()
  await ban()
  await asked().getByText('1 live session ends with it.').waitFor()
  await asked().getByRole('button', { name: 'Ban contact' }).click()
  await toast('Visitor is banned. 1 session ended.').waitFor()
  await panel().getByRole('button', { name: 'Banned' }).waitFor()
  await panel().getByText('Ended', { exact: true }).first().waitFor()
  await visitor.log.getByText('This conversation has ended').waitFor()
})

test('the visitor who writes is told politely, and has no field to go on', async () => {
  await visitor.button('Start a new conversation').click()
  await visitor.say('Let me in')
  await refusal().waitFor()
  expect(await visitor.field.count()).toBe(0)
  await visitor.log.getByText('Let me in').waitFor()
})

test('who reloads is told again, and nothing of what they wrote reaches the desk', async () => {
  await visitor.page.reload()
  await visitor.launcher.click()
  await refusal().waitFor()
  expect(await visitor.field.count()).toBe(0)
  const { items } = await desk.owner.api.sessions.list({})
  expect(items.map(({ preview }) => preview)).toEqual(['You will regret this'])
})

test('Undo in what is said after a ban lets them write again', async () => {
  await panel().getByRole('button', { name: 'Banned' }).click()
  await page.getByRole('button', { name: 'Unban' }).click()
  await toast('Visitor can write again').waitFor()
  await openPanel()
  await ban()
  await asked().getByText('No live session ends with it.').waitFor()
  await asked().getByRole('button', { name: 'Ban contact' }).click()
  await toast('Visitor is banned. No session was live.').waitFor()
  await page.getByRole('button', { name: 'Undo' }).click()
  await toast('Visitor can write again').last().waitFor()
  await panel().getByRole('button', { name: 'Banned' }).waitFor({ state: 'detached' })
  await visitor.button('Try again').first().click()
  await rowSaying(desk.sue, 'Let me in')
})

test('a ban stands in Settings with its reason and how often it was tried, until somebody lifts it there', async () => {
  await openPanel()
  await ban()
  await asked().getByRole('button', { name: 'Ban contact' }).click()
  await toast('Visitor is banned. 1 session ended.').waitFor()
  await visitor.log.getByText('This conversation has ended').last().waitFor()
  await visitor.button('Start a new conversation').click()
  await visitor.say('And now?')
  await refusal().waitFor()

  await openSettings(page, 'bans')
  await banRow().getByText('Sue Supervisor').waitFor()
  await banRow().getByText('1', { exact: true }).waitFor()
  await banRow().getByRole('button', { name: 'Unban' }).click()
  const lifting = page.getByRole('dialog', { name: 'Let Visitor in again?' })
  await lifting.getByText(/^They have tried to write once, last /).waitFor()
  await lifting.getByRole('button', { name: 'Unban' }).click()
  await page.getByText('Nobody is banned').waitFor()
  await visitor.button('Try again').click()
  await rowSaying(desk.sue, 'And now?')
})

test('every ban and unban stands in the audit log with who did it', async () => {
  const { page: log } = await desk.asAgent(desk.owner, 'api')
  await expect
    .poll(async () => (await auditRows(log, 'contact.banned', 'Sue Supervisor')).count(), soon)
    .toBe(3)
  await expect
    .poll(async () => (await auditRows(log, 'contact.unbanned', 'Sue Supervisor')).count(), soon)
    .toBe(3)
  expect(desk.errors).toEqual([])
})
