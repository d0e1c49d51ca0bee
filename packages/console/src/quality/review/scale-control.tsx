import { type Answers, answerTo, type Criterion, topOf } from '@rapport/domain'
import type { ReactNode } from 'react'
import { useMessages, useShortcutLabel } from '../../app/index.ts'
import { classNames, Kbd } from '../../ui/index.ts'

/** What the scale of one criterion takes. Without `onValue` it only shows what was judged. */
export type ScaleControlProps = Readonly<{
  criterion: Criterion
  answers: Answers
  onValue?: ((value: number | null) => void) | undefined
}>

/** The values a criterion can be given, side by side; each says the key that gives it. */
export function ScaleControl({ criterion, answers, onValue }: ScaleControlProps) {
  const t = useMessages()
  const keys = useShortcutLabel()
  const value = answerTo(answers, criterion)?.value
  const give = (one: number | null) => ({
    isChosen: value === one,
    onPress: onValue === undefined ? undefined : () => onValue(one),
  })
  const isYesNo = criterion.scale.kind === 'yes_no'
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset would break the line of buttons
    <div role="group" aria-label={criterion.name} className="flex flex-wrap gap-1">
      {isYesNo ? (
        <>
          <ScaleButton {...give(1)} hint={keys('y')}>
            {t('quality.yes')}
          </ScaleButton>
          <ScaleButton {...give(0)} hint={keys('x')}>
            {t('quality.no')}
          </ScaleButton>
        </>
      ) : (
        Array.from({ length: topOf(criterion.scale) + 1 }, (_, points) => (
          <ScaleButton
            // biome-ignore lint/suspicious/noArrayIndexKey: the place is the value
            key={points}
            {...give(points)}
          >
            {onValue === undefined
              ? t('quality.pointsOf', { value: points, max: topOf(criterion.scale) })
              : points}
          </ScaleButton>
        ))
      )}
      {criterion.mayBeNa ? (
        <ScaleButton {...give(null)} hint={keys('n')} label={t('quality.notApplicable')}>
          {t('quality.na')}
        </ScaleButton>
      ) : null}
    </div>
  )
}

function ScaleButton(props: {
  isChosen: boolean
  onPress: (() => void) | undefined
  hint?: string
  label?: string
  children: ReactNode
}) {
  const { isChosen, onPress, hint } = props
  if (onPress === undefined && !isChosen) return null
  return (
    <button
      type="button"
      aria-pressed={isChosen}
      title={props.label}
      disabled={onPress === undefined}
      onClick={onPress}
      className={classNames(
        'inline-flex h-7 min-w-7 items-center justify-center gap-1.5 rounded-base border px-1.5 font-medium select-none',
        isChosen
          ? 'border-accent bg-accent text-accent-text'
          : 'border-line bg-surface enabled:hover:bg-hover',
      )}
    >
      {props.children}
      {hint && onPress !== undefined ? (
        <span className="max-sm:hidden">
          <Kbd keys={hint} />
        </span>
      ) : null}
    </button>
  )
}
