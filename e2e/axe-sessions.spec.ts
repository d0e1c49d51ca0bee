import type { SessionRow } from '@rapport/contract/light'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, beforeEach, test } from 'vitest'
import { lookClean } from './desk/look-clean.ts'
import { type Desk, keepPictures, openDemo } from './desk/open-desk.ts'
import { openSettings } from './desk/settings-screen.ts'

let desk: Desk
let page: Page
let ended: SessionRow['session']
let live: SessionRow['session']

const { expectClean, conclude } = lookClean()

keepPictures(() => desk)
beforeAll(async () => {
  desk = await openDemo()
  page = (await desk.asAgent(desk.owner, 'agent')).page
  ended = await someSession('state:any(ended) channel:any(web)')
  live = await someSession('state:any(assigned) channel:any(web)')
})
afterAll(() => desk?.close())
beforeEach(() => page.setViewportSize({ width: 1600, height: 900 }))

/** The newest session that matches. */
async function someSession(filter: string): Promise<SessionRow['session']> {
  const [row] = (await desk.owner.api.sessions.list({ filter, limit: 1 })).items
  if (!row) throw new Error(`The demo has no session with ${filter}`)
  return row.session
}

const open = async (path: string) => {
  await page.goto(desk.lines.agent.origin + path)
}
const press = (name: string | RegExp) =>
  page.getByRole('button', typeof name === 'string' ? { name, exact: true } : { name }).click()
const row = (place: number) => page.getByRole('table', { name: 'Sessions' }).getByRole('row').nth(place)
const panel = () => page.getByRole('region', { name: /^Session with / }).first()
const leave = async (what: 'dialog' | 'menu') => {
  await page.keyboard.press('Escape')
  await page.getByRole(what).first().waitFor({ state: 'detached' })
}
/** The same screen as a phone has it. */
const expectCleanOnPhone = async (name: string) => {
  await page.setViewportSize({ width: 390, height: 844 })
  await expectClean(`${name}, 390 px`, page)
}

test('the table: chips, editors of filters, groups, columns, views', async () => {
  await open(
    `/sessions?filter=${encodeURIComponent('state:any(ended) messages:at_least(1) firstResponse:at_least(1m)')}`,
  )
  await row(2).waitFor()
  await expectClean('chips', page)
  for (const chip of ['Status', 'First response']) {
    await press(new RegExp(`^Change the filter ${chip} `))
    await page.getByRole('dialog').first().waitFor()
    await expectClean(`editor of ${chip}`, page)
    await leave('dialog')
  }
  await page.keyboard.press('f')
  await page.getByRole('combobox', { name: 'Filter by…' }).waitFor()
  await expectClean('fields to filter by', page)
  await press('Advanced…')
  await page.getByRole('dialog', { name: 'Advanced filter' }).waitFor()
  await expectClean('advanced', page)
  await press('Text')
  await page.getByRole('textbox', { name: 'The whole filter as text' }).fill('state:any(')
  await expectClean('advanced, as text that is wrong', page)
  await leave('dialog')
  await press('Columns')
  await page.getByRole('searchbox', { name: 'Find a column' }).waitFor()
  await expectClean('columns', page)
  await leave('dialog')
  await press(/^Views: /)
  await page.getByRole('menuitem', { name: 'Save as a new view…' }).waitFor()
  await expectClean('views', page)
  await page.getByRole('menuitem', { name: 'Save as a new view…' }).click()
  await page.getByRole('dialog', { name: 'Save as a new view' }).waitFor()
  await expectClean('view, save', page)
  await leave('dialog')
  await expectCleanOnPhone('chips')
})

test('a filter that cannot be read, the timeline', async () => {
  await open('/sessions?filter=nonsense')
  await page.getByRole('heading', { name: 'This filter cannot be read' }).first().waitFor()
  await expectClean('filter, wrong', page)
  await open('/sessions?form=timeline')
  await page.getByRole('listitem').nth(3).waitFor()
  await expectClean('timeline', page)
  await expectCleanOnPhone('timeline')
})

test('many at once: chosen rows, each question, what is done and what failed', async () => {
  await open('/sessions')
  await row(3).waitFor()
  for (const place of [1, 2, 3]) await row(place).getByRole('checkbox').click()
  await page.getByRole('toolbar', { name: 'Chosen sessions' }).waitFor()
  await expectClean('selection', page)
  for (const name of ['Assign', 'Tag', 'End', 'Delete']) {
    await press(name)
    const asked = page.getByRole('dialog').first()
    await asked.waitFor()
    await expectClean(`batch, ${name}`, page)
    await asked.getByRole('button', { name: 'Cancel' }).click()
    await asked.waitFor({ state: 'detached' })
  }
  await press('Clear the selection')
  const filter = encodeURIComponent(`number:at_most(${ended.number}) number:at_least(${ended.number})`)
  await open(`/sessions?filter=${filter}`)
  await row(1).getByRole('checkbox').click()
  await page.getByRole('toolbar', { name: 'Chosen sessions' }).waitFor()
  await page.keyboard.press('m')
  await page.getByRole('button', { name: '1 failed' }).waitFor()
  await expectClean('batch, done', page)
  await press('1 failed')
  await page.getByRole('dialog', { name: 'What was not done' }).getByRole('link').waitFor()
  await expectClean('batch, what failed', page)
  await leave('dialog')
  await press('Put aside')
})

