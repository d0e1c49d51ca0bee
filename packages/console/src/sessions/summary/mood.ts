/** How a contact felt, in a word: what a screen says where a number would promise more than a lexicon knows. */
export const moods = ['positive', 'neutral', 'negative'] as const
export type Mood = (typeof moods)[number]

// Of 100. Nearer to nought it may as well be the noise of a few words.
const plainAt = 15

/** The word for a sentiment from -100 to 100. */
export const moodOf = (sentiment: number): Mood =>
  sentiment >= plainAt ? 'positive' : sentiment <= -plainAt ? 'negative' : 'neutral'
