import type { Frame, Page } from 'playwright-core'
import { expect } from 'vitest'
import { examine, type Weight } from './examine.ts'

const themes = ['light', 'dark'] as const
type Theme = (typeof themes)[number]
const weights = ['minor', 'moderate', 'serious', 'critical'] as const

/** Looks at screens one after the other, and knows what it has found on all of them. */
export type Looking = Readonly<{
  totals: Readonly<Record<Weight | 'screens', number>>
  /** Examines in both themes, and keeps on going: one bad screen must not hide the next. */
  expectClean(name: string, page: Page, within?: () => Page | Frame): Promise<void>
  /** Says what was found, in a line; nothing serious or critical may be. */
  conclude(screensMin: number): void
}>

/** Begins to look. */
export function lookClean(): Looking {
  const totals = { screens: 0, minor: 0, moderate: 0, serious: 0, critical: 0 }
  return {
    totals,
    async expectClean(name, page, within = () => page) {
      for (const theme of themes) {
        await showIn(page, theme)
        const { counts, serious } = await examine(within())
        totals.screens += 1
        for (const weight of weights) totals[weight] += counts[weight]
        expect.soft(serious, `${name}, ${theme}`).toEqual([])
      }
    },
    conclude(screensMin) {
      const found = Object.entries(totals).map(([name, count]) => `${name}=${count}`)
      console.log(`axe ${found.join(' ')}`)
      expect(totals.screens).toBeGreaterThan(screensMin)
      expect([totals.serious, totals.critical]).toEqual([0, 0])
    },
  }
}

/** As the system says, with what fades in or out brought to its end. */
async function showIn(page: Page, theme: Theme): Promise<void> {
  await page.emulateMedia({ colorScheme: theme, reducedMotion: 'reduce' })
  await page.waitForTimeout(150)
}
