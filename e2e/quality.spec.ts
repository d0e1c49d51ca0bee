import type { ReviewView, SessionRow } from '@rapport/contract/light'
import { newClientId } from '@rapport/sdk'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { expectBroughtTo } from './desk/brought-to.ts'
import { lookClean } from './desk/look-clean.ts'
import { type Desk, keepPictures, openDesk } from './desk/open-desk.ts'
import { soon } from './desk/soon.ts'

let desk: Desk
let owner: Page
let sue: Page
let ana: Page

const { expectClean, conclude } = lookClean()
const asked = ['Where is my parcel?', 'The cup came broken'] as const
const answered = 'It is on its way, I promise'

keepPictures(() => desk)
beforeAll(async () => {
  desk = await openDesk()
  const visitor = await desk.aVisitor()
  await visitor.open()
  for (const words of asked) {
    await visitor.say(words)
    const { session } = await theSession(words)
    await desk.ana.api.sessions.take({ sessionId: session.id })
    await desk.ana.api.sessions.send({ sessionId: session.id, clientId: newClientId(), text: answered })
    await desk.ana.api.sessions.end({ sessionId: session.id })
    if (words === asked[0]) await visitor.button('Start a new conversation').click()
  }
  owner = (await desk.asAgent(desk.owner, 'api')).page
  sue = (await desk.asAgent(desk.sue, 'supervisor')).page
  ana = (await desk.asAgent(desk.ana, 'agent')).page
})
afterAll(() => desk?.close())

/** The session whose last words these are, once it is there. */
const theSession = (words: string): Promise<SessionRow> =>
  vi.waitFor(async () => {
    const { items } = await desk.owner.api.sessions.list({})
    const row = items.find(({ preview }) => preview === words)
    if (!row) throw new Error(`No session says ${words}`)
    return row
  }, soon)

const go = (page: Page, path: string) => page.goto(new URL(path, page.url()).href)
const press = (page: Page, name: string | RegExp) =>
  page.getByRole('button', typeof name === 'string' ? { name, exact: true } : { name }).click()
const criterion = (page: Page, name: string) =>
  page.getByRole('region', { name: 'Scorecard' }).getByRole('group', { name, exact: true }).first()

async function onPhone(page: Page, name: string, look?: () => Promise<void>): Promise<void> {
  const before = page.viewportSize()
  await page.setViewportSize({ width: 390, height: 844 })
  await expectClean(`${name}, 390 px`, page)
  await look?.()
  if (before) await page.setViewportSize(before)
}

test('a scorecard is put together with its weights shown as shares, and what is wrong is said where it stands', async () => {
  await go(owner, '/quality?tab=scorecards')
  await owner.getByText('No scorecards yet').waitFor()
  await expectClean('scorecards, none', owner)
  await owner.getByRole('link', { name: 'New scorecard' }).click()
  await press(owner, 'Make scorecard')
  await owner.getByText('Give it a name').first().waitFor()
  await expectClean('scorecard, with problems', owner)

  await owner.getByRole('textbox', { name: 'Name', exact: true }).fill('Service')
  await owner.getByRole('textbox', { name: 'Category', exact: true }).fill('Manner')
  await owner.getByRole('textbox', { name: 'Criterion', exact: true }).fill('Greeting')
  await press(owner, 'Add a category')
  const matter = owner.getByRole('group', { name: 'Category category 2' })
  await matter.getByRole('textbox', { name: 'Category', exact: true }).fill('Matter')
  const second = owner.getByRole('group', { name: 'Category Matter' })
  await second.getByRole('textbox', { name: 'Criterion', exact: true }).fill('Solved')
  await second.getByRole('spinbutton', { name: 'Weight' }).first().fill('30')
  await second.getByRole('combobox', { name: 'Scale' }).click()
  await owner.getByRole('option', { name: 'Yes or no' }).click()
  const preview = owner.getByRole('complementary', { name: 'Preview' })
  await preview.getByText('75 % of the score').waitFor()
  await press(owner, 'Move Matter up')
  await expect
    .poll(() => preview.getByRole('heading', { level: 3 }).first().textContent())
    .toContain('Matter')
  await expectClean('scorecard', owner)
  await onPhone(owner, 'scorecard')
  await press(owner, 'Make scorecard')
  await owner.getByRole('link', { name: 'Service' }).waitFor()
  await owner.getByText(/Version 1 · 2 categories · 2 criteria/).waitFor()
  await expectClean('scorecards', owner)
})

