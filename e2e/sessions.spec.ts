import { afterAll, beforeAll, expect, test } from 'vitest'
import type { AgentScreen } from './desk/agent-screen.ts'
import { type Desk, keepPictures, openDesk } from './desk/open-desk.ts'
import { soon } from './desk/soon.ts'
import type { Visitor } from './desk/visitor.ts'

let desk: Desk
let ana: AgentScreen
let sue: AgentScreen
let visitor: Visitor

keepPictures(() => desk)
beforeAll(async () => {
  desk = await openDesk()
  ana = await desk.asAgent(desk.ana, 'agent')
  sue = await desk.asAgent(desk.sue, 'supervisor')
  await sue.page.goto(`${desk.lines.supervisor.origin}/sessions`)
  visitor = await desk.aVisitor()
  await visitor.open()
})
afterAll(() => desk?.close())

const rows = () => sue.page.getByRole('table', { name: 'Sessions' }).getByRole('row')
const row = (words: string) => rows().filter({ hasText: words })
const panel = () => sue.page.getByRole('region', { name: 'Session with Visitor' }).first()
const tab = (name: string) => panel().getByRole('tab', { name })

test('a session stands in the table as soon as it begins, and its row follows what happens', async () => {
  await visitor.say('Where is my parcel?')
  await row('Where is my parcel?').waitFor()
  await row('Unassigned').waitFor()
  await ana.openList('Unassigned')
  await ana.card('Where is my parcel?').click()
  await ana.reply('On its way')
  await row('On its way').getByText('Assigned').waitFor()
  await row('Ana Agent').waitFor()
})

test('an end asks first, is shown to both, and leaves the talk where it is', async () => {
  await ana.button('End session').click()
  await ana.dialog.getByText('The next message of this contact starts a new session.').waitFor()
  await ana.dialog.getByRole('button', { name: 'Cancel' }).click()
  await ana.dialog.waitFor({ state: 'detached' })
  await ana.composer.waitFor()

  await ana.button('End session').click()
  await ana.dialog.getByRole('button', { name: 'End session' }).click()
  await ana.page.getByText(/^This session has ended\./).waitFor()
  await visitor.log.getByText('This conversation has ended').waitFor()
  await row('On its way').getByText('Ended').waitFor()
})

test('the next message starts a new session in the same conversation: a divider in the thread, a row in the table', async () => {
  await visitor.button('Start a new conversation').click()
  await visitor.say('It has not come')
  await ana.thread.getByText('It has not come').waitFor()
  expect(await ana.thread.getByText(/^Session #\d+ · today/).count()).toBe(2)
  await ana.thread.getByText('Where is my parcel?').waitFor()
  await visitor.log.getByText('Where is my parcel?').waitFor()

  // New rows wait to be asked for while somebody reads.
  const arrived = sue.page.getByRole('button', { name: /^1 new session/ })
  await arrived.or(row('It has not come')).first().waitFor()
  if (await arrived.isVisible()) await arrived.click()
  await row('It has not come').waitFor()
  await expect.poll(() => rows().count(), soon).toBe(3)
})

test('a row opens a panel with Transcript, Details and Routing, and reading there takes nothing', async () => {
  await row('On its way').click()
  await panel().getByText('Where is my parcel?').first().waitFor()
  expect(await panel().getByText('It has not come').count()).toBe(0)
  await tab('Details').click()
  await panel().getByText('By the contact').waitFor()
  await panel()
    .getByText(/First response/)
    .first()
    .waitFor()
  await tab('Routing').click()
  await panel().getByText('Started, and waited for an agent').waitFor()
  await panel()
    .getByText(/^Taken by Ana Agent on opening/)
    .waitFor()
  await panel()
    .getByText(/^Ended by Ana Agent/)
    .waitFor()
  const { items } = await desk.owner.api.sessions.list({ list: 'unassigned' })
  expect(items.map(({ preview }) => preview)).toEqual(['It has not come'])
})

test('the address holds the session and the tab, so that a reload and a link show the same', async () => {
  const address = sue.page.url()
  expect(address).toMatch(/session=.*tab=routing|tab=routing.*session=/)
  await sue.page.reload()
  await panel().getByText('Started, and waited for an agent').waitFor()
  expect(await tab('Routing').getAttribute('aria-selected')).toBe('true')

  const another = await desk.asAgent(desk.owner, 'supervisor')
  await another.page.goto(address)
  await another.page.getByText('Started, and waited for an agent').waitFor()
  await sue.page.keyboard.press('Escape')
  await panel().waitFor({ state: 'detached' })
  expect(desk.errors).toEqual([])
})
