import type { Page, WebSocket } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { agentScreen } from './desk/agent-screen.ts'
import { keepPictures, openStage, type Stage } from './desk/open-desk.ts'
import { invite, makeInbox, type Person, password, signInThroughApi } from './desk/people.ts'

import { soon } from './desk/soon.ts'

let stage: Stage
let owner: Person
let ownerPage: Page

keepPictures(() => stage)
beforeAll(async () => {
  stage = await openStage()
})
afterAll(() => stage?.close())

const aPage = async (line: keyof Stage['lines'], path = '/') => {
  const page = await (await stage.newContext()).newPage()
  await page.goto(stage.lines[line].origin + path)
  return page
}

const signIn = async (page: Page, email: string, given: string) => {
  await page.getByRole('textbox', { name: 'E-mail' }).fill(email)
  await page.getByLabel('Password').fill(given)
  await page.getByRole('button', { name: 'Sign in' }).click()
}

const fillSetUp = async (page: Page, name: string, email: string) => {
  await page.getByRole('textbox', { name: 'Name of the workspace' }).fill('Harbour')
  await page.getByRole('textbox', { name: 'Your name' }).fill(name)
  await page.getByRole('textbox', { name: 'E-mail' }).fill(email)
  await page.getByLabel('Password').fill(password)
}

/** The page's next live socket, and when it closed. */
const socketOf = (page: Page): Promise<Readonly<{ closedAt: Promise<number> }>> =>
  page
    .waitForEvent('websocket', { predicate: (socket) => socket.url().endsWith('/api/v1/socket') })
    .then((socket: WebSocket) => ({ closedAt: socket.waitForEvent('close').then(() => Date.now()) }))

test('an empty installation asks whoever comes first for a workspace and an owner, and nobody after', async () => {
  ownerPage = await aPage('agent')
  await fillSetUp(ownerPage, 'Olive Owner', 'olive@example.test')
  await ownerPage.getByLabel('Password').fill('short')
  await ownerPage.getByRole('button', { name: 'Make the workspace' }).click()
  await ownerPage.getByText('At least 10 characters.', { exact: true }).waitFor()
  await ownerPage.getByLabel('Password').fill(password)
  await ownerPage.getByRole('button', { name: 'Make the workspace' }).click()
  await ownerPage.getByRole('button', { name: 'Your account, Olive Owner' }).waitFor()

  const late = await aPage('colleague', '/set-up')
  await fillSetUp(late, 'Late Comer', 'late@example.test')
  await late.getByRole('button', { name: 'Make the workspace' }).click()
  await late.getByRole('heading', { name: 'Sign in' }).waitFor()
  const stranger = await aPage('colleague')
  await stranger.getByRole('heading', { name: 'Sign in' }).waitFor()
  owner = await signInThroughApi(stage.lines.api.origin, {
    name: 'Olive Owner',
    email: 'olive@example.test',
    password,
  })
})

test('a wrong password and an unknown address are answered alike, and the right one leads where one wanted to go', async () => {
  const page = await aPage('agent', '/sessions')
  await page.getByRole('heading', { name: 'Sign in' }).waitFor()
  await signIn(page, 'olive@example.test', 'not my password')
  await page.getByRole('alert').getByText('The e-mail or the password is wrong.').waitFor()
  await signIn(page, 'nobody@example.test', 'not my password')
  await page.getByRole('alert').getByText('The e-mail or the password is wrong.').waitFor()
  await signIn(page, 'olive@example.test', password)
  await page.getByRole('heading', { name: 'Sessions', exact: true }).waitFor()
  expect(new URL(page.url()).pathname).toBe('/sessions')
})

test('somebody invited comes in by the link once; the second time it is no longer good', async () => {
  const { url } = await owner.api.invitations.create({ email: 'ana@example.test', role: 'agent' })
  const path = new URL(url ?? '').pathname
  const page = await aPage('colleague', path)
  await page.getByRole('heading', { name: 'Join Harbour' }).waitFor()
  await page.getByRole('textbox', { name: 'Your name' }).fill('Ana Agent')
  await page.getByLabel('Choose a password').fill(password)
  await page.getByRole('button', { name: 'Join' }).click()
  await page.getByRole('button', { name: 'Your account, Ana Agent' }).waitFor()

  const again = await aPage('supervisor', path)
  await again.getByRole('heading', { name: 'This invitation is no longer good' }).waitFor()
})

