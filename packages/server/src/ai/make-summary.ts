import {
  guessLanguage,
  pastCourtesies,
  type Scorer,
  scorerByLexicon,
  sentimentOf,
  suggestTags,
  summarise,
} from '@rapport/domain'
import type { MadeSummary, ToSummarise } from './made-summary.ts'
import { scoreByVader } from './score-by-vader.ts'

/** Tells a session. Pure: the same words always make the same. English moods are VADER's, others by small lists. */
export function makeSummary({ turns, languageHint, tags }: ToSummarise): MadeSummary {
  const language = guessLanguage(
    turns.map(({ text }) => text),
    languageHint,
  )
  const { text, topics } = summarise(turns, { language })
  const isEnglish = language === 'en'
  const scorer: Scorer = isEnglish ? scoreByVader : scorerByLexicon(language)
  const mood = sentimentOf(turns, pastCourtesies(scorer))
  return {
    text,
    language,
    topics,
    suggestedTagIds: suggestTags(turns, tags),
    sentiment: mood === null ? null : { ...mood, confidence: isEnglish ? 'high' : 'low' },
  }
}
