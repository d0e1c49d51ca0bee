import type { ChipFilter } from './filter/filter-chips.ts'
import type { TabList } from './sessions-address.ts'

/** The switch beside the title: everything, what is going on, or what is over. */
export const presets = ['all', 'live', 'history'] as const
export type Preset = (typeof presets)[number]

const notEnded: ChipFilter['chips'][number] = {
  field: 'state',
  anyOf: [{ type: 'condition', field: 'state', operator: 'none', values: ['ended'] }],
}

const isNotEnded = ({ field, anyOf: [only, ...others] }: ChipFilter['chips'][number]): boolean =>
  field === 'state' &&
  others.length === 0 &&
  only?.operator === 'none' &&
  only.values.length === 1 &&
  only.values[0] === 'ended'

/** Where the switch stands: by the list, or by the one filter that it sets itself. */
export function presetOf(list: TabList, { chips }: ChipFilter): Preset {
  if (list === 'ended') return 'history'
  return list !== 'all' || chips.some(isNotEnded) ? 'live' : 'all'
}

/** What the switch asks for: Live is all but Ended, as a filter that is seen and can be taken away; History is Ended. */
export function withPreset(
  preset: Preset,
  filter: ChipFilter,
): Readonly<{ list: TabList; chips: ChipFilter }> {
  const chips = filter.chips.filter((chip) => !isNotEnded(chip))
  switch (preset) {
    case 'all':
      return { list: 'all', chips: { ...filter, chips } }
    case 'live':
      return { list: 'all', chips: { ...filter, chips: [notEnded, ...chips] } }
    case 'history':
      return { list: 'ended', chips: { ...filter, chips } }
  }
}

/** The filter under another list: under Ended, one that shuts out what has ended would leave nothing. */
export const underList = (list: TabList, filter: ChipFilter): ChipFilter =>
  list === 'ended' ? { ...filter, chips: filter.chips.filter((chip) => !isNotEnded(chip)) } : filter
