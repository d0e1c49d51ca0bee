import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { AgentScreen } from './desk/agent-screen.ts'
import { type Desk, keepPictures, openDesk } from './desk/open-desk.ts'
import { rowSaying } from './desk/row-saying.ts'
import { openSettings } from './desk/settings-screen.ts'
import { soon } from './desk/soon.ts'
import type { Visitor } from './desk/visitor.ts'

let desk: Desk
let admin: Page
let ana: AgentScreen
let visitor: Visitor

keepPictures(() => desk)
beforeAll(async () => {
  desk = await openDesk()
  admin = (await desk.asAgent(desk.owner, 'supervisor')).page
  visitor = await desk.aVisitor()
  await visitor.open()
})
afterAll(() => desk?.close())

const press = (name: string) => admin.getByRole('button', { name, exact: true }).click()
const tags = () => admin.getByRole('tree', { name: 'Session tags' }).getByRole('treeitem')
const tag = (name: string) => tags().filter({ has: admin.locator(`[data-name="${name}"]`) })
const names = async () => (await desk.ana.api.tags.list({})).items.map(({ name }) => name)

async function makeTag(name: string, colour: string): Promise<void> {
  await press('New tag')
  await admin.getByRole('textbox', { name: 'Name' }).fill(name)
  await admin.getByRole('radio', { name: colour }).check({ force: true })
  await press('Make tag')
  await tag(name).waitFor()
}

/** A session of the visitor's that the agent has, open in the inbox. */
async function openTalk(words: string): Promise<void> {
  await visitor.say(words)
  const { session } = await rowSaying(desk.ana, words)
  await desk.ana.api.sessions.take({ sessionId: session.id })
  await ana.page.goto(`${desk.lines.agent.origin}/inbox/active/${session.conversationId}`)
  await ana.composer.waitFor()
}

const confirmEnd = () => ana.dialog.getByRole('button', { name: 'End session' })

test('an admin makes tags, renames and recolours one, and puts them in order with Alt and an arrow', async () => {
  await openSettings(admin, 'tags')
  await admin.getByText('No session tags yet').waitFor()
  await makeTag('Refund', 'Green')
  await makeTag('Delivery', 'Blue')
  await tag('Delivery').press('Enter')
  await admin.getByRole('textbox', { name: 'Name' }).fill('Parcel')
  await admin.getByRole('radio', { name: 'Violet' }).check({ force: true })
  await press('Save')
  await tag('Parcel').press('Alt+ArrowUp')
  await expect.poll(() => tags().first().textContent(), soon).toMatch(/^Parcel/)
  await expect.poll(names, soon).toEqual(['Parcel', 'Refund'])
  const { items } = await desk.ana.api.tags.list({})
  expect(items[0]?.colour).toBe('violet')
})

test('deleting a tag says first how many sessions carry it, and takes it off them', async () => {
  await visitor.say('I want my money back')
  const { session } = await rowSaying(desk.ana, 'I want my money back')
  const { items } = await desk.ana.api.tags.list({})
  const tagIds = items.map(({ id }) => id)
  await desk.ana.api.sessions.changeTags({ sessionId: session.id, add: tagIds })
  await press('What to do with Refund')
  await admin.getByRole('menuitem', { name: 'Delete…' }).click()
  const asked = admin.getByRole('dialog', { name: 'Delete the tag Refund?' })
  await asked.getByText('1 session carries it.').waitFor()
  await asked.getByRole('button', { name: 'Delete tag' }).click()
  await admin.getByText('The tag Refund is deleted').waitFor()
  await expect.poll(() => tags().count(), soon).toBe(1)
  const left = async () => (await desk.ana.api.sessions.get({ sessionId: session.id })).row.session.tagIds
  await expect.poll(left, soon).toEqual(tagIds.slice(0, 1))
  await desk.owner.api.sessions.end({ sessionId: session.id })
})

test('a field that is required on end is asked for when a session is ended, and then it ends', async () => {
  await openSettings(admin, 'fields')
  await press('New field')
  await admin.getByRole('textbox', { name: 'Name' }).fill('Reason for contact')
  await admin.getByRole('combobox', { name: 'Kind' }).click()
  await admin.getByRole('option', { name: 'Choice', exact: true }).click()
  await admin.getByRole('textbox', { name: 'Choices' }).fill('Question\nComplaint')
  await admin.getByRole('checkbox', { name: 'Agents fill it in before they end a session' }).click()
  await press('Make field')
  await admin.getByText('Required on end').waitFor()

  ana = await desk.asAgent(desk.ana, 'agent')
  await visitor.button('Start a new conversation').click()
  await openTalk('Where is it?')
  await ana.button('End session').click()
  await confirmEnd().click()
  await ana.dialog.getByText('Still needed: Reason for contact').waitFor()
  await ana.dialog.getByRole('combobox', { name: 'Reason for contact' }).click()
  await ana.page.getByRole('option', { name: 'Complaint' }).click()
  await confirmEnd().click()
  await ana.dialog.waitFor({ state: 'detached' })
  await ana.page.getByText(/^This session has ended\./).waitFor()
  const row = await rowSaying(desk.ana, 'Where is it?')
  expect(Object.values(row.fields)).toEqual(['Complaint'])
})

test('an outcome that is required is asked for at once, out of the words of the workspace', async () => {
  await openSettings(admin, 'workspace')
  await admin.getByRole('textbox', { name: 'Outcomes' }).fill('Solved\nSpam')
  await admin
    .getByRole('checkbox', { name: 'An agent says what came of it before a session is ended' })
    .click()
  await press('Save')
  await admin.getByText('Saved').first().waitFor()
  await ana.page.reload()
  await visitor.button('Start a new conversation').click()
  await openTalk('Buy my watches')
  await ana.button('End session').click()
  await ana.dialog.getByText('Still needed: Outcome').waitFor()
  expect(await confirmEnd().isEnabled()).toBe(false)
  await ana.dialog.getByRole('combobox', { name: 'Outcome' }).click()
  await ana.page.getByRole('option', { name: 'Spam' }).click()
  await confirmEnd().click()
  await ana.dialog.getByText('Still needed: Reason for contact').waitFor()
  await ana.dialog.getByRole('combobox', { name: 'Reason for contact' }).click()
  await ana.page.getByRole('option', { name: 'Question' }).click()
  await confirmEnd().click()
  await ana.page.getByText(/^This session has ended\./).waitFor()
  expect((await rowSaying(desk.ana, 'Buy my watches')).session).toMatchObject({
    state: 'ended',
    outcome: 'Spam',
  })
  expect(desk.errors).toEqual([])
})
