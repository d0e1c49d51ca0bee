import type { FilterProblem } from '@rapport/domain'
import { useId } from 'react'
import { useMessages } from '../../app/index.ts'
import { Textarea } from '../../ui/index.ts'

const example = 'state:any(assigned,on_hold) wait:at_least(5m)'

/** The filter language itself, to be typed: what is wrong is marked where it stands, with its reason. */
export function FilterText(props: {
  value: string
  problems: readonly FilterProblem[]
  onChange: (text: string) => void
  onEnter: () => void
}) {
  const t = useMessages()
  const faultId = useId()
  const { value, problems, onChange } = props
  const [first] = problems
  return (
    <div className="grid gap-2">
      <Textarea
        label={t('sessions.filter.text')}
        hint={t('sessions.filter.textHow', { example })}
        value={value}
        dir="ltr"
        spellCheck={false}
        autoCapitalize="off"
        autoComplete="off"
        aria-invalid={first !== undefined}
        aria-describedby={first === undefined ? undefined : faultId}
        className="font-code text-small"
        onChange={(event) => onChange(event.target.value)}
        onKeyDown={(event) => {
          if (event.key !== 'Enter' || event.shiftKey) return
          event.preventDefault()
          props.onEnter()
        }}
      />
      {first === undefined ? null : (
        <div id={faultId} role="alert" className="grid gap-1 text-small text-danger">
          <Marked text={value} position={first.position} />
          {problems.slice(0, 3).map(({ position, message }) => (
            <p key={`${position} ${message}`}>
              {t('sessions.filter.wrongAt', { position: position + 1, reason: message })}
            </p>
          ))}
        </div>
      )}
    </div>
  )
}

const around = 48

/** The words about a place in the text, with what begins there marked; the end of the text has a mark of its own. */
function Marked({ text, position }: { text: string; position: number }) {
  const from = Math.max(0, position - around)
  const end = text.slice(position).search(/[\s()]/)
  const to = end < 1 ? Math.min(text.length, position + 1) : position + end
  return (
    <code
      dir="ltr"
      className="block overflow-x-auto rounded-base bg-sunken px-2 py-1 whitespace-pre text-text"
    >
      {from > 0 ? '…' : ''}
      {text.slice(from, position)}
      <mark className="bg-danger-soft text-danger underline decoration-wavy underline-offset-2">
        {text.slice(position, to) || '\u00a0'}
      </mark>
      {text.slice(to, to + around)}
      {to + around < text.length ? '…' : ''}
    </code>
  )
}
