import fc from 'fast-check'
import { expect, test } from 'vitest'
import { contrast, readableOn, textOn } from './contrast.ts'

const colour = fc.integer({ min: 0, max: 0xffffff }).map((n) => `#${n.toString(16).padStart(6, '0')}`)

test('contrast is what WCAG says it is, whichever way round', () => {
  expect(contrast('#ffffff', '#000000')).toBeCloseTo(21, 5)
  expect(contrast('#777777', '#ffffff')).toBeCloseTo(4.478, 2)
  expect(contrast('#0c6457', '#0c6457')).toBe(1)
})

test('text on any accent reaches 4.5:1', () => {
  fc.assert(fc.property(colour, (accent) => contrast(textOn(accent), accent) >= 4.5))
})

test('an accent as text reaches 4.5:1 on light and on dark, and one that does already stays itself', () => {
  for (const background of ['#ffffff', '#1b1a19']) {
    fc.assert(fc.property(colour, (accent) => contrast(readableOn(accent, background), background) >= 4.5))
  }
  expect(readableOn('#0c6457', '#ffffff')).toBe('#0c6457')
})
