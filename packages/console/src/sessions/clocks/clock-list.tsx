import type { ClockFigures } from '@rapport/contract/light'
import { useState } from 'react'
import { useMessages } from '../../app/index.ts'
import { Tooltip, useFormats } from '../../ui/index.ts'
import { type ClockId, clockIds, readClock } from './clock-figures.ts'

/** The clocks, each with its formula: on hover and focus in passing, on a press beneath it. */
export function ClockList({ figures, isExplained }: { figures: ClockFigures; isExplained: boolean }) {
  return (
    <dl className="grid gap-y-0.5">
      {clockIds.map((id) => (
        <ClockLine key={id} id={id} milliseconds={readClock(figures, id)} isExplained={isExplained} />
      ))}
    </dl>
  )
}

function ClockLine(props: { id: ClockId; milliseconds: number | null; isExplained: boolean }) {
  const t = useMessages()
  const formats = useFormats()
  const [isOpen, setIsOpen] = useState(false)
  const { id, milliseconds } = props
  const how = t(`sessions.clock.${id}.how`)
  const isShown = isOpen || props.isExplained
  return (
    <div className="grid grid-cols-[112px_minmax(0,1fr)] gap-x-2">
      <dt>
        <Tooltip text={how} side="inline-start">
          <button
            type="button"
            aria-expanded={isShown}
            onClick={() => setIsOpen(!isOpen)}
            className="min-h-6 rounded-small text-start text-muted underline decoration-line-strong decoration-dotted underline-offset-3 hover:text-text"
          >
            {t(`sessions.clock.${id}`)}
          </button>
        </Tooltip>
      </dt>
      <dd className="py-0.5">
        {milliseconds === null ? (
          <span className="text-faint">–</span>
        ) : (
          <span className="font-strong">{formats.duration(milliseconds)}</span>
        )}
        {isShown ? <span className="block text-small text-faint">{how}</span> : null}
      </dd>
    </div>
  )
}
