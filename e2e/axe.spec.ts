import type { Frame } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { AgentScreen } from './desk/agent-screen.ts'
import { examine } from './desk/examine.ts'
import { lookClean } from './desk/look-clean.ts'
import { type Desk, keepPictures, openDemo, openStage, type Stage } from './desk/open-desk.ts'
import { aPicture } from './desk/some-files.ts'
import type { Visitor } from './desk/visitor.ts'

let desk: Desk
let empty: Stage

keepPictures(() => desk)
beforeAll(async () => {
  ;[desk, empty] = await Promise.all([openDemo(), openStage()])
})
afterAll(async () => {
  await Promise.all([desk?.close(), empty?.close()])
})

const { expectClean, conclude } = lookClean()

const aPage = async (stage: Stage, path: string) => {
  const page = await (await stage.newContext()).newPage()
  await page.goto(stage.lines.agent.origin + path)
  return page
}

test('an unnamed field and grey words on grey are found: a search that finds nothing here would prove nothing', async () => {
  const page = await aPage(desk, '/sign-in')
  await page.getByRole('textbox', { name: 'E-mail' }).waitFor()
  await page.evaluate(() => {
    const words = document.createElement('p')
    words.textContent = 'Hardly to be read'
    words.style.cssText = 'color: rgb(153, 153, 153); background: rgb(170, 170, 170)'
    document.querySelector('main')?.append(document.createElement('input'), words)
  })
  const { counts } = await examine(page)
  expect(counts.serious).toBeGreaterThan(0)
  expect(counts.critical).toBeGreaterThan(0)
})

test('the doors: set-up, sign-in with an error, invitation, invitation gone', async () => {
  const setUp = await aPage(empty, '/')
  await setUp.getByRole('textbox', { name: 'Name of the workspace' }).waitFor()
  await expectClean('set-up', setUp)
  await setUp.getByRole('button', { name: 'Make the workspace' }).click()
  await setUp.getByText('Enter a name.').first().waitFor()
  await expectClean('set-up with errors', setUp)

  const signIn = await aPage(desk, '/')
  await signIn.getByRole('textbox', { name: 'E-mail' }).fill('owner@demo.test')
  await signIn.getByLabel('Password').fill('wrong')
  await expectClean('sign-in', signIn)
  await signIn.getByRole('button', { name: 'Sign in' }).click()
  await signIn.getByRole('alert').waitFor()
  await expectClean('sign-in refused', signIn)

  const { url } = await desk.owner.api.invitations.create({ email: 'new@example.test', role: 'agent' })
  const invitation = await aPage(desk, new URL(url ?? '').pathname)
  await invitation.getByRole('textbox', { name: 'Your name' }).waitFor()
  await expectClean('invitation', invitation)
  const gone = await aPage(desk, '/invitation/nothing-of-this-kind')
  await gone.getByRole('heading').first().waitFor()
  await expectClean('invitation gone', gone)
  const nowhere = await aPage(desk, '/nowhere')
  await nowhere.getByText('There is nothing at this address').waitFor()
  await expectClean('not found', nowhere)
})

test('the Inbox: empty, a list, a thread, a note, details, and every question it asks', async () => {
  const agent = await desk.asAgent(desk.owner, 'agent')
  const { page } = agent
  await agent.openList('Mine')
  await page.getByText('Nothing is yours at the moment').waitFor()
  await expectClean('inbox, empty', page)
  await agent.openList('Active')
  await page.getByRole('listitem').getByRole('link').first().waitFor()
  await expectClean('inbox, list', page)
  await openTalk(agent)
  await expectClean('inbox, thread', page)
  await agent.button('Note').click()
  await agent.composer.fill('Between us')
  await expectClean('inbox, note', page)
  await agent.button('Reply').click()
  await agent.composer.fill('With a draft')
  await agent.button('Emoji').click()
  await page.getByPlaceholder('Search emoji').waitFor()
  await expectClean('inbox, emoji', page)
  await page.keyboard.press('Escape')
  await agent.button('Transfer').click()
  await agent.dialog.waitFor()
  await expectClean('inbox, transfer', page)
  await page.keyboard.press('Escape')
  await agent.dialog.waitFor({ state: 'detached' })
  await agent.button('End session').click()
  await agent.dialog.waitFor()
  await expectClean('inbox, end', page)
  await page.keyboard.press('Escape')
  await agent.dialog.waitFor({ state: 'detached' })
})

