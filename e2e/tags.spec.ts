import type { TagView } from '@rapport/contract/light'
import type { TagId } from '@rapport/domain'
import type { Locator, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { lookClean } from './desk/look-clean.ts'
import { type Desk, keepPictures, openDemo } from './desk/open-desk.ts'
import { numbersByApi, type SessionsScreen, sessionsScreen, withNumbers } from './desk/sessions-screen.ts'
import { openSettings } from './desk/settings-screen.ts'
import { soon } from './desk/soon.ts'

let desk: Desk
let page: Page
let screen: SessionsScreen

const { expectClean, conclude } = lookClean()

keepPictures(() => desk)
beforeAll(async () => {
  desk = await openDemo()
  // What the demo comes with is out of the way, so that every line on the screen is one made here.
  for (const { id, scope } of await tags())
    if (scope === 'session') await desk.owner.api.tags.remove({ tagId: id })
  await desk.owner.api.preferences.set({ key: 'sessions.columns', value: { shown: withNumbers, widths: {} } })
  page = (await desk.asAgent(desk.owner, 'supervisor')).page
  screen = sessionsScreen(page, desk.lines.supervisor.origin)
})
afterAll(() => desk?.close())

const tags = async (): Promise<readonly TagView[]> => (await desk.owner.api.tags.list({})).items
const idOf = async (name: string): Promise<TagId> => {
  const tag = (await tags()).find((one) => one.scope === 'session' && one.name === name)
  if (!tag) throw new Error(`There is no tag ${name}`)
  return tag.id
}
const tree = () => page.getByRole('tree', { name: 'Session tags' })
const line = (name: string): Locator =>
  tree()
    .getByRole('treeitem')
    .filter({ has: page.locator(`[data-name="${name}"]`) })
const press = (name: string | RegExp) =>
  page.getByRole('button', typeof name === 'string' ? { name, exact: true } : { name }).click()
const asked = (name: string) => page.getByRole('dialog', { name })

/** The tree on screen, two spaces for each level. */
const shape = () =>
  tree()
    .getByRole('treeitem')
    .evaluateAll((lines) =>
      lines.map((it) => '  '.repeat(Number(it.ariaLevel) - 1) + it.querySelector('[data-name]')?.textContent),
    )
/** The tree that the server has, once the screen's moves have arrived, which the screen shows before. */
async function hasShape(expected: readonly string[]): Promise<void> {
  await expect.poll(shape, soon).toEqual(expected)
  const held = async () => {
    const all = (await tags()).filter(({ scope }) => scope === 'session')
    const under = (parentId: string | null, indent: string): string[] =>
      all
        .filter((one) => one.parentId === parentId)
        .toSorted((a, b) => a.position - b.position)
        .flatMap((one) => [indent + one.name, ...under(one.id, `${indent}  `)])
    return under(null, '')
  }
  await expect.poll(held, soon).toEqual(expected)
}

async function makeTag(name: string, under?: string): Promise<void> {
  await press(under === undefined ? 'New tag' : `Add a tag under ${under}`)
  const dialog = asked(under === undefined ? 'New session tag' : `New tag under ${under}`)
  await dialog.getByRole('textbox', { name: 'Name' }).fill(name)
  await dialog.getByRole('button', { name: 'Make tag' }).click()
  await dialog.waitFor({ state: 'detached' })
  await line(name).waitFor()
}
/** What the line of a tag says of how many sessions carry it or a tag under it. */
const counted = (name: string, count: number) =>
  count === 0
    ? line(name)
        .getByTitle(/^No session carries it|^0 carry it/)
        .waitFor()
    : line(name)
        .getByRole('link', { name: new RegExp(`^Show the ${count} sessions? tagged ${name}$`) })
        .waitFor()
async function choose(name: string, item: string): Promise<void> {
  await press(`What to do with ${name}`)
  await page.getByRole('menuitem', { name: item }).click()
}

/** The rows a filter by a tag shows are those the API answers, in its order; answers their numbers. */
async function rowsTagged(name: string): Promise<readonly number[]> {
  await screen.open({ filter: `tag:any(${await idOf(name)})` })
  const expected = await numbersByApi(desk.owner, screen.asked())
  if (expected.length === 0) await page.getByText('No sessions match these filters').waitFor()
  else {
    await screen.hasRows(expected.length)
    expect(await screen.numbers()).toEqual(expected)
  }
  return expected
}
/** Ended sessions, the newest first, that tags are put on. */
const some = async (count: number) =>
  (await desk.owner.api.sessions.list({ filter: 'state:any(ended)', limit: count })).items.map(
    ({ session }) => session,
  )
const sorted = (numbers: readonly number[]) => numbers.toSorted((a, b) => b - a)

test('a tree is built line by line; a fourth level is not offered, and a name is there once among siblings', async () => {
  await openSettings(page, 'tags')
  await page.getByText('No session tags yet').waitFor()
  await makeTag('Shipping')
  await makeTag('Late', 'Shipping')
  await makeTag('Carrier', 'Late')
  await makeTag('Lost', 'Shipping')
  await makeTag('Parcel')
  await makeTag('Praise')
  await hasShape(['Shipping', '  Late', '    Carrier', '  Lost', 'Parcel', 'Praise'])
  for (const name of ['Shipping', 'Late', 'Carrier', 'Lost', 'Parcel', 'Praise']) await counted(name, 0)
  expect(await page.getByRole('button', { name: 'Add a tag under Carrier' }).count()).toBe(0)

  await press('Add a tag under Shipping')
  await page.getByRole('textbox', { name: 'Name' }).fill('late')
  await press('Make tag')
  await page.getByText('There is a tag called late there already.').waitFor()
  await page.keyboard.press('Escape')
  await makeTag('late', 'Parcel')
  await hasShape(['Shipping', '  Late', '    Carrier', '  Lost', 'Parcel', '  late', 'Praise'])
  await choose('late', 'Delete…')
  await asked('Delete the tag late?').getByRole('button', { name: 'Delete tag' }).click()
  await hasShape(['Shipping', '  Late', '    Carrier', '  Lost', 'Parcel', 'Praise'])
})

test('with the keyboard alone lines are walked, closed, renamed and moved, and a move is taken back', async () => {
  await line('Shipping').focus()
  await page.keyboard.press('ArrowLeft')
  await expect.poll(shape, soon).toEqual(['Shipping', 'Parcel', 'Praise'])
  await page.keyboard.press('ArrowRight')
  await page.keyboard.press('ArrowRight')
  await page.keyboard.press('ArrowRight')
  await expect.poll(() => line('Carrier').evaluate((it) => it === document.activeElement), soon).toBe(true)

  await page.keyboard.press('End')
  await page.keyboard.press('Enter')
  await asked('Change the tag').getByRole('textbox', { name: 'Name' }).fill('Thanks')
  await page.keyboard.press('Enter')
  await line('Thanks').waitFor()
  await line('Thanks').press('Alt+ArrowUp')
  await line('Thanks').press('Alt+ArrowRight')
  await hasShape(['Shipping', '  Late', '    Carrier', '  Lost', '  Thanks', 'Parcel'])
  await page.getByText('Thanks stands under Shipping, 3 of 3').first().waitFor()
  await line('Thanks').press('Alt+ArrowLeft')
  await hasShape(['Shipping', '  Late', '    Carrier', '  Lost', 'Thanks', 'Parcel'])
  await expect.poll(() => page.getByRole('button', { name: 'Undo' }).count(), soon).toBe(1)
  await press('Undo')
  await hasShape(['Shipping', '  Late', '    Carrier', '  Lost', '  Thanks', 'Parcel'])
  await line('Thanks').press('Alt+ArrowLeft')
  await line('Thanks').press('Alt+ArrowDown')
  await hasShape(['Shipping', '  Late', '    Carrier', '  Lost', 'Parcel', 'Thanks'])
})

test('a tag is found in its tree by any word of its path, and a filter by the top finds what is under it', async () => {
  const [first, ...rest] = await some(4)
  if (first === undefined) throw new Error('The demo has no ended sessions')
  await page.goto(`${desk.lines.supervisor.origin}/sessions/${first.id}`)
  await page.getByRole('combobox', { name: 'Change tags' }).first().click()
  await page.keyboard.type('shipping car')
  await page.getByRole('option', { name: /Shipping › Late › Carrier/ }).waitFor()
  await page.keyboard.press('Enter')
  await page.keyboard.press('Escape')
  await page.getByTitle('Shipping › Late › Carrier').first().waitFor()

  const names = ['Late', 'Lost', 'Lost'] as const
  for (const [i, { id }] of rest.entries())
    await desk.owner.api.sessions.changeTags({ sessionId: id, add: [await idOf(names[i] ?? 'Lost')] })
  const numbers = [first, ...rest].map(({ number }) => number)
  expect(sorted(await rowsTagged('Shipping'))).toEqual(sorted(numbers))
  await screen.button('Change the filter Tags Shipping with 3 under it').waitFor()
  expect(sorted(await rowsTagged('Late'))).toEqual(sorted(numbers.slice(0, 2)))
})

test('a list that is answered before the tree is known holds what is under its tag, then and afterwards', async () => {
  const filter = `tag:any(${await idOf('Shipping')})`
  const listed = await numbersByApi(desk.owner, { filter })
  const { promise: isListed, resolve: letTagsCome } = Promise.withResolvers<void>()
  const tagsUrl = (url: URL) => url.pathname === '/api/v1/tags'
  await page.route(tagsUrl, async (route) => {
    await isListed
    await route.continue()
  })
  await screen.open({ filter })
  await screen.hasRows(listed.length)
  letTagsCome()
  await screen.button('Change the filter Tags Shipping with 3 under it').waitFor()
  expect(await screen.numbers()).toEqual(listed)
  await page.unroute(tagsUrl)
})

test('a branch dragged with the pointer takes its sessions along: the filters by its old and its new place follow', async () => {
  const lost = await rowsTagged('Lost')
  expect(lost.length).toBe(2)
  expect(await rowsTagged('Parcel')).toEqual([])
  await openSettings(page, 'tags')
  for (const [name, count] of [
    ['Shipping', 4],
    ['Lost', 2],
    ['Parcel', 0],
  ] as const)
    await counted(name, count)
  await line('Lost').dragTo(line('Parcel'))
  await hasShape(['Shipping', '  Late', '    Carrier', 'Parcel', '  Lost', 'Thanks'])
  for (const [name, count] of [
    ['Shipping', 2],
    ['Lost', 2],
    ['Parcel', 2],
  ] as const)
    await counted(name, count)
  expect(await rowsTagged('Parcel')).toEqual(lost)
  expect((await rowsTagged('Shipping')).length).toBe(2)
  expect(await rowsTagged('Lost')).toEqual(lost)
})

test('a branch that would go four levels deep is refused while it is dragged, with the reason, and stays', async () => {
  await openSettings(page, 'tags')
  await line('Shipping').hover()
  await page.mouse.down()
  // The first way begins to drag; being over a line is told from the next on.
  await line('Parcel').hover()
  await line('Lost').hover()
  await line('Lost').hover({ position: { x: 300, y: 12 } })
  await line('Lost').getByText('Tags have three levels at most').waitFor()
  await page.mouse.up()
  await page.getByText('The tag was not moved').first().waitFor()
  await hasShape(['Shipping', '  Late', '    Carrier', 'Parcel', '  Lost', 'Thanks'])
})

test('two tags are merged, said before with their number, and who filtered by either finds the same afterwards', async () => {
  const both = sorted([...(await rowsTagged('Late')), ...(await rowsTagged('Lost'))])
  await openSettings(page, 'tags')
  await choose('Lost', 'Merge into…')
  const dialog = asked('Merge Lost into another tag?')
  await dialog.getByText('2 sessions carry it.').waitFor()
  await dialog.getByRole('combobox', { name: /^Merge into/ }).click()
  await page.keyboard.type('late')
  await page.getByRole('option', { name: 'Shipping › Late', exact: true }).click()
  await dialog.getByRole('button', { name: 'Merge 2 sessions' }).click()
  await page.getByText('Lost is merged into Late').first().waitFor()
  await hasShape(['Shipping', '  Late', '    Carrier', 'Parcel', 'Thanks'])
  // A job gives each session the other tag, in a moment of its own.
  const filter = `tag:any(${await idOf('Late')})`
  await expect.poll(async () => (await numbersByApi(desk.owner, { filter })).length, soon).toBe(both.length)
  expect(sorted(await rowsTagged('Late'))).toEqual(both)
  expect(sorted(await rowsTagged('Shipping'))).toEqual(both)
  expect(await rowsTagged('Parcel')).toEqual([])
})

test('where a tag cannot go by a merge it is not offered, with the reason', async () => {
  await openSettings(page, 'tags')
  await choose('Shipping', 'Merge into…')
  const dialog = asked('Merge Shipping into another tag?')
  await dialog.getByRole('combobox', { name: /^Merge into/ }).click()
  for (const under of [/Late.*under it/, /Carrier.*under it/])
    expect(await page.getByRole('option', { name: under }).isDisabled()).toBe(true)
  expect(await page.getByRole('option', { name: 'Parcel' }).isEnabled()).toBe(true)
  await page.keyboard.press('Escape')
  await page.keyboard.press('Escape')
  await dialog.waitFor({ state: 'detached' })
})

test('rows of CSV are tried before they are tags: what is new is counted, what is wrong is told by its row', async () => {
  await openSettings(page, 'tags')
  await press('Import CSV')
  const dialog = asked('Import session tags')
  const rows = dialog.getByRole('textbox', { name: 'Rows' })
  await rows.fill('Shipping,Late,Carrier\nTopic,Question,,blue\nTopic,Complaint,,mauve')
  await dialog.getByText(/^Row 3, column 4: no colour of tags/).waitFor()
  expect(await dialog.getByRole('button', { name: /^Import/ }).isEnabled()).toBe(false)
  // As a spreadsheet saves it where the comma is for decimals.
  await rows.fill('Shipping;Late;Carrier;\nTopic;Question;;blue\nTopic;Complaint;;red')
  await dialog.getByText('3 new, 1 there already').waitFor()
  await dialog.getByText('Topic › Complaint').waitFor()
  await dialog.getByRole('button', { name: 'Import 3 tags' }).click()
  await hasShape([
    'Shipping',
    '  Late',
    '    Carrier',
    'Parcel',
    'Thanks',
    'Topic',
    '  Question',
    '  Complaint',
  ])
  for (const name of ['Topic', 'Question', 'Complaint']) await counted(name, 0)
})

test('rows go to the server as they are written, and a refused import says why until its rows are changed', async () => {
  await press('Import CSV')
  const dialog = asked('Import session tags')
  const rows = dialog.getByRole('textbox', { name: 'Rows' })
  await rows.fill('\n\n\tUnder\nTopic\tPraise')
  await dialog.getByText('Row 3, column 1: left empty, with a name behind it').waitFor()
  await rows.fill('Fresh\nFresher')
  await dialog.getByText('2 new, 0 there already').waitFor()
  // Meanwhile somebody fills the set.
  const held = (await tags()).filter(({ scope }) => scope === 'session').length
  const many = Array.from({ length: 998 - held }, (_, n) => `Bulk,Tag ${n}`).join('\n')
  await desk.owner.api.tags.import({ csv: many })
  await dialog.getByRole('button', { name: 'Import 2 tags' }).click()
  await dialog.getByText('There would be more than 1,000 session tags in all.').waitFor()
  expect(await dialog.getByText(/cannot be read as text|refused it/).count()).toBe(0)
  await rows.fill('Fresh')
  await dialog.getByText('1 new, 0 there already').waitFor()
  expect(await dialog.getByText(/more than 1,000|refused it/).count()).toBe(0)
  await desk.owner.api.tags.remove({ tagId: await idOf('Bulk'), within: 'remove' })
  await page.keyboard.press('Escape')
  await dialog.waitFor({ state: 'detached' })
})

test('an end is refused until the required group has one of its tags, chosen in the question, where one takes the place of another', async () => {
  await line('Topic').press('Enter')
  const dialog = asked('Change the tag')
  await dialog.getByRole('checkbox', { name: /^One of these/ }).click()
  await dialog.getByRole('checkbox', { name: /^Required on end/ }).click()
  await dialog.getByRole('button', { name: 'Save' }).click()
  await dialog.waitFor({ state: 'detached' })
  await line('Topic').getByText('Required on end').waitFor()

  const [live] = (await desk.owner.api.sessions.list({ filter: 'state:any(assigned)', limit: 1 })).items
  if (live === undefined) throw new Error('The demo has no session that somebody has')
  const { id, agentId } = live.session as Extract<typeof live.session, { state: 'assigned' }>
  const holder = (await desk.owner.api.team.list({})).agents.find((one) => one.id === agentId)
  expect(holder).toBeDefined()
  await page.goto(`${desk.lines.supervisor.origin}/sessions/${id}`)
  await press('End session')
  const question = page.getByRole('dialog', { name: /^End the session with / })
  const end = question.getByRole('button', { name: 'End session' })
  if ((await question.count()) > 0) await end.click()
  await question.getByText('Still needed: Topic').waitFor()
  await question.getByRole('group', { name: 'Topic: choose one' }).waitFor()
  expect(await end.isEnabled()).toBe(false)
  await question.getByRole('button', { name: 'Question' }).click()
  await question.getByRole('button', { name: 'Question', pressed: true }).waitFor()
  await question.getByRole('button', { name: 'Complaint' }).click()
  await question.getByRole('button', { name: 'Complaint', pressed: true }).waitFor()
  await question.getByRole('button', { name: 'Question', pressed: false }).waitFor()
  await end.click()
  await question.waitFor({ state: 'detached' })
  const { session } = (await desk.owner.api.sessions.get({ sessionId: id })).row
  expect(session.state).toBe('ended')
  expect(session.tagIds).toContain(await idOf('Complaint'))
  expect(session.tagIds).not.toContain(await idOf('Question'))
})

test('a required tag is neither deleted nor merged: each question says what to do first', async () => {
  await openSettings(page, 'tags')
  for (const [item, title] of [
    ['Delete…', 'Delete the tag Topic?'],
    ['Merge into…', 'Merge Topic into another tag?'],
  ] as const) {
    await choose('Topic', item)
    await asked(title)
      .getByText(/^Topic is required on end/)
      .waitFor()
    await asked(title).getByRole('button', { name: 'Edit tag' }).click()
    await asked('Change the tag').waitFor()
    await page.keyboard.press('Escape')
    await asked('Change the tag').waitFor({ state: 'detached' })
  }
})

test('the tree and each of its questions are clean in light and dark, and at 390 pixels', async () => {
  await expectClean('tree', page)
  for (const item of ['Edit tag', 'Move to…', 'Merge into…', 'Delete…']) {
    await choose('Shipping', item)
    const dialog = page.getByRole('dialog').first()
    await dialog.waitFor()
    await expectClean(item, page)
    await page.keyboard.press('Escape')
    await dialog.waitFor({ state: 'detached' })
  }
  await press('Import CSV')
  await asked('Import session tags').getByRole('textbox', { name: 'Rows' }).fill('New,Under it')
  await page.getByText('2 new, 0 there already').waitFor()
  await expectClean('import', page)
  await page.keyboard.press('Escape')
  await page.setViewportSize({ width: 390, height: 844 })
  await expectClean('tree, 390 px', page)
  conclude(12)
  expect(desk.errors).toEqual([])
})
