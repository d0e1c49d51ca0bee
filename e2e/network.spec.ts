import { setTimeout as wait } from 'node:timers/promises'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { AgentScreen } from './desk/agent-screen.ts'
import { type Desk, keepPictures, openDesk } from './desk/open-desk.ts'
import type { Visitor } from './desk/visitor.ts'

let desk: Desk
let agent: AgentScreen
let visitor: Visitor
const outageMs = 10_000

keepPictures(() => desk)
beforeAll(async () => {
  desk = await openDesk()
  agent = await desk.asAgent(desk.ana, 'agent')
  visitor = await desk.aVisitor()
  await agent.openList('Unassigned')
  await visitor.open()
  await visitor.say('Is anybody there?')
  await agent.card('Is anybody there?').click()
  await agent.reply('I am here')
  await visitor.log.getByText('I am here').waitFor()
})
afterAll(() => desk?.close())

const numbered = (words: string) => [1, 2, 3, 4, 5].map((n) => `${words} ${n}`)

test('an agent cut off for 10 s while the visitor writes sees it said, misses nothing and has nothing twice', async () => {
  desk.lines.agent.cut()
  const until = Date.now() + outageMs
  await agent.page
    .getByText(/^No connection/)
    .first()
    .waitFor()
  const words = numbered('While you were away')
  for (const text of words) await visitor.say(text)
  await visitor.log.getByText('While you were away 5').waitFor()
  // Written without a connection: it waits, and is sent when there is one.
  await agent.reply('Did you write?')
  await wait(Math.max(0, until - Date.now()))
  expect(await agent.thread.getByText(/^While you were away/).count()).toBe(0)

  desk.lines.agent.mend()
  await agent.thread.getByText('While you were away 5').waitFor()
  await agent.page
    .getByText(/^No connection/)
    .first()
    .waitFor({ state: 'detached' })
  expect(await agent.thread.getByText(/^While you were away/).allTextContents()).toEqual(words)
})

test('a reply written without a connection is not sent past messages its writer had not seen', async () => {
  // The visitor wrote five messages since: the writer is told, and decides.
  await agent.thread.getByText('newer messages came meanwhile').waitFor()
  expect(await visitor.log.getByText('Did you write?').count()).toBe(0)
  await agent.button('Send anyway').click()
  await visitor.log.getByText('Did you write?').waitFor()
  await wait(500)
  expect(await visitor.log.getByText('Did you write?').count()).toBe(1)
  expect(await agent.thread.getByText('Did you write?').count()).toBe(1)
})

test('a visitor cut off for 10 s is told, and what they write meanwhile is sent once, in order, when they are back', async () => {
  desk.lines.visitor.cut()
  const until = Date.now() + outageMs
  await visitor.panel.getByText(/^No connection\. Messages wait here/).waitFor()
  const words = numbered('From the tunnel')
  for (const text of words) await visitor.say(text)
  await visitor.log.getByText('Waiting to be sent').first().waitFor()
  await agent.reply('Meanwhile from the desk')
  await wait(Math.max(0, until - Date.now()))
  expect(await agent.thread.getByText(/^From the tunnel/).count()).toBe(0)

  desk.lines.visitor.mend()
  await agent.thread.getByText('From the tunnel 5').waitFor()
  await visitor.log.getByText('Meanwhile from the desk').waitFor()
  await visitor.log.getByText('Waiting to be sent').first().waitFor({ state: 'detached' })
  await wait(500)
  expect(await agent.thread.getByText(/^From the tunnel/).allTextContents()).toEqual(words)
  expect(await visitor.log.getByText(/^From the tunnel/).allTextContents()).toEqual(words)
})

test('a cut in the middle of sending doubles nothing, however often it happens', async () => {
  const words = Array.from({ length: 12 }, (_, n) => `Shaky ${n + 1}`)
  for (const [n, text] of words.entries()) {
    await visitor.say(text)
    if (n % 3 === 1) desk.lines.visitor.cut()
    if (n % 3 === 2) desk.lines.visitor.mend()
  }
  await agent.thread.getByText('Shaky 12').waitFor()
  await wait(500)
  expect(await agent.thread.getByText(/^Shaky/).allTextContents()).toEqual(words)
  expect(await visitor.log.getByText(/^Shaky/).allTextContents()).toEqual(words)
  expect(desk.errors).toEqual([])
})