/** Opens somebody's assigned session of the shop's own chat, whose composer is there for the owner. */
async function openTalk(agent: AgentScreen): Promise<void> {
  const { items } = await desk.owner.api.sessions.list({
    list: 'active',
    filter: `inbox:any(${desk.inbox.id})`,
  })
  const row = items.find(({ session }) => session.state === 'assigned') ?? items[0]
  if (!row) throw new Error('The demo has no live session in its shop chat')
  await agent.page.goto(`${desk.lines.agent.origin}/inbox/active/${row.session.conversationId}`)
  await agent.composer.waitFor()
}

test('the shell: palette, help, account menu, offline banner', async () => {
  const { page, dialog } = await desk.asAgent(desk.sue, 'supervisor')
  await page.getByRole('navigation', { name: 'Lists' }).waitFor()
  await page.keyboard.press('Control+k')
  await page.getByPlaceholder('Type a command').waitFor()
  await expectClean('palette', page)
  await page.keyboard.press('Escape')
  await dialog.waitFor({ state: 'detached' })
  await page.keyboard.press('?')
  await dialog.waitFor()
  await expectClean('shortcuts help', page)
  await page.keyboard.press('Escape')
  await dialog.waitFor({ state: 'detached' })
  await page.getByRole('button', { name: /^Your account/ }).click()
  await page.getByRole('menuitem', { name: 'Sign out' }).waitFor()
  await expectClean('account menu', page)
  await page.keyboard.press('Escape')
  desk.lines.supervisor.cut()
  await page
    .getByText(/^No connection/)
    .first()
    .waitFor()
  await expectClean('offline', page)
  desk.lines.supervisor.mend()
})

test('Sessions: the table, the panel with each of its tabs, the full page, nothing found', async () => {
  const { page } = await desk.asAgent(desk.owner, 'agent')
  const { origin } = desk.lines.agent
  await page.goto(`${origin}/sessions`)
  const rows = page.getByRole('table', { name: 'Sessions' }).getByRole('row')
  await rows.nth(3).waitFor()
  await expectClean('sessions', page)
  await rows.nth(2).click()
  for (const name of ['Transcript', 'Details', 'Routing', 'Notes']) {
    await page
      .getByRole('tab', { name, exact: name !== 'Notes' })
      .last()
      .click()
    await expectClean(`sessions, ${name}`, page)
  }
  const id = new URL(page.url()).searchParams.get('session')
  await page.goto(`${origin}/sessions/${id}`)
  await page.getByRole('tab', { name: 'Transcript' }).waitFor()
  await expectClean('session, full page', page)
  await page.goto(`${origin}/sessions/0199c0de-0000-7000-8000-000000000000`)
  await page.getByText('There is no such session').waitFor()
  await expectClean('session, missing', page)
  await page.goto(`${origin}/sessions?list=on_hold&contact=0199c0de-0000-7000-8000-000000000000`)
  await page.getByText('No sessions match these filters').waitFor()
  await expectClean('sessions, nothing found', page)
})

test('the settings: preferences, team, inboxes, workspace', async () => {
  const { page } = await desk.asAgent(desk.owner, 'agent')
  for (const path of ['preferences', 'team', 'inboxes', 'workspace']) {
    await page.goto(`${desk.lines.agent.origin}/settings/${path}`)
    await page.getByRole('navigation', { name: 'Settings' }).waitFor()
    await page.waitForLoadState('networkidle')
    await expectClean(`settings, ${path}`, page)
  }
})

