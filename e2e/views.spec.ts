import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Desk, keepPictures, openDesk } from './desk/open-desk.ts'
import { openTill } from './desk/open-till.ts'
import { numbersByApi, type SessionsScreen, sessionsScreen } from './desk/sessions-screen.ts'
import { soon } from './desk/soon.ts'

let desk: Desk
let sue: SessionsScreen

keepPictures(() => desk)
beforeAll(async () => {
  desk = await openDesk()
  const till = await openTill(desk)
  for (const [name, text] of [
    ['Grace Hopper', 'A moth is in the relay'],
    ['Edsger Dijkstra', 'I have proved it wrong'],
    ['Barbara Liskov', 'May I substitute it?'],
  ] as const) {
    await till.ended(name, text)
  }
  const { session } = await till.says('Ada Lovelace', 'The engine weaves')
  await desk.ben.api.sessions.setPriority({ sessionId: session.id, priority: 'urgent' })
  await till.says('Alan Turing', 'Will it ever halt?')
  const { page } = await desk.asAgent(desk.sue, 'supervisor')
  sue = sessionsScreen(page, desk.lines.supervisor.origin)
  await sue.open()
})
afterAll(() => desk?.close())

const contacts = ['Ada Lovelace', 'Alan Turing', 'Barbara Liskov', 'Edsger Dijkstra', 'Grace Hopper']
/** The contacts of the rows shown, from the first row to the last. */
const shown = async ({ rows }: SessionsScreen) =>
  (await rows.allTextContents()).map((text) => contacts.find((name) => text.includes(name)))
const columns = async ({ page }: SessionsScreen) =>
  (await page.getByRole('columnheader').allTextContents()).filter((text) => text !== '')
const menu = (screen: SessionsScreen, item: string | RegExp) =>
  screen.page
    .getByRole('menuitem', { name: item })
    .or(screen.page.getByRole('menuitemcheckbox', { name: item }))
    .click()

test('a filter with an order is saved as a view for everyone, and its address shows an agent the same rows', async () => {
  await sue.header('Status').hover()
  await sue.button('Filter by Status').click()
  await sue.page.getByRole('checkbox', { name: 'Ended' }).click()
  await sue.page.keyboard.press('Escape')
  await sue.header('Contact').getByRole('button', { name: 'Contact', exact: true }).click()
  await expect.poll(() => shown(sue), soon).toEqual(['Grace Hopper', 'Edsger Dijkstra', 'Barbara Liskov'])
  await sue.button('Save view').click()
  const dialog = sue.page.getByRole('dialog', { name: 'Save as a new view' })
  await dialog.getByRole('textbox', { name: 'Name' }).fill('Done, by name')
  await dialog.getByRole('combobox', { name: 'Who sees it' }).click()
  await sue.page.getByRole('option', { name: 'Everyone' }).click()
  await dialog.getByRole('button', { name: 'Save view' }).click()
  await sue.page.getByText('Saved: Done, by name').first().waitFor()
  await sue.button('Views: Done, by name').waitFor()

  const { page } = await desk.asAgent(desk.ben, 'colleague')
  const ben = sessionsScreen(page, desk.lines.colleague.origin)
  const { pathname, search } = new URL(sue.page.url())
  await ben.page.goto(desk.lines.colleague.origin + pathname + search)
  await ben.button('Views: Done, by name').waitFor()
  await expect.poll(() => shown(ben), soon).toEqual(await shown(sue))
  await ben.page.getByRole('button', { name: 'Views: Done, by name' }).click()
  await ben.page.getByRole('menuitemcheckbox', { name: 'Done, by name' }).waitFor()
  expect(await ben.page.getByRole('menuitem', { name: 'Delete…' }).count()).toBe(0)
  await ben.page.context().close()
})

test('what differs from the view says so: Reset brings the view back, Save keeps the difference', async () => {
  const { page } = sue
  await page.getByRole('button', { name: /^Remove the filter Status/ }).click()
  await page.getByText('edited', { exact: true }).waitFor()
  await sue.button('Reset').click()
  await sue.button('Change the filter Status Ended').waitFor()
  await expect.poll(() => page.getByText('edited', { exact: true }).count(), soon).toBe(0)

  await page.getByRole('button', { name: /^Remove the filter Status/ }).click()
  await sue.button('Save view').click()
  await expect.poll(() => page.getByText('edited', { exact: true }).count(), soon).toBe(0)
  await page.goto(`${desk.lines.supervisor.origin}/sessions`)
  await page.getByRole('button', { name: /^Views: / }).click()
  await menu(sue, /^Done, by name/)
  await expect.poll(() => shown(sue), soon).toEqual(contacts.toReversed())
})

