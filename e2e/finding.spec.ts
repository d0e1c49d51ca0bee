import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { type Desk, keepPictures, openDemo } from './desk/open-desk.ts'
import { numbersByApi, type SessionsScreen, sessionsScreen, withNumbers } from './desk/sessions-screen.ts'

let desk: Desk
let screen: SessionsScreen

keepPictures(() => desk)
beforeAll(async () => {
  desk = await openDemo()
  await desk.sue.api.preferences.set({ key: 'sessions.columns', value: { shown: withNumbers, widths: {} } })
  const { page } = await desk.asAgent(desk.sue, 'supervisor')
  screen = sessionsScreen(page, desk.lines.supervisor.origin)
})
afterAll(() => desk?.close())
beforeEach(() => screen.open())

const chip = (name: string) => screen.button(`Change the filter ${name}`)
const editor = () => screen.page.getByRole('dialog', { name: 'Add a filter' })
const close = async () => {
  await screen.page.keyboard.press('Escape')
  await editor().waitFor({ state: 'detached' })
}
/** Opens the editor of a field by the keyboard: `f`, a few letters, Enter. */
const addFilter = async (letters: string, field: string) => {
  await screen.page.keyboard.press('f')
  await screen.page.getByRole('combobox', { name: 'Filter by…' }).fill(letters)
  await screen.page.getByRole('option', { name: field, exact: true }).waitFor()
  await screen.page.keyboard.press('Enter')
  await editor().getByRole('heading', { name: field, exact: true }).waitFor()
}
const tick = (name: string) => editor().getByRole('checkbox', { name, exact: true }).click()
const compare = async (name: string) => {
  await editor()
    .getByRole('combobox', { name: /^How .* compares/ })
    .click()
  await screen.page.getByRole('option', { name, exact: true }).click()
}
const filterText = () => screen.asked().filter

/** The rows on screen are those the API answers for the text in the address, in its order; answers how many. */
const rowsAreTheApis = async (): Promise<number> => {
  const asked = screen.asked()
  const expected = await numbersByApi(desk.sue, asked)
  expect(expected.length, `${asked.filter} finds some and not all`).toBeGreaterThan(0)
  expect(expected.length).toBeLessThan(300)
  await screen.hasRows(expected.length)
  expect(await screen.numbers()).toEqual(expected)
  return expected.length
}

test("a column's funnel filters by choices, and the rows are those the API answers for the same text", async () => {
  await screen.header('Status').hover()
  await screen.button('Filter by Status').click()
  await tick('Unassigned')
  await tick('On hold')
  await close()
  await chip('Status Unassigned, On hold').waitFor()
  expect(filterText()).toBe('state:any(unassigned,on_hold)')
  expect(await rowsAreTheApis()).toBe(27)
  await screen.button('Filtered by Status').waitFor()
})

test('a duration is typed in its unit, and another range of it may count as well', async () => {
  await addFilter('first resp', 'First response')
  await compare('is at least')
  await editor().getByRole('textbox', { name: 'Value' }).fill('20')
  await chip('First response at least 20 min').waitFor()
  const more = await rowsAreTheApis()

  await editor().getByRole('button', { name: 'Or…' }).click()
  await editor().getByRole('combobox', { name: /^How / }).last().click()
  await screen.page.getByRole('option', { name: 'is at most', exact: true }).click()
  await editor().getByRole('textbox', { name: 'Value' }).last().fill('0.5')
  await close()
  await chip('First response at least 20 min or at most 30 sec').waitFor()
  expect(await rowsAreTheApis()).toBeGreaterThan(more)
})

test('chips must all hold: text, a tag, a custom field and a number narrow the list one after another', async () => {
  await addFilter('tags', 'Tags')
  await tick('Praise')
  await tick('Damaged')
  await close()
  const counts = [await rowsAreTheApis()]
  await addFilter('order num', 'Order number')
  await compare('is set')
  await close()
  counts.push(await rowsAreTheApis())
  await addFilter('contact name', 'Contact name')
  await editor().getByRole('textbox', { name: 'Value' }).fill('AN')
  await close()
  await chip('Contact name contains “AN”').waitFor()
  counts.push(await rowsAreTheApis())
  await addFilter('messages', 'Messages')
  await compare('is between')
  await editor().getByRole('textbox', { name: 'From' }).fill('4')
  await editor().getByRole('textbox', { name: 'To' }).fill('12')
  await close()
  await chip('Messages 4 to 12').waitFor()
  counts.push(await rowsAreTheApis())
  expect(counts).toEqual([...counts].sort((a, b) => b - a))

  await screen.page.getByRole('button', { name: /^Remove the filter Tags / }).click()
  expect(filterText()).not.toContain('tag:')
  await rowsAreTheApis()
})

test('an Advanced group stands beside the chips, where any of its conditions is enough', async () => {
  await addFilter('status', 'Status')
  await tick('Ended')
  await close()
  await screen.page.keyboard.press('f')
  await screen.button('Advanced…').click()
  const dialog = screen.page.getByRole('dialog', { name: 'Advanced filter' })
  const addCondition = async (group: number, field: string) => {
    await dialog.getByRole('combobox', { name: 'Add a condition' }).nth(group).click()
    await screen.page.getByRole('listbox').waitFor()
    await screen.page.keyboard.type(field)
    await screen.page.getByRole('option', { name: field, exact: true }).click()
  }
  await addCondition(0, 'Priority')
  await dialog.getByRole('checkbox', { name: 'Urgent' }).click()
  await addCondition(0, 'Rating')
  await dialog.getByRole('textbox', { name: 'Value' }).fill('1')
  await dialog.getByRole('button', { name: 'Add a group' }).click()
  await addCondition(1, 'Plan')
  await dialog.getByRole('checkbox', { name: 'Club' }).click()
  await dialog.getByRole('button', { name: 'Text', exact: true }).click()
  const text = await dialog.getByRole('textbox', { name: 'The whole filter as text' }).inputValue()
  await dialog.getByRole('button', { name: 'Apply' }).click()
  await dialog.waitFor({ state: 'detached' })
  await screen.button(/^Change the filter Advanced \(/).waitFor()
  expect(filterText()).toBe(text)
  await rowsAreTheApis()
})

test('a filter in the address that cannot be read says where and why, shows nothing, and keeps its text to be mended', async () => {
  await screen.open({ filter: 'state:any(ended) wait:at_most(soon)' })
  await screen.page.getByRole('heading', { name: 'This filter cannot be read' }).first().waitFor()
  const text = screen.page.getByRole('textbox', { name: 'The whole filter as text' })
  expect(await text.inputValue()).toBe('state:any(ended) wait:at_most(soon)')
  await screen.page
    .getByRole('alert')
    .getByText(/^At character \d+: /)
    .waitFor()
  expect(await screen.rows.count()).toBe(0)
  await text.fill('state:any(ended) wait:at_least(20m)')
  await text.press('Enter')
  await chip('Wait at least 20 min').waitFor()
  await rowsAreTheApis()
})

test('a filter that nothing matches says so, and one press shows everything again', async () => {
  await screen.open({ filter: 'contactName:contains(nobody-is-called-this)' })
  await screen.page.getByText('No sessions match these filters').waitFor()
  await screen.button('Reset filters').click()
  await screen.rows.nth(10).waitFor()
  expect(filterText()).toBeUndefined()
  expect(desk.errors).toEqual([])
})
