import { afterAll, beforeAll, expect, test } from 'vitest'
import type { AgentScreen } from './desk/agent-screen.ts'
import { type Desk, keepPictures, openDemo } from './desk/open-desk.ts'
import { soon } from './desk/soon.ts'
import type { Visitor } from './desk/visitor.ts'

let desk: Desk
let agent: AgentScreen
let visitor: Visitor
let before: Readonly<{ bot: number; unassigned: number }>

keepPictures(() => desk)
beforeAll(async () => {
  desk = await openDemo()
  agent = await desk.asAgent(desk.ana, 'agent')
  visitor = await desk.aVisitor()
})
afterAll(() => desk?.close())

const counts = async () => ({ bot: await agent.count('Bot'), unassigned: await agent.count('Unassigned') })

test('a visitor is greeted by a bot that says it is one, and stands in Bot, counted', async () => {
  await agent.openList('Bot')
  await expect.poll(async () => (await counts()).unassigned, soon).toBeGreaterThan(0)
  before = await counts()
  await visitor.open()
  await visitor.say('Hello there')
  await visitor.log.getByText(/I'm the shop's assistant/).waitFor()
  await visitor.panel.getByRole('heading').getByText('Bot', { exact: true }).waitFor()
  await expect.poll(async () => (await counts()).bot, soon).toBe(before.bot + 1)
  expect((await counts()).unassigned).toBe(before.unassigned)
})

test('it answers what it knows, for the agents to see live', async () => {
  await agent
    .card(/I'm the shop's assistant/)
    .first()
    .click()
  await agent.thread.getByText('Hello there').waitFor()
  await visitor.say('When are you open on Saturday?')
  await visitor.log.getByText(/on Saturday from 10:00 to 16:00/).waitFor()
  await agent.thread.getByText(/on Saturday from 10:00 to 16:00/).waitFor()
  expect((await counts()).bot).toBe(before.bot + 1)
})

test('asked for a person it hands off: the session goes from Bot to Unassigned in front of the agent', async () => {
  await agent.openList('Unassigned')
  await visitor.say('I want to talk to a human, please')
  await visitor.log.getByText(/I am getting a colleague for you/).waitFor()
  await expect.poll(counts, soon).toEqual({ bot: before.bot, unassigned: before.unassigned + 1 })
  const card = agent.card(/I am getting a colleague for you|I want to talk to a human, please/)
  await card.first().click()
  await agent.thread.getByText(/^Handed off by .*Asked for a person/).waitFor()
})

test('after the handoff the bot is silent, and the person answers', async () => {
  await agent.reply('Hello, a human here')
  await visitor.log.getByText('Hello, a human here').waitFor()
  await visitor.say('What are your opening hours?')
  await agent.thread.getByText('What are your opening hours?').waitFor()
  await agent.reply('I will look')
  await visitor.log.getByText('I will look').waitFor()
  expect(await visitor.log.getByText(/on Saturday from 10:00 to 16:00/).count()).toBe(1)
  await expect.poll(counts, soon).toEqual(before)
  expect(desk.errors).toEqual([])
})