test('what developers set up: keys, webhooks, channels, deliveries, each empty, filled in and asked about', async () => {
  const { page } = await desk.asAgent(desk.owner, 'agent')
  const press = (name: string) => page.getByRole('button', { name, exact: true }).click()
  const look = async (name: string, path: string) => {
    await page.goto(`${desk.lines.agent.origin}/settings/${path}`)
    await page.getByRole('navigation', { name: 'Settings' }).waitFor()
    await page.waitForLoadState('networkidle')
    await expectClean(name, page)
  }
  await look('api keys, none', 'api-keys')
  await press('New key')
  await page.getByRole('textbox', { name: 'Name' }).fill('Order sync')
  await page.getByRole('button', { name: 'Read only' }).click()
  await expectClean('api keys, new', page)
  await press('Make the key')
  await page.getByRole('region', { name: /is ready$/ }).waitFor()
  await expectClean('api keys, shown once', page)

  await look('webhooks, none', 'webhooks')
  await look('webhook, new', 'webhooks/new')
  await page.getByRole('textbox', { name: 'Name' }).fill('Warehouse')
  await page.getByRole('textbox', { name: 'Address' }).fill('https://warehouse.example.test/hook')
  await press('All')
  await press('Make the webhook')
  await page.getByRole('region', { name: /is ready$/ }).waitFor()
  await expectClean('webhook, secret shown once', page)
  await press('I have copied it')
  await page.getByText('Nothing has been sent yet').waitFor()
  await expectClean('webhook, deliveries', page)
  await page.getByRole('tab', { name: 'Settings' }).click()
  await expectClean('webhook, settings', page)
  await look('webhooks', 'webhooks')

  await look('inbox, kinds', 'inboxes/new')
  await look('generic channel, new', 'inboxes/new?kind=generic')
  await page.getByRole('textbox', { name: 'Name' }).fill('Till')
  await press('Make the inbox')
  await page.getByRole('region', { name: /are ready$/ }).waitFor()
  await expectClean('generic channel, secrets shown once', page)
  await press('I have copied them')
  await page
    .getByText(/^Ends with/)
    .first()
    .waitFor()
  await expectClean('generic channel', page)

  await look('deliveries, came in', 'deliveries')
  await look('deliveries, going out', 'deliveries?tab=out')
})

/** The frame of the panel, which axe examines apart. */
function panelOf({ page }: Visitor): Frame {
  const frame = page.frames().find((one) => one.url().includes('/widget/panel'))
  if (!frame) throw new Error('The panel is not on the page')
  return frame
}

test('the widget: launcher, first words, talk with files, emoji, refused upload, offline, ended', async () => {
  const visitor = await desk.aVisitor({ path: '/?as=c-1002' })
  const { page } = visitor
  const clean = (name: string) => expectClean(`widget, ${name}`, page, () => panelOf(visitor))
  await visitor.launcher.waitFor()
  await expectClean('shop with the launcher', page)
  await visitor.open()
  await expectClean('shop with the panel', page)
  await clean('first open')
  await visitor.say('Hello')
  await visitor.log.getByText(/I'm the shop's assistant/).waitFor()
  await choose(visitor, aPicture)
  await visitor.panel.getByText(`${aPicture.name}, ready to send`).waitFor({ state: 'attached' })
  await clean('upload ready')
  await visitor.button('Send').click()
  await visitor.log.getByRole('img', { name: aPicture.name }).waitFor()
  await clean('talk')
  await choose(visitor, { name: 'setup.exe', mimeType: 'image/png', buffer: Buffer.from('MZ\u0090\u0000') })
  await visitor.panel.getByRole('alert').filter({ hasText: 'setup.exe' }).waitFor()
  await clean('upload refused')
  await visitor.button('Remove setup.exe').click()
  await visitor.button('Add an emoji').click()
  await clean('emoji')
  await page.keyboard.press('Escape')
  desk.lines.visitor.cut()
  await visitor.panel.getByText(/^No connection\./).waitFor()
  await visitor.say('Waiting')
  await visitor.log.getByText('Waiting to be sent').waitFor()
  await clean('offline')
  desk.lines.visitor.mend()
  await visitor.log.getByText('Waiting to be sent').waitFor({ state: 'detached' })

  const { items } = await desk.owner.api.sessions.list({ list: 'all' })
  const session = items.find(({ contact }) => contact.name === 'Tomáš Havel')?.session
  if (!session) throw new Error('The visitor has no session')
  await desk.owner.api.sessions.end({ sessionId: session.id })
  await visitor.button('Start a new conversation').waitFor()
  await clean('ended')
})

async function choose({ page, button }: Visitor, file: typeof aPicture): Promise<void> {
  const chooser = page.waitForEvent('filechooser')
  await button('Add files').click()
  await (await chooser).setFiles(file)
}

test('the widget that cannot open says why', async () => {
  const settings = desk.inbox.widget?.settings
  if (!settings) throw new Error('The shop has no widget')
  const { id, name, teamId, startsIn, botId } = desk.inbox
  const widget = { ...settings, requireIdentity: true }
  await desk.owner.api.inboxes.change({ inboxId: id, name, teamId, startsIn, botId, widget })
  const visitor = await desk.aVisitor()
  await visitor.launcher.click()
  await visitor.panel.getByRole('alert').getByText('Sign in on this page to chat with us.').waitFor()
  await expectClean('widget, refused', visitor.page, () => panelOf(visitor))
})

test('on every screen, in light and dark, axe finds nothing serious or critical', () => {
  conclude(70)
})
