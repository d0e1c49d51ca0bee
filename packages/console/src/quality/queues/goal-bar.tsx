import { useMessages } from '../../app/index.ts'
import { ProgressBar } from '../../ui/index.ts'

/** How much of a week's goal is done: in words, and as a bar. Without a goal only the words. */
export function GoalBar({ name, done, goal }: { name?: string; done: number; goal: number }) {
  const t = useMessages()
  const words = goal > 0 ? t('quality.goal', { done, goal }) : t('quality.doneThisWeek', { done })
  return (
    <span className="grid w-40 grid-cols-1 gap-0.5 text-small max-sm:w-32">
      {name === undefined ? null : (
        <bdi title={name} className="truncate font-medium">
          {name}
        </bdi>
      )}
      <span className="text-muted">{words}</span>
      {goal > 0 ? <ProgressBar value={Math.min(1, done / goal)} label={words} /> : null}
    </span>
  )
}
