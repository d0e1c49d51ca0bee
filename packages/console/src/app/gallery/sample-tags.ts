import { tagColours } from '@rapport/domain'

/** Tags of these names, each in a colour of its own. */
export const sampleTags = (names: readonly string[]) =>
  names.map((name, place) => ({ id: name, name, colour: tagColours[place % tagColours.length] ?? 'grey' }))
