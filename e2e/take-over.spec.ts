import type { TakeMode } from '@rapport/domain'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import type { AgentScreen } from './desk/agent-screen.ts'
import { type Desk, keepPictures, openDesk } from './desk/open-desk.ts'
import { soon } from './desk/soon.ts'
import type { Visitor } from './desk/visitor.ts'

let desk: Desk
let ana: AgentScreen
let ben: AgentScreen
let sue: AgentScreen
let visitor: Visitor

keepPictures(() => desk)
beforeAll(async () => {
  desk = await openDesk()
  ana = await desk.asAgent(desk.ana, 'agent')
  ben = await desk.asAgent(desk.ben, 'colleague')
  sue = await desk.asAgent(desk.sue, 'supervisor')
})
afterAll(() => desk?.close())

let question = ''
let asked = 0
beforeEach(async () => {
  asked += 1
  question = `Question number ${asked}`
  visitor = await desk.aVisitor()
  await visitor.open()
  await visitor.say(question)
  for (const screen of [ana, ben, sue]) {
    await screen.openList('Unassigned')
    await screen.card(question).waitFor()
  }
})

const setTakeMode = async (takeMode: TakeMode) => {
  const { name, settings } = await desk.owner.api.workspaces.get({})
  await desk.owner.api.workspaces.change({ name, settings: { ...settings, takeMode } })
}

const holder = async () => {
  const { items } = await desk.owner.api.sessions.list({ list: 'active' })
  return items.find(({ preview }) => preview === question)?.agentName ?? null
}

test('opening from Unassigned takes the session, says so, and Undo puts it back', async () => {
  await ana.card(question).click()
  await ana.page.getByText('You took this session').waitFor()
  await expect.poll(holder, soon).toBe('Ana Agent')
  await ana.button('Undo').click()
  await ana.page.getByText('The session is back in Unassigned').waitFor()
  expect(await holder()).toBe(null)
  await ben.card(question).waitFor()
})

test('of two agents with a session open, the second sees within a second that the first took it, and cannot answer', async () => {
  const { items } = await desk.owner.api.sessions.list({ list: 'unassigned' })
  const row = items.find(({ preview }) => preview === question)
  const address = `/inbox/unassigned/${row?.session.conversationId}`
  for (const [screen, line] of [
    [ana, desk.lines.agent],
    [ben, desk.lines.colleague],
  ] as const) {
    await screen.page.goto(line.origin + address)
    await screen.thread.getByText(question).waitFor()
    await screen.composer.waitFor()
  }
  // Read in the page, so that the time is the screen's own and not the test's.
  const seen = ben.page
    .getByText('Ana Agent has this session.')
    .waitFor()
    .then(() => Date.now())
  const taken = ana.page
    .waitForResponse((response) => response.url().endsWith('/take'))
    .then(() => Date.now())
  await ana.button('Take').click()
  expect((await seen) - (await taken)).toBeLessThanOrEqual(1000)
  expect(await ben.composer.count()).toBe(0)
  expect(await ben.button('Take').count()).toBe(0)
  await ana.reply('I will help you')
  await ben.thread.getByText('I will help you').waitFor()
})

test('a transfer to a colleague brings them the session with the note, and nobody else', async () => {
  await ana.card(question).click()
  await ana.composer.waitFor()
  await ana.button('Transfer').click()
  await ana.dialog.getByRole('combobox', { name: 'To' }).click()
  await ana.page.getByRole('option', { name: 'Ben Agent' }).click()
  await ana.dialog.getByRole('textbox', { name: /^Note for whoever receives it/ }).fill('Speaks Czech')
  await ana.dialog.getByRole('button', { name: 'Transfer' }).click()
  await ana.dialog.waitFor({ state: 'detached' })
  await ana.page.getByText('Ben Agent has this session.').waitFor()

  await ben.openList('Mine')
  await ben.card(question).click()
  await ben.thread.getByText('Speaks Czech').waitFor()
  await ben.reply('Dobrý den')
  await visitor.log.getByText('Dobrý den').waitFor()
  expect(await visitor.log.getByText('Speaks Czech').count()).toBe(0)
})

test("a supervisor's reading takes nothing, in the Inbox or in Sessions", async () => {
  await sue.card(question).click()
  await sue.thread.getByText(question).waitFor()
  await sue.page.goto(`${desk.lines.supervisor.origin}/sessions`)
  await sue.page.getByRole('row').filter({ hasText: question }).click()
  await sue.page.getByRole('region', { name: 'Session with Visitor' }).getByText(question).first().waitFor()
  expect(await holder()).toBe(null)
  await sue.page.goto(`${desk.lines.supervisor.origin}/inbox`)
})

test('where replying takes, opening takes nothing and the first reply does', async () => {
  await setTakeMode('reply')
  await ana.page.reload()
  await ana.card(question).click()
  await ana.page.getByText('Your reply takes the session').waitFor()
  expect(await holder()).toBe(null)
  await ana.reply('Good morning')
  await visitor.log.getByText('Good morning').waitFor()
  await ana.thread.getByText(/^Taken by You/i).waitFor()
})

test('where a button takes, nobody can reply before they press it', async () => {
  await setTakeMode('take')
  await ana.page.reload()
  await ana.card(question).click()
  await ana.page.getByText('Nobody has this session yet. Take it to reply.').waitFor()
  expect(await ana.composer.count()).toBe(0)
  await ana.button('Take').first().click()
  await ana.composer.waitFor()
  expect(await holder()).toBe('Ana Agent')
  expect(desk.errors).toEqual([])
})
