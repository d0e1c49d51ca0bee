import type { ReactNode } from 'react'
import { useFormats } from './locale.tsx'

/** A stretch of time in one colour: who or what had the session. */
export type TimeSegment = Readonly<{
  kind: 'bot' | 'waiting' | 'active' | 'hold' | 'wrapup'
  label: string
  milliseconds: number
  /** How the number is computed; shown on hover. */
  explanation?: string
}>

const fills = {
  bot: 'bg-bot',
  waiting: 'bg-waiting',
  active: 'bg-active',
  hold: 'bg-hold',
  wrapup: 'bg-wrapup',
}

/**
 * How a session's time was spent: a bar in proportion, and the same as words and numbers beneath, which is what
 * those who do not see colours or bars get.
 */
export function TimeBar({
  segments,
  trailing,
  label,
}: {
  segments: readonly TimeSegment[]
  trailing?: ReactNode
  label: string
}) {
  const formats = useFormats()
  const shown = segments.filter((segment) => segment.milliseconds > 0)
  return (
    <figure aria-label={label}>
      <div aria-hidden="true" className="flex h-2 gap-px overflow-hidden rounded-[4px] bg-line">
        {shown.map((segment, index) => (
          <span
            // biome-ignore lint/suspicious/noArrayIndexKey: segments are a sequence in time
            key={index}
            title={`${segment.label} ${formats.duration(segment.milliseconds)}`}
            style={{ flexGrow: segment.milliseconds }}
            className={`min-w-0.5 basis-0 ${fills[segment.kind]}`}
          />
        ))}
      </div>
      <figcaption className="mt-1.75 flex flex-wrap gap-x-3.5 gap-y-1 text-small text-muted">
        <ul className="flex flex-wrap gap-x-3.5 gap-y-1">
          {totalsOf(shown).map((segment) => (
            <li key={segment.label} title={segment.explanation} className="inline-flex items-center gap-1.25">
              <span aria-hidden="true" className={`size-1.75 rounded-[2px] ${fills[segment.kind]}`} />
              {segment.label}{' '}
              <b className="font-strong text-text">{formats.duration(segment.milliseconds)}</b>
            </li>
          ))}
        </ul>
        {trailing ? <span className="ms-auto">{trailing}</span> : null}
      </figcaption>
    </figure>
  )
}

/** A session can wait twice; the legend names each kind once with its sum. */
function totalsOf(segments: readonly TimeSegment[]): TimeSegment[] {
  const totals = new Map<string, TimeSegment>()
  for (const segment of segments) {
    const known = totals.get(segment.label)
    totals.set(
      segment.label,
      known ? { ...known, milliseconds: known.milliseconds + segment.milliseconds } : segment,
    )
  }
  return [...totals.values()]
}
