import { afterAll, beforeAll, expect, test } from 'vitest'
import { examine } from './desk/examine.ts'
import { type Desk, keepPictures, openDesk } from './desk/open-desk.ts'

let desk: Desk
keepPictures(() => desk)
beforeAll(async () => {
  desk = await openDesk()
})
afterAll(() => desk?.close())

test('the reference is found by keyboard, fits a telephone, and axe finds nothing serious, in light and dark', async () => {
  const context = await desk.newContext()
  const page = await context.newPage()
  const complaints: string[] = []
  page.on('console', (message) => complaints.push(message.text()))
  await page.goto(`${desk.lines.agent.origin}/api/v1/docs`)
  await page.keyboard.press('/')
  await page.keyboard.type('end session reason')
  expect(await page.locator('.operation:visible h3').first().textContent()).toBe('sessions.end')
  expect(await page.locator('#found').textContent()).toMatch(/^\d+ operations?$/)
  await page.keyboard.press('Escape')
  expect(await page.locator('.operation:visible').count()).toBeGreaterThan(50)
  // Nothing was refused by the page's own policy.
  expect(complaints).toEqual([])

  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme })
    await page.setViewportSize({ width: 390, height: 844 })
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390)
    expect((await examine(page)).serious).toEqual([])
  }
})
