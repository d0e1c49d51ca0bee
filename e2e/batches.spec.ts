import type { SessionRow } from '@rapport/contract/light'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { type Desk, keepPictures, openDesk } from './desk/open-desk.ts'
import { openTill, type Till } from './desk/open-till.ts'
import { type SessionsScreen, sessionsScreen } from './desk/sessions-screen.ts'
import { soon } from './desk/soon.ts'

let desk: Desk
let till: Till
let screen: SessionsScreen
let over: SessionRow
const callers = 110

keepPictures(() => desk)
beforeAll(async () => {
  desk = await openDesk()
  till = await openTill(desk)
  await desk.owner.api.tags.create({ scope: 'session', name: 'Refund', colour: 'red' })
  over = await till.ended('Grace Hopper', 'A moth is in the relay')
  // More than two pages of them, so that a page is not all that match.
  await till.callers(callers)
  // Who may delete may do the rest as well.
  const { page } = await desk.asAgent(desk.owner, 'supervisor')
  screen = sessionsScreen(page, desk.lines.supervisor.origin)
  await screen.open()
})
afterAll(() => desk?.close())
beforeEach(async () => {
  await screen.open()
  await screen.row('Question 110').waitFor()
})

const bar = () => screen.page.getByRole('toolbar', { name: 'Chosen sessions' })
const tray = () => screen.page.getByRole('region', { name: 'Work on many sessions' })
const dialog = (name: string | RegExp) => screen.page.getByRole('dialog', { name })
const putAside = async () => {
  await tray().getByRole('button', { name: 'Put aside' }).last().click()
}
const count = async (filter: string) => (await desk.sue.api.sessions.count({ filter })).count
const box = (words: string | RegExp) => screen.row(words).getByRole('checkbox', { name: 'Select row' })

test('x chooses a row, Shift and a press those up to another; Escape lets go of them', async () => {
  await screen.page.keyboard.press('j')
  await screen.page.keyboard.press('x')
  await bar().getByText('1 selected').waitFor()
  await screen.rows
    .nth(5)
    .getByRole('checkbox', { name: 'Select row' })
    .click({ modifiers: ['Shift'] })
  await bar().getByText('6 selected').waitFor()
  await screen.page.keyboard.press('Escape')
  await bar().waitFor({ state: 'detached' })
  expect(await screen.page.getByRole('checkbox', { checked: true }).count()).toBe(0)
})

test('in another order the chosen stay chosen, and those no longer in sight are spoken of', async () => {
  await box(/Question 99(?!\d)/).click()
  const contact = screen.header('Contact')
  for (const direction of ['descending', 'ascending']) {
    await contact.getByRole('button', { name: 'Contact', exact: true }).click()
    await expect.poll(() => contact.getAttribute('aria-sort'), soon).toBe(direction)
    await bar().getByText('1 selected').waitFor()
  }
  await bar().getByText('1 of them is not among the sessions shown.').waitFor()
  await screen.page.keyboard.press('Escape')
  await bar().waitFor({ state: 'detached' })
})

test('all that match, beyond the page, are tagged by one job, and Undo takes it off those that got it from it', async () => {
  const { items } = await desk.sue.api.tags.list({})
  const [tag] = items
  if (tag === undefined) throw new Error('There is no tag')
  const refunded = `tag:any(${tag.id})`
  const unassigned = await desk.sue.api.sessions.list({ filter: 'state:any(unassigned)', limit: 1 })
  const [one] = unassigned.items
  if (one === undefined) throw new Error('Nobody has called')
  await desk.sue.api.sessions.changeTags({ sessionId: one.session.id, add: [tag.id] })
  await screen.open({ filter: 'state:any(unassigned)' })
  await screen.row('Question 110').waitFor()
  await screen.page.getByRole('checkbox', { name: 'Select all on this page' }).click()
  await screen.page.getByText(/^All \d+ on this page selected$/).waitFor()
  await screen.button(`Select all ${callers} matching`).click()
  await bar().getByText(`All ${callers} matching selected`).waitFor()
  await screen.page.keyboard.press('l')
  await screen.page.getByRole('option', { name: 'Refund' }).click()
  await screen.page.keyboard.press('Escape')
  await dialog(`Tag ${callers} sessions`).getByRole('button', { name: 'Tag', exact: true }).last().click()
  await tray().getByText(`Tag ${callers} sessions: + Refund`).waitFor()
  await tray().getByText(`Done: ${callers} (1 was so already)`).waitFor()
  expect(await count(refunded)).toBe(callers)
  await screen.row('Question 110').getByText('Refund').waitFor()

  await tray().getByRole('button', { name: 'Undo' }).click()
  await tray()
    .getByText(`Tag ${callers - 1} sessions: − Refund`)
    .waitFor()
  await tray()
    .getByText(`Done: ${callers - 1}`)
    .waitFor()
  expect(await count(refunded)).toBe(1)
  await putAside()
})

test('of many given to an agent those that have ended stay as they are, and are listed with the reason', async () => {
  await screen.open({ sort: 'started', direction: 'asc' })
  await box('A moth is in the relay').click()
  await box(/Question 2(?!\d)/).click()
  await bar().getByRole('button', { name: 'Assign' }).click()
  const asked = dialog('Assign 2 sessions')
  await asked.getByRole('combobox', { name: /^To/ }).click()
  await screen.page.getByRole('option', { name: 'Ben Agent' }).click()
  await asked.getByRole('button', { name: 'Assign' }).click()
  await tray().getByText('Assign 2 sessions to Ben Agent').waitFor()
  await tray().getByText('Done: 1').waitFor()
  await tray().getByRole('button', { name: '1 failed' }).click()
  const failures = dialog('What was not done').getByRole('listitem')
  await failures
    .filter({ hasText: `#${over.session.number}` })
    .getByText('It has ended meanwhile.')
    .waitFor()
  expect(await failures.count()).toBe(1)
  await screen.page.keyboard.press('Escape')
  await putAside()
  await screen
    .row(/Question 2(?!\d)/)
    .getByText('Ben Agent')
    .waitFor()
})

test('many are deleted once their number has been typed, and live ones stay', async () => {
  await screen.open({ sort: 'started', direction: 'asc' })
  await box('A moth is in the relay').click()
  await box(/Question 3(?!\d)/).click()
  await bar().getByRole('button', { name: 'Delete' }).click()
  const asked = dialog('Delete 2 sessions for good?')
  const confirm = asked.getByRole('button', { name: 'Delete' })
  expect(await confirm.isDisabled()).toBe(true)
  await asked.getByRole('textbox', { name: 'Type 2 to confirm' }).fill('2')
  await confirm.click()
  await tray().getByText('Done: 1').waitFor()
  await tray().getByRole('button', { name: '1 failed' }).waitFor()
  await expect.poll(() => screen.row('A moth is in the relay').count(), soon).toBe(0)
  await screen.row(/Question 3(?!\d)/).waitFor()
  expect(await count('state:any(ended)')).toBe(0)
  expect(desk.errors).toEqual([])
})
