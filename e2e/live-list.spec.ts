import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Aimed, aimAtRow } from './desk/aim-at-row.ts'
import { holdTalks } from './desk/hold-talks.ts'
import { type Desk, keepPictures, openDesk } from './desk/open-desk.ts'
import { numbersByApi, type SessionsScreen, sessionsScreen } from './desk/sessions-screen.ts'
import { soon } from './desk/soon.ts'

let desk: Desk
let screen: SessionsScreen

keepPictures(() => desk)
beforeAll(async () => {
  desk = await openDesk()
  const shown = ['contact', 'number', 'summary', 'state', 'messages', 'agent', 'activity']
  await desk.sue.api.preferences.set({ key: 'sessions.columns', value: { shown, widths: {} } })
  const { page } = await desk.asAgent(desk.sue, 'supervisor')
  screen = sessionsScreen(page, desk.lines.supervisor.origin)
})
afterAll(() => desk?.close())

// More of them are had by LIVE_VISITORS=200.
const visitors = Number(process.env.LIVE_VISITORS ?? 30)
const arrived = () => screen.button(/^[\d,]+ new sessions? ↑$/)
const showArrived = async () => {
  if (await arrived().isVisible()) await arrived().click()
}
/** As visitors come one after another, a first press may show fewer than are wanted. */
const showing = (rows: number) =>
  expect
    .poll(async () => {
      await showArrived()
      return await screen.rows.count()
    }, soon)
    .toBeGreaterThanOrEqual(rows)

test('before the first session the page says what would make one, and does not speak of filters', async () => {
  await screen.open()
  await screen.page.getByText('No sessions yet').waitFor()
  await screen.page.getByText('A session begins when somebody writes to one of your inboxes.').waitFor()
  expect(await screen.page.getByText('No sessions match these filters').count()).toBe(0)
})

test('while visitors talk, rows tick and none moves under the pointer; what is new waits, and then the list is as freshly loaded', {
  timeout: 60_000 + visitors * 1000,
}, async () => {
  const leaving = new AbortController()
  const talking = holdTalks(desk, { visitors, comings: 3, thinkMsMax: 2400 }, leaving.signal)
  const aims: Aimed[] = []
  const aim = async (place: number) => aims.push(await aimAtRow(screen.page, place, 2000))
  try {
    await arrived().waitFor()
    const said = await arrived().textContent()
    expect(Number.parseInt(said ?? '', 10)).toBeGreaterThan(0)
    await showing(5)
    await aim(2)

    // Those that end leave this list, but none while somebody points at it.
    await screen.button('Live').click()
    await showing(5)
    await aim(3)
    await showArrived()

    // By their latest words, so that every word would move a row.
    await screen.open({ filter: 'messagesByContact:at_least(2)', sort: 'activity' })
    await showing(4)
    await aim(1)
    await screen.rows.nth(2).click()
    await screen.panel.getByText('Good morning, my order is late').first().waitFor()
    await aim(2)
    await screen.page.keyboard.press('Escape')
    await screen.panel.waitFor({ state: 'detached' })
  } finally {
    await screen.page.mouse.move(2, 2)
    if (aims.length < 4) leaving.abort()
  }

  const { verdict, failures } = await talking
  expect(failures).toEqual([])
  expect(verdict).toMatchObject({ lost: 0, dup: 0, orderBreaks: 0, stored: verdict.sent })
  const differs = await countDifferences()
  const jumped = aims.reduce((sum, one) => sum + one.jumped, 0)
  console.log(`LIVE visitors=${visitors} messages=${verdict.sent} jumped=${jumped} differs=${differs}`)
  expect(aims.every(({ samples }) => samples > 5)).toBe(true)
  expect(Math.min(...aims.slice(0, 2).map(({ ticked }) => ticked))).toBeGreaterThan(0)
  expect({ jumped, differs }).toEqual({ jumped: 0, differs: 0 })
  expect(desk.errors).toEqual([])
})

/** In how many places the list, once what waits is shown, is another than the same page opened afresh. */
async function countDifferences(): Promise<number> {
  const expected = await numbersByApi(desk.sue, screen.asked())
  expect(expected.length).toBe(visitors * 3)
  await expect
    .poll(async () => {
      await showArrived()
      return (await arrived().count()) === 0
    }, soon)
    .toBe(true)
  const live = await screen.numbers()
  await screen.page.reload()
  await screen.rows.first().waitFor()
  const fresh = await screen.numbers()
  expect(fresh).toEqual(expected)
  const places = Array.from({ length: Math.max(live.length, fresh.length) }, (_, place) => place)
  return places.filter((place) => live[place] !== fresh[place]).length
}
