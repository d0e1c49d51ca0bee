import type { ReviewView } from '@rapport/contract/light'
import {
  type Answer,
  type Answers,
  answerTo,
  criteriaOf,
  type Judgements,
  type MessageId,
  type Scorecard,
} from '@rapport/domain'

/** The judgements that a review holds. */
export const judgementsOf = ({ answers, comment, score, scorecard }: ReviewView): Judgements => ({
  answers,
  comment,
  score: scorecard === null ? score : null,
})

/** A comment or evidence before points: kept on this screen, and sent once the criterion is judged. */
export type Remarks = Readonly<Record<string, Omit<Answer, 'value'>>>

const noRemark: Omit<Answer, 'value'> = { comment: '', evidence: [] }

/** What is remarked on a criterion, judged or not. */
export const remarkOn = (answers: Answers, remarks: Remarks, id: string): Omit<Answer, 'value'> =>
  answerTo(answers, { id }) ?? remarks[id] ?? noRemark

/** The answers with a criterion judged, or judged anew; what was remarked on it stays. */
export const withValue = (answers: Answers, remarks: Remarks, id: string, value: number | null): Answers => ({
  ...answers,
  [id]: { ...remarkOn(answers, remarks, id), value },
})

/** The evidence with a message pinned to it, or taken off where it was. */
export const togglePin = (evidence: readonly MessageId[], messageId: MessageId): readonly MessageId[] =>
  evidence.includes(messageId) ? evidence.filter((id) => id !== messageId) : [...evidence, messageId]

/** To which criteria each message is pinned, by their ids. */
export function pinsOf(
  scorecard: Scorecard,
  remarkOf: (id: string) => Pick<Answer, 'evidence'>,
): ReadonlyMap<MessageId, readonly string[]> {
  const pins = new Map<MessageId, string[]>()
  for (const { id } of criteriaOf(scorecard)) {
    for (const messageId of remarkOf(id).evidence) {
      const known = pins.get(messageId)
      if (known === undefined) pins.set(messageId, [id])
      else known.push(id)
    }
  }
  return pins
}
