import type { SessionRow } from '@rapport/contract/light'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { AgentScreen } from './desk/agent-screen.ts'
import { sendSigned } from './desk/open-consumer.ts'
import { type Desk, keepPictures, openDesk } from './desk/open-desk.ts'
import { rowSaying } from './desk/row-saying.ts'
import { soon } from './desk/soon.ts'
import type { Visitor } from './desk/visitor.ts'

let desk: Desk
let ana: AgentScreen
let visitor: Visitor
let first: SessionRow['session']

keepPictures(() => desk)
beforeAll(async () => {
  desk = await openDesk()
  ;[ana, visitor] = await Promise.all([desk.asAgent(desk.ana, 'agent'), desk.aVisitor()])
  await visitor.open()
  first = await talkThatEnded('Where is my parcel?')
})
afterAll(() => desk?.close())

/** The visitor writes, the agent takes it, and it ends. */
async function talkThatEnded(words: string): Promise<SessionRow['session']> {
  await visitor.say(words)
  const { session } = await rowSaying(desk.ana, words)
  await desk.ana.api.sessions.take({ sessionId: session.id })
  await desk.ana.api.sessions.end({ sessionId: session.id })
  return session
}

/** The session in the panel beside the table. */
async function openPanel({ id }: Pick<SessionRow['session'], 'id'>): Promise<void> {
  await ana.page.goto(`${desk.lines.agent.origin}/sessions?session=${id}`)
  await panel().getByRole('tab', { name: 'Transcript' }).waitFor()
}

const panel = () => ana.page.getByRole('region', { name: /^Session with / }).first()
const write = () => panel().getByRole('textbox', { name: /^Write to / })
const send = () => panel().getByRole('button', { name: 'Send', exact: true }).click()
const liveOnes = async () =>
  (await desk.ana.api.sessions.list({})).items.filter(({ session }) => session.state !== 'ended')

test('Contact client from an ended session begins a new one, which the visitor sees without a reload', async () => {
  await openPanel(first)
  await panel().getByText('Where is my parcel?').first().waitFor()
  await panel().getByRole('button', { name: 'Contact client' }).first().click()
  await panel().getByText('A new session starts when you send').waitFor()
  await write().fill('It has been found!')
  await send()
  await visitor.log.getByText('It has been found!').waitFor()
  await visitor.field.waitFor()
})

test('the new session is the one who wrote, in the same conversation, and the panel goes on in it', async () => {
  const [row, ...others] = await liveOnes()
  expect(others).toEqual([])
  expect(row?.session).toMatchObject({
    state: 'assigned',
    conversationId: first.conversationId,
    number: first.number + 1,
  })
  expect(row?.agentName).toBe('Ana Agent')
  await expect.poll(() => new URL(ana.page.url()).searchParams.get('session'), soon).toBe(row?.session.id)
  await panel()
    .getByRole('textbox', { name: /^Reply to / })
    .waitFor()
  await visitor.say('Wonderful')
  await panel().getByText('Wonderful').first().waitFor()

  await panel().getByRole('tab', { name: 'History' }).click()
  const history = panel().getByRole('list', { name: 'History' }).getByRole('link')
  await expect.poll(() => history.count(), soon).toBe(2)
  await panel().getByRole('link', { name: 'Go to conversation' }).click()
  await expect.poll(() => ana.thread.getByText(/^Session #\d+ · today/).count(), soon).toBe(2)
})

test('while a session is going on nobody begins another, what was typed is kept, and the live one is a press away', async () => {
  const [live] = await liveOnes()
  if (!live) throw new Error('No session is live')
  await desk.ana.api.sessions.end({ sessionId: live.session.id })
  await openPanel(live.session)
  await panel().getByRole('button', { name: 'Contact client' }).first().click()
  await write().fill('Typed before it was known')
  await visitor.button('Start a new conversation').click()
  await visitor.say('I was quicker')
  await rowSaying(desk.ana, 'I was quicker')
  if (await write().isVisible()) await send()
  await panel()
    .getByText(/^A session with Visitor is going on already\. What you wrote is kept as a draft\.$/)
    .waitFor()
  expect((await liveOnes()).length).toBe(1)
  await panel().getByRole('button', { name: 'Go to the live session' }).click()
  const reply = panel().getByRole('textbox', { name: /^Reply to / })
  await expect.poll(() => reply.textContent(), soon).toBe('Typed before it was known')
})

test('a contact who is banned meanwhile is not written to, and the words stay', async () => {
  const [live] = await liveOnes()
  if (!live) throw new Error('No session is live')
  const { id, contactId } = live.session
  const api = desk.owner.api
  await api.sessions.end({ sessionId: id })
  await openPanel(live.session)
  await panel().getByRole('button', { name: 'Contact client' }).first().click()
  const isKept = ana.page.waitForResponse((response) => response.url().endsWith('/draft'))
  await write().fill('Sorry for the wait')
  const { ban } = await api.bans.create({ contactId, reason: 'Threats', until: null })
  await send()
  await panel()
    .getByText('Visitor is banned; nothing can be sent. What you wrote is kept as a draft.')
    .waitFor()
  expect(await liveOnes()).toEqual([])

  await isKept
  await api.bans.lift({ banId: ban.id })
  await ana.page.reload()
  await panel().getByRole('button', { name: 'Contact client' }).first().click()
  await expect.poll(() => write().textContent(), soon).toBe('Sorry for the wait')
  await send()
  await visitor.log.getByText('Sorry for the wait').waitFor()
})

test('where a channel has no address it is said before anybody types', async () => {
  const { inbox, inboundSecret } = await desk.owner.api.inboxes.createGeneric({
    ...{ name: 'Till', teamId: null, startsIn: 'unassigned', botId: null, channelLabel: 'Telegram' },
    settings: { url: null, deduplicates: false, replyWindowHours: null },
  })
  await desk.owner.api.inboxes.setAccess({ inboxId: inbox.id, agentIds: [await idOfAna()], teamIds: [] })
  const person = { id: 'till-7', name: 'Grace Hopper' }
  const said = { type: 'message', id: 'm-1', person, text: 'The till is stuck' }
  expect(await sendSigned(inbox.generic?.hookUrl ?? '', inboundSecret, said)).toBe(200)
  const { session } = await rowSaying(desk.ana, 'The till is stuck')
  await desk.ana.api.sessions.take({ sessionId: session.id })
  await desk.ana.api.sessions.end({ sessionId: session.id })
  await openPanel(session)
  await panel().getByRole('button', { name: 'Contact client' }).first().click()
  await panel().getByText("This inbox has no connected channel; replies can't be delivered.").waitFor()
  expect(await write().count()).toBe(0)
  expect(desk.errors).toEqual([])
})

const idOfAna = async () => (await desk.ana.api.logins.me({})).user.id
