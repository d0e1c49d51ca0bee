import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { lookClean } from './desk/look-clean.ts'
import { type Desk, keepPictures, openDesk } from './desk/open-desk.ts'
import { openTill, type Till } from './desk/open-till.ts'
import { type SessionsScreen, sessionsScreen } from './desk/sessions-screen.ts'
import { soon } from './desk/soon.ts'

let desk: Desk
let till: Till
let sue: SessionsScreen
let ana: SessionsScreen

const told = 'My red kettle arrived broken, this is terrible.'
const byHand = 'Kettle broken on arrival; a samovar was sent instead.'
const { expectClean, conclude } = lookClean()

keepPictures(() => desk)
beforeAll(async () => {
  desk = await openDesk()
  till = await openTill(desk)
  await desk.owner.api.tags.create({ name: 'Kettle', colour: 'blue', scope: 'session', parentId: null })
  const shown = ['contact', 'summary', 'state', 'sentiment', 'tag', 'started']
  for (const { api } of [desk.sue, desk.ana])
    await api.preferences.set({ key: 'sessions.columns', value: { shown, widths: {} } })
  const screen = async (person: 'sue' | 'ana', line: 'supervisor' | 'agent') =>
    sessionsScreen((await desk.asAgent(desk[person], line)).page, desk.lines[line].origin)
  ;[sue, ana] = await Promise.all([screen('sue', 'supervisor'), screen('ana', 'agent')])
})
afterAll(() => desk?.close())

const graces = ({ row }: SessionsScreen) => row('Grace Hopper')
const section = ({ page, panel }: SessionsScreen, name: string) =>
  panel.locator('section').filter({ has: page.getByRole('heading', { name, exact: true }) })
const summary = (screen: SessionsScreen) => section(screen, 'Summary')
const editor = ({ panel }: SessionsScreen) => panel.getByRole('textbox', { name: 'Summary' })
const press = ({ page }: SessionsScreen, name: string) =>
  page.getByRole('button', { name, exact: true }).click()
/** A mark that a reload would wipe away. */
const markPage = (page: Page) => page.evaluate(() => document.body.setAttribute('data-never-reloaded', ''))
const isSamePage = (page: Page) => page.evaluate(() => document.body.hasAttribute('data-never-reloaded'))

test('a talk that ends is told by itself, with its mood, in every open row and in the open panel', async () => {
  await till.says('Grace Hopper', told)
  await till.says('Grace Hopper', 'Hello?')
  await Promise.all([sue.open(), ana.open()])
  await graces(sue).getByText('Hello?').click()
  await sue.tab('Details').click()
  await summary(sue).getByText('Summarised when the session ends.').waitFor()
  await graces(ana).getByText('Hello?').waitFor()
  await Promise.all([markPage(sue.page), markPage(ana.page)])

  const [row] = (await desk.ana.api.sessions.list({ filter: 'contactName:contains(Grace)', limit: 1 })).items
  if (!row) throw new Error('Grace was not heard')
  const { id: sessionId } = row.session
  await desk.ana.api.sessions.take({ sessionId })
  const from = Date.now()
  await desk.ana.api.sessions.end({ sessionId })
  await summary(sue).getByText(told).waitFor()
  console.log(`summary shown_after_ms=${Date.now() - from}`)
  await summary(sue).getByText('Taken from the messages · Rapport').waitFor()
  await section(sue, 'Mood of the contact').getByRole('paragraph').getByText('Negative').waitFor()
  for (const screen of [sue, ana]) {
    await graces(screen).getByText(told).waitFor()
    await graces(screen).getByText('Negative', { exact: true }).waitFor()
    expect(await isSamePage(screen.page)).toBe(true)
  }
  await expectClean('summary', sue.page)
})

