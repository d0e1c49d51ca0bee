import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type AgentScreen, agentScreen } from './desk/agent-screen.ts'
import { type Desk, keepPictures, openDesk } from './desk/open-desk.ts'
import { password } from './desk/people.ts'
import { soon } from './desk/soon.ts'
import type { Visitor } from './desk/visitor.ts'

let desk: Desk
let agent: AgentScreen
let visitor: Visitor

keepPictures(() => desk)
beforeAll(async () => {
  desk = await openDesk()
  const { origin } = desk.lines.agent
  const page = await (await desk.newContext()).newPage()
  await page.goto(origin)
  agent = agentScreen(page)
  visitor = await desk.aVisitor()
})
afterAll(() => desk?.close())

/** What has the focus, through shadow roots and frames, by its name. */
const focused = async (page: Page): Promise<string> => {
  for (const frame of page.frames().toReversed()) {
    const name = await frame.evaluate(() => {
      if (!document.hasFocus()) return null
      let at = document.activeElement
      while (at?.shadowRoot?.activeElement) at = at.shadowRoot.activeElement
      if (at === null || at === document.body || at.tagName === 'IFRAME') return null
      return at.getAttribute('aria-label') ?? at.textContent
    })
    if (name !== null) return name
  }
  return ''
}

/** Presses Tab until something of this name has the focus. */
const tabTo = async (page: Page, name: RegExp) => {
  for (let presses = 0; presses < 30; presses++) {
    if (name.test(await focused(page))) return
    await page.keyboard.press('Tab')
  }
  throw new Error(`Tab does not reach ${name}`)
}

test('an agent signs in with the keyboard alone', async () => {
  const { keyboard } = agent.page
  await agent.page.getByRole('heading', { name: 'Sign in' }).waitFor()
  await expect.poll(() => agent.page.evaluate(() => document.activeElement?.tagName), soon).toBe('INPUT')
  await keyboard.type(desk.ana.email)
  await keyboard.press('Tab')
  await keyboard.type(password)
  await keyboard.press('Enter')
  await agent.page.getByRole('navigation', { name: 'Lists' }).waitFor()
})

test('a visitor reaches the launcher with Tab, opens with Enter, writes, and Escape gives the focus back', async () => {
  const { keyboard } = visitor.page
  await visitor.launcher.waitFor()
  await tabTo(visitor.page, /^Open chat$/)
  await keyboard.press('Enter')
  await expect.poll(() => focused(visitor.page), soon).toBe('Your message')
  await keyboard.type('First line')
  await keyboard.press('Shift+Enter')
  await keyboard.type('second line')
  await keyboard.press('Enter')
  await visitor.log.getByText('First line').waitFor()
  await keyboard.press('Escape')
  await expect.poll(() => focused(visitor.page), soon).toBe('Open chat')
  await keyboard.press('Enter')
  await expect.poll(() => focused(visitor.page), soon).toBe('Your message')
})

test('the agent goes to the list, walks it with j and k, and opens a session with Enter', async () => {
  const second = await desk.aVisitor()
  await second.open()
  await second.say('The newest question')
  const { keyboard } = agent.page
  await keyboard.press('g')
  await keyboard.press('s')
  await agent.page.getByRole('heading', { name: 'Sessions', exact: true }).waitFor()
  await keyboard.press('g')
  await keyboard.press('i')
  await agent.page.getByRole('navigation', { name: 'Lists' }).waitFor()
  await tabTo(agent.page, /^Unassigned/)
  await keyboard.press('Enter')
  await agent.card('The newest question').waitFor()
  await keyboard.press('j')
  await expect.poll(() => focused(agent.page), soon).toContain('The newest question')
  await keyboard.press('j')
  await expect.poll(() => focused(agent.page), soon).toContain('First line')
  await keyboard.press('k')
  await expect.poll(() => focused(agent.page), soon).toContain('The newest question')
  await keyboard.press('j')
  await keyboard.press('Enter')
  await agent.thread.getByText('First line').waitFor()
})

