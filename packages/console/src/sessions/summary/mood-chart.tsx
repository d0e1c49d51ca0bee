import { type SentimentClass, sentimentClassOf } from '@rapport/domain'
import { AxisLeft } from '@visx/axis'
import { scaleLinear } from '@visx/scale'
import { AreaClosed, LinePath } from '@visx/shape'
import { useMessages } from '../../app/index.ts'
import { useUiLocale, useWidth } from '../../ui/index.ts'

// In pixels.
const widthMin = 200
const height = 104
const room = { top: 8, bottom: 20, start: 60, end: 8 }

const levels: Readonly<Record<string, SentimentClass>> = {
  '100': 'positive',
  '0': 'neutral',
  '-100': 'negative',
}
const tones: Readonly<Record<SentimentClass, string>> = {
  positive: 'fill-active',
  neutral: 'fill-surface stroke-hold',
  negative: 'fill-danger',
}

/** The course of a mood from the first of the contact's messages to the last; the table beside it says the same. */
export function MoodChart({ course }: { course: readonly number[] }) {
  const t = useMessages()
  const { direction } = useUiLocale()
  const isMirrored = direction === 'rtl'
  const { ref, width: place } = useWidth<SVGSVGElement>(480)
  const width = Math.max(widthMin, place)
  const parts = course.map((score, part) => ({ part, score }))
  const ends = isMirrored ? [width - room.start, room.end] : [room.start, width - room.end]
  const x = scaleLinear<number>({ domain: [0, course.length - 1], range: ends })
  const y = scaleLinear<number>({ domain: [-100, 100], range: [height - room.bottom, room.top] })
  const at = { x: ({ part }: Part) => x(part), y: ({ score }: Part) => y(score) }
  const word = (score: number | undefined) => t(`sessions.mood.${sentimentClassOf(score ?? 0)}`)
  return (
    <svg
      ref={ref}
      viewBox={`0 0 ${width} ${height}`}
      role="img"
      aria-label={t('sessions.course.drawn', { from: word(course[0]), to: word(course.at(-1)) })}
      className="h-26 w-full"
    >
      <AxisLeft
        scale={y}
        left={isMirrored ? width - room.start : room.start}
        hideAxisLine
        hideTicks
        tickValues={[-100, 0, 100]}
        tickFormat={(level) => t(`sessions.mood.${levels[String(level)] ?? 'neutral'}`)}
        tickComponent={({ y: top, formattedValue }) => (
          <text
            x={isMirrored ? 8 : -8}
            y={top}
            dy="0.35em"
            textAnchor={isMirrored ? 'start' : 'end'}
            direction="ltr"
            className="fill-faint text-tiny"
          >
            {formattedValue}
          </text>
        )}
      />
      <line
        x1={ends[0]}
        x2={ends[1]}
        y1={y(0)}
        y2={y(0)}
        className="stroke-line-strong"
        strokeDasharray="2 3"
      />
      <AreaClosed
        data={parts}
        {...at}
        yScale={y}
        y0={() => y(0)}
        className="fill-accent-soft"
        fillOpacity={0.7}
      />
      <LinePath data={parts} {...at} className="stroke-accent" strokeWidth={1.5} />
      {parts.map((part) => (
        <circle
          key={part.part}
          cx={at.x(part)}
          cy={at.y(part)}
          r={3}
          strokeWidth={1.5}
          className={tones[sentimentClassOf(part.score)]}
        />
      ))}
      <Ends from={ends[0] ?? 0} to={ends[1] ?? width} isMirrored={isMirrored} />
    </svg>
  )
}

type Part = Readonly<{ part: number; score: number }>

/** Which end is the beginning. */
function Ends({ from, to, isMirrored }: { from: number; to: number; isMirrored: boolean }) {
  const t = useMessages()
  const place = { y: height - 4, direction: 'ltr', className: 'fill-faint text-tiny' } as const
  return (
    <>
      <text {...place} x={from} textAnchor={isMirrored ? 'end' : 'start'}>
        {t('sessions.course.first')}
      </text>
      <text {...place} x={to} textAnchor={isMirrored ? 'start' : 'end'}>
        {t('sessions.course.last')}
      </text>
    </>
  )
}