test('an agent without an inbox sees no session, by list or by address', async () => {
  const inbox = await makeInbox(owner)
  const ana = await signInThroughApi(stage.lines.api.origin, {
    name: 'Ana',
    email: 'ana@example.test',
    password,
  })
  const ben = await invite(stage.lines.api.origin, owner, {
    name: 'Ben Agent',
    role: 'agent',
    inboxIds: [inbox.id],
  })
  const { visitor: line } = stage.lines
  const { token } = await fetch(`${line.origin}/api/v1/widget/visitors`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ key: inbox.widget?.key }),
  }).then((response) => response.json() as Promise<{ token: string }>)
  await sayAsVisitor(line.origin, token, 'A secret question')
  await expect.poll(async () => (await ben.api.sessions.list({})).items.length, soon).toBe(1)
  const [row] = (await ben.api.sessions.list({})).items

  const context = await stage.newContext()
  const { origin } = stage.lines.agent
  await context.addCookies([{ name: 'rapport_login', value: ana.token, url: origin }])
  const page = await context.newPage()
  await page.goto(`${origin}/inbox/active`)
  await page.getByText('You have no inbox yet. An admin can give you one.').waitFor()
  expect(await agentScreen(page).count('Active')).toBe(0)
  await page.goto(`${origin}/inbox/active/${row?.session.conversationId}`)
  await page.getByRole('navigation', { name: 'Lists' }).waitFor()
  await page.goto(`${origin}/sessions/${row?.session.id}`)
  await page.getByText('There is no such session').waitFor()
  expect(await page.getByText('A secret question').count()).toBe(0)
  await page.goto(`${origin}/sessions/no-number-of-a-session`)
  await page.getByText('There is no such session').waitFor()
  await page.goto(`${origin}/settings/workspace`)
  await page.getByText('There is nothing at this address').waitFor()

  await page.goto(`${origin}/inbox/mine`)
  await page.getByText('You have no inbox yet. An admin can give you one.').waitFor()
  const { agents } = await owner.api.team.list({})
  await owner.api.inboxes.setAccess({ inboxId: inbox.id, agentIds: agents.map(({ id }) => id), teamIds: [] })
  await page.getByText('Nothing is yours at the moment').waitFor()
})

/** One message over a visitor's own socket. */
async function sayAsVisitor(origin: string, token: string, text: string): Promise<void> {
  const socket = new globalThis.WebSocket(`${origin.replace('http', 'ws')}/api/v1/widget/socket`)
  const clientId = crypto.randomUUID()
  await new Promise<void>((resolve, reject) => {
    socket.onerror = () => reject(new Error('The visitor cannot reach the desk'))
    socket.onopen = () => socket.send(JSON.stringify({ type: 'hello', protocol: 1, token }))
    socket.onmessage = ({ data }) => {
      const frame = JSON.parse(String(data)) as { type: string }
      if (frame.type === 'welcome') socket.send(JSON.stringify({ type: 'send', clientId, text, fileIds: [] }))
      if (frame.type === 'sent') resolve()
      if (frame.type === 'refused') reject(new Error(String(data)))
    }
  })
  socket.close()
}

test('signing out in one tab ends the socket of the other within a second, and shows it the door', async () => {
  const context = ownerPage.context()
  const other = await context.newPage()
  const socket = socketOf(other)
  await other.goto(`${stage.lines.agent.origin}/inbox`)
  const { closedAt } = await socket
  await other.getByRole('navigation', { name: 'Lists' }).waitFor()

  const answered = ownerPage
    .waitForResponse((response) => response.url().endsWith('/logins/current'))
    .then(() => Date.now())
  await ownerPage.getByRole('button', { name: 'Your account, Olive Owner' }).click()
  await ownerPage.getByRole('menuitem', { name: 'Sign out' }).click()
  expect((await closedAt) - (await answered)).toBeLessThanOrEqual(1000)
  await other.getByRole('heading', { name: 'Sign in' }).waitFor()
})

test('a deactivated agent is out within a second, with their screen', async () => {
  const ben = await signInThroughApi(stage.lines.api.origin, {
    name: 'Ben',
    email: 'ben@example.test',
    password,
  })
  const context = await stage.newContext()
  const { origin } = stage.lines.agent
  await context.addCookies([{ name: 'rapport_login', value: ben.token, url: origin }])
  const page = await context.newPage()
  const socket = socketOf(page)
  await page.goto(`${origin}/inbox/unassigned`)
  const { closedAt } = await socket
  await page.getByText('A secret question').waitFor()
  const { agents } = await owner.api.team.list({})
  const agentId = agents.find(({ email }) => email === 'ben@example.test')?.id
  if (!agentId) throw new Error('Ben is not in the team')
  await owner.api.team.deactivate({ agentId })
  const deactivatedAt = Date.now()
  expect((await closedAt) - deactivatedAt).toBeLessThanOrEqual(1000)
  await page.getByText('A secret question').waitFor({ state: 'detached' })
  expect(stage.errors).toEqual([])
})
