import { type Priority, priorities } from '@rapport/domain'
import { ChevronDown, ChevronsUp, ChevronUp, type LucideIcon, Minus } from 'lucide-react'
import { type Ref, useState } from 'react'
import { useMessages, useShortcut, useShortcutLabel } from '../../app/index.ts'
import { classNames, Menu } from '../../ui/index.ts'

const signs: Record<Priority, { icon: LucideIcon; className: string }> = {
  urgent: { icon: ChevronsUp, className: 'text-danger' },
  high: { icon: ChevronUp, className: 'text-waiting' },
  normal: { icon: Minus, className: 'text-faint' },
  low: { icon: ChevronDown, className: 'text-hold' },
}

/** How urgent a session is, as a sign; its word stands beside it, or is read out. */
function PrioritySign({ priority, hasWord = false }: { priority: Priority; hasWord?: boolean }) {
  const t = useMessages()
  const { icon: Icon, className } = signs[priority]
  const word = t(`sessions.priority.${priority}`)
  return (
    <span
      title={hasWord ? undefined : `${t('sessions.priority')}: ${word}`}
      className="inline-flex items-center gap-1"
    >
      <Icon size={14} strokeWidth={2.25} aria-hidden="true" className={className} />
      {hasWord ? word : <span className="sr-only">{word}</span>}
    </span>
  )
}

/** The priority as a button that changes it; for who may only read, its sign and word. */
export function PriorityPicker(props: {
  priority: Priority
  onChange: (priority: Priority) => void
  isReadOnly?: boolean
  /** Whether `p` opens it. */
  hasShortcut?: boolean
}) {
  const t = useMessages()
  const keys = useShortcutLabel()
  const { priority, onChange, isReadOnly = false, hasShortcut = false } = props
  const [isOpen, setIsOpen] = useState(false)
  useShortcut('sessions.shortcut.priority', 'p', () => setIsOpen(true), {
    isEnabled: hasShortcut && !isReadOnly,
    opens: 'layer',
  })
  if (isReadOnly) return <PrioritySign priority={priority} hasWord />
  return (
    <Menu
      isOpen={isOpen}
      onOpenChange={setIsOpen}
      label={t('sessions.priority')}
      trigger={
        <PriorityButton
          priority={priority}
          label={`${t('sessions.priority')}: ${t(`sessions.priority.${priority}`)}`}
          shortcut={hasShortcut ? keys('p') : undefined}
        />
      }
      entries={[
        { heading: t('sessions.priority') },
        ...priorities.map((value) => {
          const { icon: Icon, className } = signs[value]
          return {
            label: t(`sessions.priority.${value}`),
            icon: <Icon size={14} strokeWidth={2.25} aria-hidden="true" className={className} />,
            isChecked: value === priority,
            onSelect: () => onChange(value),
          }
        }),
      ]}
    />
  )
}

function PriorityButton({
  priority,
  label,
  shortcut,
  ...button
}: {
  priority: Priority
  label: string
  shortcut: string | undefined
  ref?: Ref<HTMLButtonElement>
}) {
  return (
    <button
      type="button"
      {...button}
      aria-label={label}
      data-tooltip={label}
      data-tooltip-keys={shortcut}
      className={classNames(
        'inline-flex h-6 items-center rounded-small border border-line px-1.5 text-small font-medium hover:bg-hover data-popup-open:bg-hover',
        priority === 'normal' && 'text-muted',
      )}
    >
      <PrioritySign priority={priority} hasWord />
    </button>
  )
}
