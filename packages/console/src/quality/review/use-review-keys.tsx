import { topOf } from '@rapport/domain'
import { useRef } from 'react'
import { useShortcut } from '../../app/index.ts'
import { criterionElementId } from './score-card.tsx'
import type { JudgingState } from './use-reviewing.ts'

const digits = ['0', '1', '2', '3', '4', '5', '6', '7', '8', '9'] as const
const tenMs = 900

/** The keys that judge: digits give points (1 and 0 at once: ten), and letters what is no number. */
export function JudgingKeys({ judging }: { judging: JudgingState }) {
  const { criteria, focusedId } = judging
  const criterion = criteria.find(({ id }) => id === focusedId)
  const one = useRef({ at: 0, id: '' })
  const go = (step: number) => () => {
    const place = criteria.findIndex(({ id }) => id === focusedId)
    const next = criteria[Math.min(Math.max(place + step, 0), criteria.length - 1)]
    if (next !== undefined) goToCriterion(judging, next.id)
  }
  const give = (value: number | null) => {
    if (criterion !== undefined) judging.onValue(criterion.id, value)
  }
  const points = (digit: number) => {
    if (criterion?.scale.kind !== 'points') return
    const top = topOf(criterion.scale)
    const isTen =
      digit === 0 && top === 10 && one.current.id === criterion.id && Date.now() - one.current.at < tenMs
    one.current = digit === 1 ? { at: Date.now(), id: criterion.id } : { at: 0, id: '' }
    if (isTen) give(10)
    else if (digit <= top) give(digit)
  }
  const isYesNo = criterion?.scale.kind === 'yes_no'
  useShortcut('quality.key.next', 'down', go(1))
  useShortcut('quality.key.next', 'j', go(1))
  useShortcut('quality.key.previous', 'up', go(-1))
  useShortcut('quality.key.previous', 'k', go(-1))
  useShortcut('quality.key.yes', 'y', () => give(1), { isEnabled: isYesNo })
  useShortcut('quality.key.no', 'x', () => give(0), { isEnabled: isYesNo })
  useShortcut('quality.key.na', 'n', () => give(null), { isEnabled: criterion?.mayBeNa ?? false })
  useShortcut('quality.key.comment', 'c', () => focusComment(focusedId), { opens: 'field' })
  return (
    <>
      {digits.map((digit) => (
        <DigitKey key={digit} digit={digit} onDigit={() => points(Number(digit))} />
      ))}
    </>
  )
}

function DigitKey({ digit, onDigit }: { digit: string; onDigit: () => void }) {
  useShortcut('quality.key.points', digit, onDigit)
  return null
}

/** Goes to a criterion: it takes the keys, and is brought into view. */
export function goToCriterion(judging: Pick<JudgingState, 'focus'>, id: string): void {
  judging.focus(id)
  const line = document.getElementById(criterionElementId(id))
  line?.focus({ preventScroll: true })
  line?.scrollIntoView({ block: 'nearest' })
}

function focusComment(id: string | null): boolean {
  const line = id === null ? null : document.getElementById(criterionElementId(id))
  const field = line?.querySelector<HTMLTextAreaElement>('[data-comment]')
  field?.focus()
  return field !== null && field !== undefined
}