test("Enter on a column's header sorts by it on the server, largest first, then smallest first, and the focus stays", async () => {
  await sue.open()
  const ofApi = async () => {
    const { items } = await desk.sue.api.sessions.list(sue.asked())
    return items.map(({ contact }) => contact.name)
  }
  await sue.header('Duration').getByRole('button', { name: 'Duration', exact: true }).focus()
  for (const direction of ['descending', 'ascending']) {
    await sue.page.keyboard.press('Enter')
    await expect.poll(() => sue.header('Duration').getAttribute('aria-sort'), soon).toBe(direction)
    expect(sue.asked().sort).toBe('duration')
    await expect.poll(() => shown(sue), soon).toEqual(await ofApi())
  }
  expect((await ofApi()).at(-1)).toBe('Ada Lovelace')
  await sue.page.getByRole('button', { name: /^Sort: / }).click()
  await menu(sue, 'Priority')
  await expect.poll(async () => (await shown(sue))[0], soon).toBe('Ada Lovelace')
})

test('columns are chosen, moved with the arrow keys and widened, and are so after a reload and in another browser', async () => {
  const { page } = sue
  await sue.open()
  await sue.button('Columns').click()
  await page.getByRole('checkbox', { name: 'Session ID', exact: true }).click()
  await page.getByRole('checkbox', { name: 'Rating', exact: true }).click()
  const grip = page.getByRole('button', { name: /^Move Session ID\./ })
  await grip.focus()
  for (let press = 0; press < 7; press++) await page.keyboard.press('ArrowUp')
  await page.getByText(/^Session ID is now number 2 of 9$/).waitFor({ state: 'attached' })
  await page.keyboard.press('Escape')
  const expected = [
    ...['Contact', 'Session ID', 'Summary', 'Status', 'Agent'],
    ...['Tags', 'Started', 'Duration', 'First response'],
  ]
  await expect.poll(() => columns(sue), soon).toEqual(expected)

  const edge = page.getByRole('separator', { name: 'Resize Agent' })
  const before = Number(await edge.getAttribute('aria-valuenow'))
  await edge.focus()
  for (let press = 0; press < 3; press++) await page.keyboard.press('ArrowRight')
  await expect.poll(() => edge.getAttribute('aria-valuenow'), soon).toBe(String(before + 48))
  await expect
    .poll(async () => {
      const { values } = await desk.sue.api.preferences.list({})
      return JSON.stringify(values['sessions.columns'] ?? null).includes(String(before + 48))
    }, soon)
    .toBe(true)

  await page.reload()
  await expect.poll(() => columns(sue), soon).toEqual(expected)
  const elsewhere = sessionsScreen((await desk.asAgent(desk.sue, 'agent')).page, desk.lines.agent.origin)
  await elsewhere.open()
  await expect.poll(() => columns(elsewhere), soon).toEqual(expected)
  const same = elsewhere.page.getByRole('separator', { name: 'Resize Agent' })
  expect(await same.getAttribute('aria-valuenow')).toBe(String(before + 48))
  await elsewhere.page.context().close()
})

test('Live shows what goes on, History what is over, and both are those the API answers', async () => {
  await sue.open()
  await sue.button('Live').click()
  await expect.poll(() => sue.numbers(), soon).toHaveLength(2)
  expect(await sue.numbers()).toEqual(await numbersByApi(desk.sue, { filter: 'state:none(ended)' }))
  await sue.button('History').click()
  await expect.poll(() => sue.numbers(), soon).toHaveLength(3)
  expect(await sue.numbers()).toEqual(await numbersByApi(desk.sue, { list: 'ended' }))
})

test('the timeline has a card for every session under its day, and says where it ends', async () => {
  await sue.open()
  await sue.button('Timeline').click()
  const cards = sue.page.getByRole('listitem').filter({ has: sue.page.getByRole('article') })
  await expect.poll(() => cards.count(), soon).toBe(5)
  expect(await cards.first().textContent()).toContain('Will it ever halt?')
  await sue.page.getByRole('heading', { name: /^Today/ }).waitFor()
  await sue.page.getByText("You've reached the end of the sessions.", { exact: true }).waitFor()
  await sue.page.getByRole('button', { name: 'Grace Hopper' }).click()
  await sue.panel.getByText('A moth is in the relay').first().waitFor()
  expect(desk.errors).toEqual([])
})
