import { classNames, useFormats } from '../ui/index.ts'

const good = 80
const fair = 60

/** A score from 0 to 100 with a bar beside it unless there is no room, so that no colour says anything alone; a dash where there is none. */
export function Score(props: { value: number | null; isLarge?: boolean; isBare?: boolean }) {
  const { value, isLarge = false, isBare = false } = props
  const formats = useFormats()
  if (value === null) return <span className="text-faint">–</span>
  const fill = value >= good ? 'bg-active' : value >= fair ? 'bg-waiting' : 'bg-danger'
  return (
    <span className="inline-flex items-center gap-2">
      <span className={isLarge ? 'text-large font-bold' : 'min-w-8 text-end font-strong'}>
        {formats.count(value)}
      </span>
      {isBare ? null : (
        <span
          aria-hidden="true"
          className={classNames(
            'block h-1.5 overflow-hidden rounded-full bg-line',
            isLarge ? 'w-24' : 'w-12',
          )}
        >
          <span className={classNames('block h-full', fill)} style={{ width: `${value}%` }} />
        </span>
      )}
    </span>
  )
}