test('r goes to the reply, keys typed there are letters, Ctrl and Enter send', async () => {
  const { keyboard } = agent.page
  await agent.page.getByText('You took this session').waitFor()
  await keyboard.press('r')
  await expect.poll(() => focused(agent.page), soon).toMatch(/^Reply to /)
  await keyboard.type('je te remercie ? g i e')
  await keyboard.press('Control+Enter')
  await visitor.log.getByText('je te remercie ? g i e').waitFor()
  expect(await agent.dialog.count()).toBe(0)
})

test('the visitor answers without leaving the keyboard', async () => {
  await visitor.page.keyboard.type('Thanks')
  await visitor.page.keyboard.press('Enter')
  await agent.thread.getByText('Thanks').waitFor()
})

test('Escape leaves the field, e asks, and Enter ends the session', async () => {
  const { keyboard } = agent.page
  await keyboard.press('Escape')
  await keyboard.press('e')
  await agent.dialog.waitFor()
  await tabTo(agent.page, /^End session$/)
  await keyboard.press('Enter')
  await agent.dialog.waitFor({ state: 'detached' })
  await agent.page.getByText(/^This session has ended\./).waitFor()
  await visitor.log.getByText('This conversation has ended').waitFor()
})

test('what is typed right after / or f reaches the field that is still on its way, and no letter acts', async () => {
  const page = await agent.page.context().newPage()
  const ways = { filter: Promise.withResolvers<void>(), search: Promise.withResolvers<void>() }
  const hold = (scripts: RegExp, way: PromiseWithResolvers<void>) =>
    page.route(scripts, async (route) => {
      await way.promise
      await route.continue()
    })
  await hold(/\/assets\/filter-editor-/, ways.filter)
  await hold(/\/assets\/command-surface-/, ways.search)
  await page.goto(`${desk.lines.agent.origin}/sessions`)
  await page.getByRole('row').filter({ hasText: 'The newest question' }).click()
  await page.getByRole('button', { name: 'Take', exact: true }).waitFor()
  const address = page.url()

  await page.keyboard.press('f')
  await page.keyboard.type('emt')
  ways.filter.resolve()
  const fields = page.getByRole('combobox', { name: 'Filter by…' })
  await expect.poll(() => fields.inputValue(), soon).toBe('emt')
  await page.keyboard.press('Escape')
  await fields.waitFor({ state: 'detached' })

  await page.keyboard.press('/')
  await page.keyboard.type('mem jot')
  ways.search.resolve()
  const box = page.getByRole('combobox', { name: 'Search sessions and messages' })
  await expect.poll(() => box.inputValue(), soon).toBe('mem jot')
  await page.keyboard.type('ter')
  expect(await box.inputValue()).toBe('mem jotter')
  await page.keyboard.press('Escape')
  await box.waitFor({ state: 'detached' })
  expect(page.url()).toBe(address)
  await page.getByRole('button', { name: 'Take', exact: true }).waitFor()
  await page.close()
})

test('the visitor begins again with the keyboard', async () => {
  const { keyboard } = visitor.page
  await tabTo(visitor.page, /^Start a new conversation$/)
  await keyboard.press('Enter')
  await expect.poll(() => focused(visitor.page), soon).toBe('Your message')
  await keyboard.type('One more thing')
  await keyboard.press('Enter')
  await agent.thread.getByText('One more thing').waitFor()
})

test('where ending is not asked about, e pressed twice ends the session once', async () => {
  const { name, settings } = await desk.owner.api.workspaces.get({})
  await desk.owner.api.workspaces.change({ name, settings: { ...settings, confirmEnd: false } })
  const { page } = agent
  await page.reload()
  await agent.thread.getByText('One more thing').waitFor()
  const ends: string[] = []
  const way = Promise.withResolvers<void>()
  await page.route(/\/sessions\/[\w-]+\/end$/, async (route) => {
    ends.push(route.request().url())
    await way.promise
    await route.continue()
  })
  await page.getByRole('button', { name: 'End session' }).waitFor()
  await page.keyboard.press('e')
  await expect.poll(() => ends.length, soon).toBe(1)
  await page.keyboard.press('e')
  way.resolve()
  await page.getByText(/^This session has ended\./).waitFor()
  expect(ends.length).toBe(1)
  expect(await page.getByText('The session was not ended').count()).toBe(0)
  expect(desk.errors).toEqual([])
})