test('the panel with each of its tabs, and writing to a client from it', async () => {
  await open(`/sessions?session=${ended.id}`)
  for (const name of ['Transcript', 'Details', 'Fields', 'Notes', 'Routing', 'History', 'Audit']) {
    await panel().getByRole('tab', { name }).click()
    await page.waitForLoadState('networkidle')
    await expectClean(`panel, ${name}`, page)
  }
  await panel().getByRole('button', { name: 'Contact client' }).first().click()
  await panel()
    .getByRole('textbox', { name: /^Write to / })
    .waitFor()
  await expectClean('contact client', page)
  await expectCleanOnPhone('contact client')
  await open(`/sessions/${ended.id}`)
  await page.getByRole('tab', { name: 'Details' }).click()
  await expectCleanOnPhone('session, Details')
})

test('the questions before a ban and before an end that lacks something', async () => {
  const { name, settings } = await desk.owner.api.workspaces.get({})
  const endRequires = { outcome: true, tag: true }
  await desk.owner.api.workspaces.change({ name, settings: { ...settings, endRequires } })
  await open(`/sessions/${live.id}`)
  await press('More')
  await page.getByRole('menuitem', { name: 'Ban contact' }).click()
  await page
    .getByRole('dialog')
    .getByText(/live sessions? ends? with it/)
    .waitFor()
  await expectClean('ban', page)
  await leave('dialog')
  await press('End session')
  await page.getByText(/^Still needed: /).waitFor()
  await expectClean('end, with what is needed', page)
  await expectCleanOnPhone('end, with what is needed')
  await leave('dialog')
})

test('searching: the box, the page before, with hits, without, and when it fails', async () => {
  const box = page.getByRole('combobox', { name: 'Search sessions and messages' })
  await open('/sessions')
  await row(1).waitFor()
  await page.keyboard.press('/')
  await box.waitFor()
  await expectClean('search box, empty', page)
  await box.fill('order')
  await page.getByRole('option').nth(2).waitFor()
  await expectClean('search box, hits', page)
  await expectCleanOnPhone('search box, hits')
  await leave('dialog')
  await open('/search')
  await page.getByText('Search in everything that was said').waitFor()
  await expectCleanOnPhone('search, start')
  await open('/search?q=order')
  await page.getByRole('article').first().waitFor()
  await expectCleanOnPhone('search, hits')
  await page.setViewportSize({ width: 1600, height: 900 })
  await expectClean('search, hits', page)
  await open('/search?q=xylophonist')
  await page.getByText('No message has xylophonist').waitFor()
  await expectClean('search, none', page)
  await page.route('**/api/v1/search/messages**', (route) => route.abort())
  await open('/search?q=parcel')
  await page.getByText('The search did not come to an end').waitFor()
  await expectClean('search, failing', page)
  await page.unroute('**/api/v1/search/messages**')
})

test('the settings of tags, fields, watch-words, bans, the audit log and the workspace', async () => {
  const look = async (name: string, path: string) => {
    await page.setViewportSize({ width: 1600, height: 900 })
    await openSettings(page, path)
    await page.waitForLoadState('networkidle')
    await expectClean(name, page)
  }
  const asked = async (name: string) => {
    const dialog = page.getByRole('dialog').first()
    await dialog.waitFor()
    await expectClean(name, page)
    await page.keyboard.press('Escape')
    await dialog.waitFor({ state: 'detached' })
  }
  await desk.owner.api.bans.create({ contactId: live.contactId, reason: 'Threats', until: null })
  await look('tags', 'tags')
  await press('New tag')
  await asked('tag, new')
  await page.getByRole('treeitem').first().press('Delete')
  await asked('tag, delete')
  await expectCleanOnPhone('tags')
  await look('fields', 'fields')
  await press('New field')
  await asked('field, new')
  await look('watch-words', 'watch-words')
  await press('Add words')
  await asked('watch-words, add')
  await look('watch-words, found', 'watch-words?tab=hits')
  await expectCleanOnPhone('watch-words, found')
  await look('bans', 'bans')
  await page.getByRole('row').filter({ hasText: 'Threats' }).getByRole('button', { name: 'Unban' }).click()
  await asked('ban, lift')
  await expectCleanOnPhone('bans')
  await look('audit', 'audit')
  await page.getByRole('row').nth(1).click()
  await asked('audit, entry')
  await expectCleanOnPhone('audit')
  await look('workspace', 'workspace')
})

test('on every screen of the sessions, in light and dark, axe finds nothing serious or critical', () => {
  conclude(90)
})