test('a queue shows what it would draw before it is made, and draws it', async () => {
  await owner.getByRole('tab', { name: 'Queues' }).click()
  await owner.getByRole('link', { name: 'New queue' }).click()
  await owner.getByText('2 drawn of 2 that match').waitFor()
  await owner.getByRole('cell', { name: 'Ana Agent' }).waitFor()
  await owner.getByRole('textbox', { name: 'Name', exact: true }).fill('Weekly sample')
  await owner.getByRole('combobox', { name: 'Scorecard' }).click()
  await owner.getByRole('option', { name: 'Service' }).click()
  await owner.getByRole('combobox', { name: 'Add a reviewer' }).click()
  await owner.getByRole('option', { name: 'Sue Supervisor' }).click()
  await owner.keyboard.press('Escape')
  await expectClean('queue', owner)
  await onPhone(owner, 'queue')
  await press(owner, 'Make queue')
  await owner.getByRole('link', { name: 'Weekly sample' }).waitFor()
  await expectClean('queues', owner)
})

test('a session is scored with evidence and comes to its end by keys alone, and the next one follows', async () => {
  await sue.keyboard.press('g')
  await sue.keyboard.press('q')
  await sue.getByRole('heading', { name: 'Weekly sample' }).waitFor()
  await sue.getByText('0 of 10 this week').waitFor()
  await expectClean('to review', sue)
  await sue.keyboard.press(']')
  await sue.getByRole('heading', { name: /^Review of #/ }).waitFor()
  await sue.getByText(answered).first().waitFor()
  await sue.keyboard.press('ControlOrMeta+Enter')
  await sue.getByText('Not judged yet').first().waitFor()
  await expectClean('review, with what is missing', sue)

  await sue.keyboard.press('x')
  await sue.keyboard.press('Shift+J')
  await sue.keyboard.press('Shift+J')
  await expect
    .poll(() => sue.evaluate(() => document.activeElement?.getAttribute('aria-label')), soon)
    .toBe('Pin to Solved')
  await sue.keyboard.press('p')
  await criterion(sue, 'Solved').getByRole('list', { name: 'Messages pinned to Solved' }).waitFor()
  await sue.keyboard.press('j')
  await sue.keyboard.press('3')
  await sue.keyboard.press('p')
  await criterion(sue, 'Greeting').getByRole('list', { name: 'Messages pinned to Greeting' }).waitFor()
  await sue.keyboard.press('c')
  await sue.keyboard.type('Warm and by name')
  await sue.keyboard.press('Escape')
  await sue.getByText(/^Saved /).waitFor()
  await expectClean('review', sue)
  await onPhone(sue, 'review', async () => {
    // Whole: neither the session, whose work it is, nor the queue is cut.
    for (const words of [sue.getByRole('heading', { name: /^Review of #/ }), sue.getByText('Weekly sample')])
      expect(await words.evaluate((shown) => shown.scrollWidth <= shown.clientWidth)).toBe(true)
  })
  await sue.keyboard.press('ControlOrMeta+Enter')
  await sue.getByText('Not answered').waitFor()
  await sue.getByText('1 of 10 this week').waitFor()
  const first = sue.url()
  await sue.keyboard.press(']')
  await sue.waitForURL((url) => /\/reviews\//.test(url.pathname) && url.href !== first)
  await sue.getByText('2 criteria to judge').waitFor()
  await sue.keyboard.press('Shift+S')
  await sue.getByText('Nothing is left in this queue').waitFor()
})

const given = async (): Promise<ReviewView> => {
  const [review] = (await desk.sue.api.reviews.list({ state: 'submitted' })).items
  if (!review) throw new Error('No review was given')
  return review
}

test('the agent finds the review marked, reads why beside the transcript, and disputes it', async () => {
  await ana.keyboard.press('g')
  await ana.keyboard.press('q')
  await ana.getByRole('heading', { name: 'My reviews' }).waitFor()
  const row = ana.getByRole('table', { name: 'My reviews' }).getByRole('row').nth(1)
  await row.getByText('Not answered').waitFor()
  await row.getByText('15', { exact: true }).waitFor()
  await expectClean('my reviews', ana)
  await onPhone(ana, 'my reviews')
  await row.click()
  await ana.getByText('Warm and by name').waitFor()
  await ana
    .getByRole('button', { name: new RegExp(answered) })
    .first()
    .click()
  await expectBroughtTo(ana.getByRole('list', { name: /^Conversation with / }).getByText(answered))
  await expectClean('own review', ana)
  await press(ana, 'Dispute')
  const dialog = ana.getByRole('dialog', { name: 'Dispute this review' })
  await dialog.getByRole('textbox', { name: 'Reason' }).fill('It was solved: the parcel came')
  await expectClean('dispute', ana)
  await dialog.getByRole('button', { name: 'Dispute' }).click()
  await ana.getByText(/^Waits for a reviewer/).waitFor()
})

test('the reviewer answers the dispute with other judgements, and the agent reads the new score', async () => {
  await go(sue, '/quality?tab=reviews&standing=disputed')
  await sue.getByRole('table', { name: 'Reviews' }).getByRole('row').nth(1).click()
  await sue.getByText('It was solved: the parcel came').waitFor()
  await expectClean('disputed review', sue)
  await press(sue, 'Correct')
  const give = sue.getByRole('button', { name: 'Give correction' })
  await sue.getByText(/^Nothing is corrected yet/).waitFor()
  await sue.getByRole('textbox', { name: 'What the agent reads' }).fill('You are right')
  expect(await give.isDisabled()).toBe(true)
  expect(await give.getAttribute('aria-describedby')).toBeTruthy()
  await expectClean('correction of nothing', sue)
  await onPhone(sue, 'correction of nothing')
  await criterion(sue, 'Solved').getByRole('button', { name: /^Yes/ }).click()
  await expectClean('correction', sue)
  await press(sue, 'Give correction')
  await sue.getByText('Sue Supervisor corrected the review').waitFor()
  expect((await given()).score).toBe(90)
  await ana.reload()
  await ana.getByText('You are right').waitFor()
})

test('the coaching page has the trend, and leads to the message that shows it; the agent sees their own', async () => {
  await go(sue, `/quality?tab=coaching&agent=${(await given()).agentId ?? ''}`)
  await sue.getByRole('heading', { name: 'Ana Agent' }).waitFor()
  await sue.getByRole('img', { name: /^Scores over 1 week/ }).waitFor()
  await expectClean('coaching', sue)
  await sue.getByRole('button', { name: 'Table' }).click()
  await sue.getByRole('columnheader', { name: 'Week of' }).waitFor()
  await onPhone(sue, 'coaching', async () => {
    const evidence = await sue.getByRole('link', { name: answered }).first().boundingBox()
    expect((evidence?.x ?? 390) + (evidence?.width ?? 0)).toBeLessThanOrEqual(390)
  })
  await go(ana, '/quality?tab=coaching')
  await ana.getByRole('heading', { name: 'Your reviews' }).waitFor()
  await ana.getByText(/^The team's mean is shown once/).waitFor()
  await ana.getByRole('link', { name: answered }).first().click()
  await expectBroughtTo(ana.getByRole('list', { name: /^Conversation with / }).getByText(answered))
})

test('the tab of a session shows its reviews to whom they concern, and takes a score with notes alone', async () => {
  const { sessionId } = await given()
  await go(ana, `/sessions/${sessionId}?tab=qa`)
  await ana.getByRole('tab', { name: 'QA' }).waitFor()
  await ana.getByText('Warm and by name').waitFor()
  await expectClean('session, QA', ana)
  await go(owner, `/sessions/${sessionId}?tab=qa`)
  await press(owner, 'Score and notes')
  const form = owner.getByRole('form', { name: 'Score and notes' })
  await form.getByRole('spinbutton', { name: 'Score' }).fill('60')
  await form.getByRole('textbox', { name: 'Notes' }).fill('Could be quicker')
  await expectClean('session, score and notes', owner)
  await press(owner, 'Give score')
  await owner.getByText('Could be quicker').waitFor()
  await press(owner, 'Begin review')
  await owner.getByRole('heading', { name: /^Review of #/ }).waitFor()
  await owner.getByRole('link', { name: /^Review of #/ }).waitFor()
})

test('two reviewers of the same session stand side by side', async () => {
  await owner.getByText('2 criteria to judge').waitFor()
  await owner.keyboard.press('x')
  await owner.keyboard.press('j')
  await owner.keyboard.press('3')
  await owner.keyboard.press('ControlOrMeta+Enter')
  await owner.getByText('Not answered').waitFor()
  await go(owner, '/quality?tab=calibration')
  await owner.getByText('Reviewers disagree.').waitFor()
  await owner.getByRole('columnheader', { name: 'Olive Owner' }).waitFor()
  await expectClean('calibration', owner)
  await onPhone(owner, 'calibration', async () => {
    const spread = await owner.getByRole('columnheader', { name: 'Spread' }).boundingBox()
    expect((spread?.x ?? 390) + (spread?.width ?? 0)).toBeLessThanOrEqual(390)
  })
  expect(desk.errors).toEqual([])
})

test('on every screen of quality, in light and dark, axe finds nothing serious or critical', () => {
  conclude(40)
})
