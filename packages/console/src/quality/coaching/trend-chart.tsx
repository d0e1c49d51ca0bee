import { AxisBottom, AxisLeft } from '@visx/axis'
import { scaleLinear, scaleTime } from '@visx/scale'
import { LinePath } from '@visx/shape'
import { useMessages } from '../../app/index.ts'
import { useFormats, useNow, useWidth } from '../../ui/index.ts'
import type { Coaching } from './coaching.ts'
import { midMonday } from './mid-monday.ts'

const height = 208
const margin = { top: 12, right: 12, bottom: 26, left: 34 }
const tick = { fill: 'var(--faint)', fontSize: 11, fontFamily: 'var(--font)' }
const dayMs = 86_400_000

/** The mean score week by week as a line, the team's mean as a dashed one. The numbers are in the table beside it. */
export function TrendChart({ trend, everyone }: { trend: Coaching['trend']; everyone: number | null }) {
  const t = useMessages()
  const formats = useFormats()
  const now = useNow(60_000)
  const { ref, width } = useWidth<HTMLElement>(320)
  const first = trend[0]?.from ?? now
  const last = trend.at(-1)?.from ?? now
  const x = scaleTime({
    // One week alone stands in the middle.
    domain: first === last ? [first - 7 * dayMs, last + 7 * dayMs] : [first, last],
    range: [margin.left + 8, Math.max(width - margin.right - 8, margin.left + 16)],
  })
  const y = scaleLinear({ domain: [0, 100], range: [height - margin.bottom, margin.top] })
  const words = t('quality.trendWords', {
    n: trend.length,
    first: formats.count(trend[0]?.score ?? 0),
    last: formats.count(trend.at(-1)?.score ?? 0),
  })
  return (
    <figure ref={ref} className="min-w-0" dir="ltr">
      <svg width={width} height={height} role="img" aria-label={words}>
        <Lines x={{ from: margin.left, to: width - margin.right }} y={y} everyone={everyone} />
        <LinePath
          data={[...trend]}
          x={({ from }) => x(from)}
          y={({ score }) => y(score)}
          stroke="var(--accent)"
          strokeWidth={2}
        />
        {trend.map(({ from, score, reviews }) => (
          <circle key={from} cx={x(from)} cy={y(score)} r={4} fill="var(--accent)">
            <title>
              {t('quality.trendPoint', {
                day: formats.day(midMonday(from), now),
                score: formats.count(score),
                n: reviews,
              })}
            </title>
          </circle>
        ))}
        <AxisLeft
          scale={y}
          left={margin.left}
          tickValues={[0, 50, 100]}
          hideAxisLine
          hideTicks
          tickLabelProps={{ ...tick, textAnchor: 'end', dx: -4, dy: 4 }}
        />
        <AxisBottom
          scale={x}
          top={height - margin.bottom}
          tickValues={ticksOf(trend, width)}
          tickFormat={(at) => formats.day(midMonday(Number(at)), now)}
          stroke="var(--line)"
          hideTicks
          tickLabelProps={{ ...tick, textAnchor: 'middle' }}
        />
      </svg>
      <Legend everyone={everyone} />
    </figure>
  )
}

/** The lines across the chart: none, half and all of what can be had, and the mean of everybody. */
function Lines(props: {
  x: { from: number; to: number }
  y: (score: number) => number
  everyone: number | null
}) {
  const { x, y, everyone } = props
  const across = (score: number) => ({ x1: x.from, x2: x.to, y1: y(score), y2: y(score) })
  return (
    <>
      {[0, 50, 100].map((score) => (
        <line key={score} {...across(score)} stroke="var(--line)" />
      ))}
      {everyone === null ? null : <line {...across(everyone)} stroke="var(--muted)" strokeDasharray="4 4" />}
    </>
  )
}

function Legend({ everyone }: { everyone: number | null }) {
  const t = useMessages()
  const formats = useFormats()
  return (
    <figcaption dir="auto" className="flex flex-wrap gap-x-4 text-small text-muted">
      <span className="inline-flex items-center gap-1.5">
        <span aria-hidden="true" className="inline-block h-0.5 w-4 bg-accent" />
        {t('quality.score')}
      </span>
      {everyone === null ? null : (
        <span className="inline-flex items-center gap-1.5">
          <span aria-hidden="true" className="inline-block w-4 border-t border-dashed border-muted" />
          {t('quality.teamMeanOf', { score: formats.count(everyone) })}
        </span>
      )}
    </figcaption>
  )
}

const tickWidth = 80

/** Weeks to be named beneath: as many as there is room for, evenly, the newest among them. */
function ticksOf(trend: Coaching['trend'], width: number): number[] {
  const step = Math.max(1, Math.ceil((trend.length * tickWidth) / Math.max(width, tickWidth)))
  return trend.flatMap(({ from }, place) => ((trend.length - 1 - place) % step === 0 ? [from] : []))
}
