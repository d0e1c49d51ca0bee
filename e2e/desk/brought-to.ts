import type { Locator } from 'playwright-core'
import { expect } from 'vitest'
import { soon } from './soon.ts'

/** Waits until these words of a thread are on the screen, wholly in view, in a bubble that is set apart by its outline. */
export async function expectBroughtTo(words: Locator): Promise<void> {
  await words.waitFor()
  const place = () =>
    words.evaluate((element) => {
      const { top, bottom } = element.getBoundingClientRect()
      const seen = document.elementFromPoint(...middleOf(element))
      let at: Element | null = element
      while (at && getComputedStyle(at).outlineStyle === 'none') at = at.parentElement
      return {
        isInView: top >= 0 && bottom <= innerHeight && seen !== null && element.contains(seen),
        isMarked: at !== null,
      }
      function middleOf(one: Element): [number, number] {
        const { left, width, top: y, height } = one.getBoundingClientRect()
        return [left + width / 2, y + height / 2]
      }
    })
  await expect.poll(place, soon).toEqual({ isInView: true, isMarked: true })
}
