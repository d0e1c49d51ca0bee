import { type Answer, type Answers, type Scorecard, scoreOf } from '@rapport/domain'
import { useState } from 'react'
import { useMessages } from '../../app/index.ts'
import { ScoreHead } from '../review/card-pane.tsx'
import { ScoreCard } from '../review/score-card.tsx'
import { sharesOf } from './shares-of.ts'

const noRemark: Omit<Answer, 'value'> = { comment: '', evidence: [] }
const nothing = () => undefined
const parts = ['bg-accent', 'bg-wrapup', 'bg-bot', 'bg-waiting', 'bg-active', 'bg-hold']

/** The card as reviewers will have it, to be tried out: what is given here is kept nowhere. */
export function CardPreview({ definition }: { definition: Scorecard }) {
  const t = useMessages()
  const [answers, setAnswers] = useState<Answers>({})
  const [focusedId, setFocusedId] = useState<string | null>(null)
  const named = nameless(definition, t('quality.unnamed'))
  const reckoned = scoreOf(named, answers)
  return (
    <aside
      aria-label={t('quality.preview')}
      className="flex min-h-0 w-110 shrink-0 flex-col border-s border-line bg-surface max-lg:w-full max-lg:border-s-0 max-lg:border-t"
    >
      <div className="grid gap-2 border-b border-line px-4 py-2.5">
        <h2 className="font-strong">{t('quality.preview')}</h2>
        <p className="text-small text-muted">{t('quality.previewHow')}</p>
        <Shares definition={named} />
      </div>
      <ScoreHead
        score={reckoned.score}
        hasFailed={reckoned.failedCritical.length > 0}
        note={reckoned.missing.length > 0 ? t('quality.toJudge', { n: reckoned.missing.length }) : null}
      />
      <div className="min-h-0 flex-1 overflow-y-auto pb-4 max-lg:overflow-visible">
        <ScoreCard
          scorecard={named}
          answers={answers}
          remarkOf={() => noRemark}
          score={reckoned}
          messages={[]}
          onShow={nothing}
          judging={{
            focusedId,
            onFocus: setFocusedId,
            onValue: (id, value) => setAnswers({ ...answers, [id]: { ...noRemark, value } }),
            onComment: nothing,
            onUnpin: nothing,
            missing: new Set(),
          }}
        />
      </div>
    </aside>
  )
}

/** How the weights of the categories add up to the whole, as one bar and in words. */
function Shares({ definition: { categories } }: { definition: Scorecard }) {
  const t = useMessages()
  const shares = sharesOf(categories)
  return (
    <div className="grid gap-1.5">
      <div aria-hidden="true" className="flex h-2 gap-px overflow-hidden rounded-full bg-line">
        {categories.map(({ id }, place) => (
          <span
            key={id}
            className={parts[place % parts.length]}
            style={{ width: `${shares[place] ?? 0}%` }}
          />
        ))}
      </div>
      <ul className="flex flex-wrap gap-x-3 gap-y-0.5 text-small text-muted">
        {categories.map(({ id, name }, place) => (
          <li key={id} className="inline-flex items-center gap-1">
            <span aria-hidden="true" className={`size-2 rounded-full ${parts[place % parts.length] ?? ''}`} />
            <bdi>{name}</bdi> {t('quality.shareShort', { share: shares[place] ?? 0 })}
          </li>
        ))}
      </ul>
    </div>
  )
}

/** What has no name yet is shown by a word for it. */
const nameless = ({ categories }: Scorecard, word: string): Scorecard => ({
  categories: categories.map((category) => ({
    ...category,
    name: category.name.trim() || word,
    criteria: category.criteria.map((one) => ({ ...one, name: one.name.trim() || word })),
  })),
})
