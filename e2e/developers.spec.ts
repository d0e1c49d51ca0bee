import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { endPatience } from './desk/end-patience.ts'
import { type Consumer, isSignedWith, openConsumer, type Received } from './desk/open-consumer.ts'
import { type Desk, keepPictures, openDesk } from './desk/open-desk.ts'
import { soon } from './desk/soon.ts'
import type { Visitor } from './desk/visitor.ts'

let desk: Desk
let consumer: Consumer
let page: Page
let visitor: Visitor

keepPictures(() => desk)
beforeAll(async () => {
  ;[desk, consumer] = await Promise.all([
    openDesk({ RAPPORT_ALLOWED_NETWORKS: '127.0.0.1/32' }),
    openConsumer(),
  ])
  page = (await desk.asAgent(desk.owner, 'agent')).page
})
afterAll(async () => {
  await consumer?.close()
  await desk?.close()
})

const press = (name: string | RegExp) => page.getByRole('button', { name, exact: true }).click()
const show = (path: string) => page.goto(desk.lines.agent.origin + path)
const copied = async (name: string) => (await page.getByRole('group', { name }).textContent()) ?? ''
const statusWith = async (key: string, path: string, init: RequestInit = {}) =>
  (
    await fetch(desk.lines.api.origin + path, {
      ...init,
      headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
    })
  ).status

test('a key is shown once, does what it names and no more, and stops when it is removed', async () => {
  await show('/settings/api-keys')
  await page.getByText('No API key yet').waitFor()
  await press('New key')
  const dialog = page.getByRole('dialog', { name: 'New API key' })
  await dialog.getByRole('textbox', { name: 'Name' }).fill('Order sync')
  await dialog.getByRole('button', { name: 'Make the key' }).click()
  await dialog.getByText('Choose at least one thing it may do.').waitFor()
  await dialog.getByRole('button', { name: 'Read only' }).click()
  await dialog.getByRole('button', { name: 'Make the key' }).click()
  await page.getByRole('region', { name: 'The key “Order sync” is ready' }).waitFor()
  const key = await copied('Key')
  expect(await statusWith(key, '/api/v1/sessions')).toBe(200)
  expect(await statusWith(key, '/api/v1/webhooks')).toBe(403)
  await press('I have copied it')

  await page.reload()
  const line = page
    .getByRole('list', { name: 'API keys' })
    .getByRole('listitem')
    .filter({ hasText: 'Order sync' })
  await line.getByText('Read only').waitFor()
  await line.getByText(/last used/).waitFor()
  expect(await page.getByText(key).count()).toBe(0)

  await press('Remove the key Order sync')
  await page.getByRole('dialog', { name: 'Remove the key “Order sync”?' }).waitFor()
  await press('Remove')
  await page.getByText('No API key yet').waitFor()
  expect(await statusWith(key, '/api/v1/sessions')).toBe(401)
})

test('a webhook is told of what happens, signed with the secret that was shown once', async () => {
  await page.keyboard.press('Control+k')
  await page.getByPlaceholder('Type a command').fill('webhooks')
  await page.keyboard.press('Enter')
  await page.getByText('No webhook yet').waitFor()
  await page.getByRole('link', { name: 'New webhook' }).click()
  await page.getByRole('textbox', { name: 'Name' }).fill('Warehouse')
  await page.getByRole('textbox', { name: 'Address' }).fill('not an address')
  await press('Make the webhook')
  await page.getByText('An address looks like https://example.com/hook.').waitFor()
  await page.getByRole('textbox', { name: 'Address' }).fill(consumer.url)
  await page.getByRole('checkbox', { name: 'All of Sessions' }).click()
  await page.getByRole('checkbox', { name: /^A contact writes/ }).click()
  await press('Make the webhook')
  await page.getByRole('region', { name: 'The webhook “Warehouse” is ready' }).waitFor()
  const secret = await copied('Secret')
  await press('I have copied it')
  await page.getByText('Nothing has been sent yet').waitFor()

  await press('Send a test')
  await page
    .getByText(/^The test arrived: 204/)
    .first()
    .waitFor()

  visitor = await desk.aVisitor()
  await visitor.open()
  await visitor.say('Where is my mug?')
  const told = await consumer.next(saysOf('message.received'))
  expect(isSignedWith(secret, told)).toBe(true)
  expect(told.body).toContain('Where is my mug?')
  const rows = page.getByRole('table', { name: 'Deliveries of Warehouse' }).getByRole('row')
  await rows.filter({ hasText: 'message.received' }).getByText('Delivered').waitFor()

  await page.getByRole('tab', { name: 'Settings' }).click()
  await press('Rotate the secret')
  await page.getByRole('dialog').getByRole('button', { name: 'Rotate the secret' }).click()
  await page.getByRole('region', { name: 'The new secret of “Warehouse”' }).waitFor()
  const next = await copied('Secret')
  await press('I have copied it')
  await page.getByText(/^The secret before it signs too, until/).waitFor()
  await visitor.say('Hello?')
  const both = await consumer.next(({ body }) => body.includes('Hello?'))
  expect([isSignedWith(secret, both), isSignedWith(next, both), next === secret]).toEqual([true, true, false])
})

test('what a day of tries did not deliver is dead, says why, and arrives when it is replayed', async () => {
  consumer.behave(503)
  await visitor.say('Is anybody there?')
  await consumer.next(({ body }) => body.includes('Is anybody there?'))
  await page.getByRole('tab', { name: 'Deliveries' }).click()
  const table = page.getByRole('table', { name: 'Deliveries of Warehouse' })
  await table.getByRole('row').filter({ hasText: 'Waiting' }).getByText('503').waitFor()
  await endPatience(desk.product)
  await visitor.say('Last try')
  const dead = table.getByRole('row').filter({ hasText: 'Dead' })
  await dead.first().waitFor()
  await dead.first().click()
  const dialog = page.getByRole('dialog', { name: 'A contact writes' })
  await dialog.getByText('It answered 503.').waitFor()
  const tries = countOf('Is anybody there?')

  consumer.behave(204)
  await dialog.getByRole('button', { name: 'Replay' }).click()
  await expect.poll(() => countOf('Is anybody there?'), soon).toBeGreaterThan(tries)
  await dialog.getByText('Delivered', { exact: true }).first().waitFor()
  await dialog.getByRole('link', { name: 'Open the session' }).click()
  await page.getByText('Is anybody there?').first().waitFor()
  expect(desk.errors).toEqual([])
})

const saysOf = (type: string) => (one: Received) => one.body.includes(`"${type}"`)
const countOf = (words: string) => consumer.received.filter(({ body }) => body.includes(words)).length
