import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { AgentScreen } from './desk/agent-screen.ts'
import { type Consumer, isSignedWith, openConsumer, sendSigned } from './desk/open-consumer.ts'
import { type Desk, keepPictures, openDesk } from './desk/open-desk.ts'
import { soon } from './desk/soon.ts'

let desk: Desk
let consumer: Consumer
let admin: Page
let agent: AgentScreen
let hook: Readonly<{ url: string; inbound: string; outbound: string }>

keepPictures(() => desk)
beforeAll(async () => {
  ;[desk, consumer] = await Promise.all([
    openDesk({ RAPPORT_ALLOWED_NETWORKS: '127.0.0.1/32' }),
    openConsumer(),
  ])
  admin = (await desk.asAgent(desk.owner, 'supervisor')).page
  agent = await desk.asAgent(desk.ana, 'agent')
})
afterAll(async () => {
  await consumer?.close()
  await desk?.close()
})

const copied = async (name: string) => (await admin.getByRole('group', { name }).textContent()) ?? ''

const says = (id: string, text: string) =>
  sendSigned(hook.url, hook.inbound, {
    type: 'message',
    id,
    person: { id: 'till-7', name: 'Grace Hopper' },
    text,
  })

test('an admin makes a channel of their own, and is shown its secrets once', async () => {
  await admin.goto(`${desk.lines.supervisor.origin}/settings/inboxes`)
  await admin.getByRole('link', { name: 'New inbox' }).click()
  await admin.getByRole('link', { name: /^Generic channel/ }).click()
  await admin.getByRole('textbox', { name: 'Name' }).fill('Till')
  await admin.getByRole('textbox', { name: 'Channel' }).fill('Telegram')
  await admin.getByRole('textbox', { name: 'Address replies go to' }).fill(consumer.url)
  await admin.getByRole('combobox', { name: 'Add an agent' }).click()
  await admin.getByRole('option', { name: 'Ana Agent' }).click()
  await admin.keyboard.press('Escape')
  await admin.getByRole('button', { name: 'Make the inbox' }).click()
  await admin.getByRole('region', { name: 'The secrets of “Till” are ready' }).waitFor()
  const inbound = await copied('Secret your program signs with')
  const outbound = await copied('Secret replies are signed with')
  await admin.getByRole('button', { name: 'I have copied them' }).click()
  hook = { url: await copied('Address to send to'), inbound, outbound }
  await admin.getByText(`Ends with ${inbound.slice(-4)}`, { exact: false }).waitFor()
  expect(await admin.getByText(inbound).count()).toBe(0)
})

test('what the program signs comes in as a session, and the answer goes out signed', async () => {
  expect(await sendSigned(hook.url, hook.outbound, { type: 'message' })).toBe(401)
  expect(await says('m-1', 'The till is stuck')).toBe(200)
  await agent.openList('Unassigned')
  await agent.card('The till is stuck').click()
  await agent.reply('Turn it off and on')
  const told = await consumer.next(({ body }) => body.includes('Turn it off and on'))
  expect(isSignedWith(hook.outbound, told)).toBe(true)
  expect(told.said).toMatchObject({
    thread: 'till-7',
    person: { id: 'till-7' },
    author: { name: 'Ana Agent' },
  })
  await agent.thread.getByText('Sent', { exact: true }).last().waitFor({ state: 'attached' })

  const { id } = told.said.message as { id: string }
  await sendSigned(hook.url, hook.inbound, { type: 'receipt', id, status: 'read', at: Date.now() })
  await agent.thread.getByText('Read', { exact: true }).last().waitFor({ state: 'attached' })
})

test('edits, reactions and deletions of the other side show in the thread', async () => {
  const at = Date.now()
  const ours = await consumer.next(({ body }) => body.includes('Turn it off and on'))
  const { id } = ours.said.message as { id: string }
  await says('m-2', 'It wroks now')
  await says('m-3', 'Forget this')
  await agent.thread.getByText('Forget this').waitFor()
  await sendSigned(hook.url, hook.inbound, {
    events: [
      { type: 'edit', id: 'm-2', text: 'It works now', at },
      { type: 'delete', id: 'm-3', at },
      { type: 'reaction', id, emoji: '👍', at },
    ],
  })
  await agent.thread.getByText('It works now').waitFor()
  await agent.thread.getByText('Edited').waitFor()
  await agent.thread.getByText('This message was deleted').waitFor()
  await agent.thread.getByRole('img', { name: "The contact's reaction: 👍" }).waitFor()
  expect(await agent.thread.getByText('Forget this').count()).toBe(0)
})

test('a message the receiver refuses says so with the reason, and arrives when it is tried again', async () => {
  consumer.behave(410)
  await agent.reply('Is it still fine?')
  await agent.thread.getByText('Not delivered', { exact: true }).waitFor()
  await agent.thread.getByText(/the contact cannot be reached there/).waitFor()
  await admin.goto(`${desk.lines.supervisor.origin}/settings/deliveries?tab=out`)
  const stuck = admin.getByRole('table', { name: 'Messages going out' }).getByRole('row')
  await stuck.filter({ hasText: 'Is it still fine?' }).getByText('Not delivered').waitFor()

  consumer.behave(204)
  await agent.button('Retry').click()
  await agent.thread.getByText('Not delivered', { exact: true }).waitFor({ state: 'detached' })
  await agent.thread.getByText('Sent', { exact: true }).last().waitFor({ state: 'attached' })
  await admin.getByText('Nothing is stuck').waitFor()
})

test('a receiver that hangs up leaves it unknown, and only a person sends it a second time', async () => {
  consumer.behave('hangs up')
  await agent.reply('Closing the case')
  await agent.thread.getByText('It may have arrived').waitFor()
  expect(countOf('Closing the case')).toBe(1)
  const row = admin
    .getByRole('table', { name: 'Messages going out' })
    .getByRole('row')
    .filter({ hasText: 'Closing the case' })
  await row.getByText('it may have arrived').waitFor()

  consumer.behave(204)
  await row.click()
  await admin.getByRole('dialog', { name: 'Message to Till' }).getByRole('button', { name: 'Retry' }).click()
  const asked = admin.getByRole('dialog', { name: 'Send this message again?' })
  await asked.getByText(/the contact gets it twice/).waitFor()
  await asked.getByRole('button', { name: 'Retry' }).click()
  await expect.poll(() => countOf('Closing the case'), soon).toBe(2)
  await agent.thread.getByText('It may have arrived').waitFor({ state: 'detached' })
})

test('what came in is kept as it came, and handling it again changes nothing', async () => {
  await admin.getByRole('tab', { name: 'Came in' }).click()
  const rows = admin.getByRole('table', { name: 'Deliveries that came in' }).getByRole('row')
  await rows.filter({ hasText: 'Handled' }).last().click()
  const dialog = admin.getByRole('dialog', { name: 'Delivery of Till' })
  await dialog.getByRole('group', { name: 'Body' }).getByText('The till is stuck').waitFor()
  await dialog.getByRole('button', { name: 'Replay' }).click()
  await admin.getByText('It is handled again').first().waitFor()
  await dialog.getByText('Handled', { exact: true }).nth(1).waitFor()
  await agent.openList('Mine')
  await agent.card('Grace Hopper').click()
  await agent.thread.getByText('Closing the case').waitFor()
  expect(await agent.thread.getByText('The till is stuck').count()).toBe(1)
  expect(desk.errors).toEqual([])
})

const countOf = (words: string) => consumer.received.filter(({ body }) => body.includes(words)).length
