import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { expectBroughtTo } from './desk/brought-to.ts'
import { type Desk, keepPictures, openDesk } from './desk/open-desk.ts'
import { rowSaying } from './desk/row-saying.ts'
import { openSettings } from './desk/settings-screen.ts'
import { soon } from './desk/soon.ts'
import type { Visitor } from './desk/visitor.ts'

let desk: Desk
let settings: Page
let table: Page
let visitor: Visitor

const threat = 'Then my LAWYERS will write to you'

keepPictures(() => desk)
beforeAll(async () => {
  desk = await openDesk()
  settings = (await desk.asAgent(desk.sue, 'supervisor')).page
  table = (await desk.asAgent(desk.sue, 'colleague')).page
  visitor = await desk.aVisitor()
  await visitor.open()
  await visitor.say('Good morning')
  await rowSaying(desk.sue, 'Good morning')
})
afterAll(() => desk?.close())

const rows = () => table.getByRole('table', { name: 'Sessions' }).getByRole('row')
const words = () => settings.getByRole('list', { name: 'Watch-words' }).getByRole('listitem')

test('a supervisor adds words, one a line, and sees that they were not found yet', async () => {
  await openSettings(settings, 'watch-words')
  await settings.getByText('No words are watched for').waitFor()
  await settings.getByRole('button', { name: 'Add words' }).first().click()
  await settings.getByRole('textbox', { name: 'Words' }).fill('lawyer\nto leave')
  await settings.getByRole('button', { name: 'Add 2 words' }).click()
  await expect.poll(() => words().count(), soon).toBe(2)
  await words().filter({ hasText: 'lawyer' }).getByText('not in 30 days').waitFor()
})

test('a session in which one is written is flagged at once in a table that filters and shows them', async () => {
  await table.goto(
    `${desk.lines.colleague.origin}/sessions?filter=${encodeURIComponent('watchHits:at_least(1)')}`,
  )
  await table.getByRole('button', { name: 'Change the filter Watch-words at least 1' }).waitFor()
  await table.getByText('No sessions match these filters').waitFor()
  await visitor.say(threat)
  const arrived = table.getByRole('button', { name: /^1 new session/ })
  await arrived
    .or(rows().filter({ hasText: threat }))
    .first()
    .waitFor()
  if (await arrived.isVisible()) await arrived.click()
  await rows().filter({ hasText: threat }).waitFor()

  await table.getByRole('button', { name: 'Columns' }).click()
  await table.getByRole('searchbox', { name: 'Find a column' }).fill('watch')
  await table.getByRole('checkbox', { name: 'Watch-words' }).click()
  await table.keyboard.press('Escape')
  await table.getByRole('columnheader', { name: /^Watch-words/ }).waitFor()
  await rows().filter({ hasText: threat }).getByText('1', { exact: true }).waitFor()
})

test('its message is marked in the transcript', async () => {
  await rows().filter({ hasText: threat }).click()
  const panel = table.getByRole('region', { name: /^Session with / }).first()
  const said = panel.getByRole('listitem').filter({ hasText: threat })
  await said.getByText('Watch-word', { exact: true }).waitFor()
  const greeting = panel.getByRole('listitem').filter({ hasText: 'Good morning' })
  expect(await greeting.getByText('Watch-word').count()).toBe(0)
})

test('Found lists it with the word, counts it, and opens it at the message', async () => {
  await settings.getByRole('tab', { name: 'Found' }).click()
  const hit = settings.getByRole('table', { name: 'Found' }).getByRole('row').filter({ hasText: threat })
  await hit.getByText('lawyer', { exact: true }).waitFor()
  await hit.click()
  await settings.waitForURL(/\/sessions\/[\w-]+\?message=/)
  await expectBroughtTo(settings.getByRole('list', { name: /^Conversation with / }).getByText(threat))
  await openSettings(settings, 'watch-words')
  await words().filter({ hasText: 'lawyer' }).getByText('once in 30 days').waitFor()
})

test('a word that is removed can be had back, and is looked for no more when it is not', async () => {
  await settings.getByRole('button', { name: 'Remove to leave' }).click()
  await settings.getByText('to leave is no longer watched for').waitFor()
  await expect.poll(() => words().count(), soon).toBe(1)
  await settings.getByRole('button', { name: 'Undo' }).click()
  await expect.poll(() => words().count(), soon).toBe(2)
  await settings.getByRole('button', { name: 'Remove lawyer' }).click()
  await expect.poll(() => words().count(), soon).toBe(1)
  await visitor.say('My lawyer wants me to leave')
  const hits = async () => (await desk.sue.api.watchWords.hits({})).items.map(({ words: found }) => found)
  await expect.poll(hits, soon).toEqual([['to leave'], ['lawyer']])
  expect(desk.errors).toEqual([])
})
