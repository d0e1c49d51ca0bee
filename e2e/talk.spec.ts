import { readFile } from 'node:fs/promises'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { AgentScreen } from './desk/agent-screen.ts'
import { type Desk, keepPictures, openDemo } from './desk/open-desk.ts'
import { aPicture, aTextFile } from './desk/some-files.ts'
import { soon } from './desk/soon.ts'
import type { Visitor } from './desk/visitor.ts'

let desk: Desk
let agent: AgentScreen
let visitor: Visitor

keepPictures(() => desk)
beforeAll(async () => {
  desk = await openDemo()
  const { id, name, teamId, widget } = desk.inbox
  if (!widget) throw new Error('The shop has no widget')
  const startsWithPeople = { inboxId: id, name, teamId, startsIn: 'unassigned', botId: null } as const
  await desk.owner.api.inboxes.change({ ...startsWithPeople, widget: widget.settings })
  agent = await desk.asAgent(desk.ana, 'agent')
  visitor = await desk.aVisitor({ path: '/?as=c-1001' })
})
afterAll(() => desk?.close())

test("a visitor's first words stand in Unassigned at once, under the name the shop signed for", async () => {
  await agent.openList('Unassigned')
  await visitor.open()
  await visitor.say('Is the harbour mug 🫖 dishwasher safe?')
  const card = agent.card('Is the harbour mug 🫖 dishwasher safe?')
  await card.waitFor()
  expect(await card.textContent()).toContain('Maya Lindqvist')
  await card.click()
  await agent.thread.getByText('Is the harbour mug 🫖 dishwasher safe?').waitFor()
})

test('the visitor sees the answer with the name of who gives it', async () => {
  await agent.reply('It is, at 60 degrees 🙂')
  await visitor.log.getByText('It is, at 60 degrees 🙂').waitFor()
  await visitor.panel.getByRole('heading', { name: 'Amira Haddad' }).waitFor()
  await visitor.log.getByText('Amira Haddad is here to help').waitFor()
})

test('each side sees the other typing, and sees it stop', async () => {
  await visitor.field.pressSequentially('And the', { delay: 30 })
  await agent.thread.getByRole('status', { name: /is typing$/ }).waitFor()
  await visitor.field.fill('')
  await agent.thread.getByRole('status', { name: /is typing$/ }).waitFor({ state: 'detached' })

  await agent.composer.pressSequentially('Let me', { delay: 30 })
  await visitor.log.getByText('Amira Haddad is writing').waitFor({ state: 'attached' })
  await agent.composer.fill('')
  await visitor.log.getByText('Amira Haddad is writing').waitFor({ state: 'detached' })
})

test("an emoji picked on either side arrives as it is, and the agent's ticks go from delivered to read", async () => {
  await visitor.launcher.click()
  await agent.button('Emoji').click()

  await agent.page.getByPlaceholder('Search emoji').fill('party tada')
  await agent.page.getByRole('option', { name: 'party tada' }).click()
  await agent.composer.press('Enter')
  await agent.thread.getByText('🎉').waitFor()
  await agent.thread.getByText('Delivered', { exact: true }).last().waitFor({ state: 'attached' })
  await visitor.launcher.click()
  await visitor.log.getByText('🎉').waitFor()
  await agent.thread.getByText('Delivered', { exact: true }).waitFor({ state: 'detached' })
  await agent.thread.getByText('Read', { exact: true }).last().waitFor({ state: 'attached' })

  await visitor.button('Add an emoji').click()
  await visitor.panel.getByRole('button', { name: '👍' }).click()
  await visitor.field.press('Enter')
  await agent.thread.getByText('👍').waitFor()
  await visitor.log
    .getByText(/· Read$/)
    .last()
    .waitFor()
})

test('a picture from the visitor is shown, and a document from the agent is downloaded as it was sent', async () => {
  const chooser = visitor.page.waitForEvent('filechooser')
  await visitor.button('Add files').click()
  await (await chooser).setFiles(aPicture)
  await visitor.panel.getByText(`${aPicture.name}, ready to send`).waitFor({ state: 'attached' })
  await visitor.button('Send').click()
  const picture = agent.thread.getByRole('img', { name: `Picture: ${aPicture.name}` })
  await picture.waitFor()
  await expect.poll(() => picture.evaluate((img) => (img as HTMLImageElement).naturalWidth), soon).toBe(2)

  const agentsChooser = agent.page.waitForEvent('filechooser')
  await agent.button('Attach files').click()
  await (await agentsChooser).setFiles(aTextFile)
  await expect.poll(() => agent.button('Send').isEnabled(), soon).toBe(true)
  await agent.button('Send').click()
  const link = visitor.log.getByRole('link', { name: new RegExp(`Download ${aTextFile.name}`) })
  const download = visitor.page.context().waitForEvent('download')
  await link.click()
  const file = await download
  expect(file.suggestedFilename()).toBe(aTextFile.name)
  expect(await readFile(await file.path())).toEqual(aTextFile.buffer)
})

test('what comes while the chat is closed is counted on the launcher, and opening it reads them', async () => {
  await visitor.launcher.click()
  await agent.reply('One more thing:')
  await agent.reply('we close at six.')
  await visitor.page.getByRole('button', { name: 'Open chat (2 unread)' }).click()
  await visitor.log.getByText('we close at six.').waitFor()
  await visitor.launcher.click()
  await visitor.page.getByRole('button', { name: 'Open chat', exact: true }).waitFor()
})

test('the visitor who reloads the page has the whole history, and goes on in it', async () => {
  await visitor.page.reload()
  await visitor.open()
  for (const words of [
    'Is the harbour mug 🫖 dishwasher safe?',
    'It is, at 60 degrees 🙂',
    '🎉',
    'we close at six.',
  ]) {
    await visitor.log.getByText(words).waitFor()
  }
  await visitor.log.getByRole('img', { name: aPicture.name }).waitFor()
  await visitor.say('Thank you, bye')
  await agent.thread.getByText('Thank you, bye').waitFor()
  expect(desk.errors).toEqual([])
})