test('better words are written where the summary stands, kept by the keyboard, and left as they were by Escape', async () => {
  await press(sue, 'Edit the summary')
  await expect.poll(() => editor(sue).inputValue(), soon).toBe(told)
  await expectClean('summary editor', sue.page)
  await editor(sue).fill('Never mind')
  await sue.page.keyboard.press('Escape')
  await editor(sue).waitFor({ state: 'detached' })
  await summary(sue).getByText(told).waitFor()

  await graces(ana).click()
  await ana.tab('Details').click()
  await summary(ana).getByText(told).waitFor()
  await press(sue, 'Edit the summary')
  await editor(sue).fill(byHand)
  await sue.page.keyboard.press('Control+Enter')
  await editor(sue).waitFor({ state: 'detached' })
  await summary(sue).getByText('Written by Sue Supervisor').waitFor()
  for (const screen of [sue, ana]) {
    await graces(screen).getByText(byHand).waitFor()
    await summary(screen).getByText(byHand).waitFor()
    expect(await isSamePage(screen.page)).toBe(true)
  }
})

test('what somebody wrote is replaced only when that is said twice, and comes back by one press', async () => {
  await press(ana, 'Make it anew')
  const question = ana.page.getByRole('dialog', {
    name: 'Replace the summary that was written by hand?',
  })
  await question.getByText(/^Sue Supervisor wrote it\./).waitFor()
  await expectClean('summary question', ana.page)
  await question.getByRole('button', { name: 'Cancel' }).click()
  await summary(ana).getByText(byHand).waitFor()

  await press(ana, 'Make it anew')
  await question.getByRole('button', { name: 'Replace' }).click()
  for (const screen of [ana, sue]) {
    await summary(screen).getByText(told).waitFor()
    await graces(screen).getByText(told).waitFor()
  }
  await press(ana, 'Undo')
  for (const screen of [ana, sue]) {
    await summary(screen).getByText(byHand).waitFor()
    await graces(screen).getByText(byHand).waitFor()
  }
})

test('a tag that the words suggest is taken with one press, and is offered no more', async () => {
  const offered = summary(ana).getByRole('button', { name: 'Add the tag Kettle' })
  await press(ana, 'Make it anew')
  await ana.page.getByRole('dialog').getByRole('button', { name: 'Replace' }).click()
  await offered.click()
  await offered.waitFor({ state: 'detached' })
  for (const screen of [ana, sue]) await graces(screen).getByText('Kettle', { exact: true }).waitFor()
  await press(sue, 'Edit the summary')
  await editor(sue).fill(byHand)
  await sue.page.keyboard.press('Control+Enter')
  await summary(ana).getByText(byHand).waitFor()
})

test('a session is found by a word of its summary alone', async () => {
  const { page } = sue
  await page.keyboard.press('Escape')
  await page.keyboard.press('/')
  await page.getByRole('combobox', { name: 'Search sessions and messages' }).waitFor()
  await page.keyboard.type('samovar')
  await page.getByRole('option').filter({ hasText: 'Grace Hopper' }).first().waitFor()
  await page.keyboard.press('Escape')
})

test('sessions are kept apart by what their summary says and by how their contacts felt', async () => {
  await till.ended('Ada Lovelace', 'The engine weaves flowers, it is wonderful and I love it, thank you!')
  const rowOf = (name: string) => sue.row(name)
  await sue.open({ filter: 'summary:contains(SAMOVAR)' })
  await graces(sue).waitFor()
  expect(await rowOf('Ada Lovelace').count()).toBe(0)
  await sue.button(/^Change the filter Summary contains “SAMOVAR”/).waitFor()

  await sue.open({ filter: 'sentiment:any(positive)' })
  await rowOf('Ada Lovelace').waitFor()
  expect(await graces(sue).count()).toBe(0)
  await sue.button('Change the filter Sentiment Positive').click()
  await sue.page.getByRole('checkbox', { name: 'Negative', exact: true }).click()
  await sue.page.keyboard.press('Escape')
  await graces(sue).waitFor()
  expect(sue.asked().filter).toBe('sentiment:any(positive,negative)')
  expect(desk.errors).toEqual([])
})

test('on every screen of summaries, in light and dark, axe finds nothing serious or critical', () => {
  conclude(5)
})
