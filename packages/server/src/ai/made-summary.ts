import type { NamedTag, TagId, Turn } from '@rapport/domain'

/** What stands in a summary's `maker`: a new name when what it makes of the same words changes. */
export const maker = 'rapport-extractive-2'

/** A session to be told, and the workspace's tags that may be suggested. */
export type ToSummarise = Readonly<{
  turns: readonly Turn[]
  /** What the contact's device or the page said, as a language tag. */
  languageHint: string | null
  tags: readonly NamedTag<TagId>[]
}>

/** What a session was about and how its contact felt. `text` is empty where nothing was said. */
export type MadeSummary = Readonly<{
  text: string
  language: string | null
  topics: readonly string[]
  suggestedTagIds: readonly TagId[]
  sentiment: Readonly<{ score: number; course: readonly number[]; confidence: 'low' | 'high' }> | null
}>

/** What is recorded of a session that nothing can be made of. */
export const emptySummary: MadeSummary = {
  text: '',
  language: null,
  topics: [],
  suggestedTagIds: [],
  sentiment: null,
}
