import { expect, test } from 'vitest'
import type { ChipFilter } from './filter/filter-chips.ts'
import { presetOf, presets, underList, withPreset } from './sessions-presets.ts'

const tagged: ChipFilter = {
  chips: [{ field: 'tag', anyOf: [{ type: 'condition', field: 'tag', operator: 'set', values: [] }] }],
  groups: [],
}

test('the switch stands where it was put, and keeps every other filter', () => {
  for (const preset of presets) {
    const { list, chips } = withPreset(preset, tagged)
    expect(presetOf(list, chips)).toBe(preset)
    expect(chips.chips.filter(({ field }) => field === 'tag')).toEqual(tagged.chips)
  }
})

test('going to and fro leaves the filter as it was', () => {
  const live = withPreset('live', tagged).chips
  expect(withPreset('all', live).chips).toEqual(tagged)
  expect(withPreset('live', live).chips).toEqual(live)
})

test('every list of what is going on is Live, and Ended is History', () => {
  expect(presetOf('bot', tagged)).toBe('live')
  expect(presetOf('ended', tagged)).toBe('history')
  expect(presetOf('all', tagged)).toBe('all')
})

test('under Ended nothing is left that shuts out what has ended', () => {
  const live = withPreset('live', tagged).chips
  expect(underList('ended', live)).toEqual(tagged)
  expect(underList('bot', live)).toEqual(live)
})
