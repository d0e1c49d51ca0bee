import type { Condition } from '@rapport/domain'
import { Trash2, X } from 'lucide-react'
import { useEffect, useRef, useState } from 'react'
import { useMessages } from '../../app/index.ts'
import { Button, IconButton } from '../../ui/index.ts'
import { blankCondition, isComplete } from './complete-condition.ts'
import { ConditionEditor } from './condition-editor.tsx'
import type { CatalogueField } from './filter-catalogue.ts'

/** What the editor of a chip takes. `onChange` hears of finished conditions only; none of them takes the chip away. */
export type ChipEditorProps = Readonly<{
  field: CatalogueField
  anyOf: readonly Condition[]
  onChange: (anyOf: readonly Condition[]) => void
  onRemove: () => void
}>

const settleMs = 350
const choosing: ReadonlySet<string> = new Set(['choice', 'choices', 'id', 'ids', 'flag'])

/**
 * Edits one chip: a condition, and others of which any counts as well. What is chosen applies at once, what is typed
 * when it has settled, and nothing has to be confirmed.
 */
export function ChipEditor({ field, anyOf, onChange, onRemove }: ChipEditorProps) {
  const t = useMessages()
  const [drafts, setDrafts] = useState(anyOf.length > 0 ? anyOf : [blankCondition(field)])
  const { apply, forget } = useSettled(onChange)
  const change = (next: readonly Condition[], isHowOnly = false) => {
    setDrafts(next)
    // Another way to compare, still without its values, is no reason to show everything meanwhile.
    if (isHowOnly && !next.every(isComplete)) return
    apply(next.filter(isComplete), choosing.has(field.kind) ? 0 : settleMs)
  }
  const hasAlternatives = !choosing.has(field.kind) || drafts.length > 1
  return (
    <div className="grid w-72 gap-2.5">
      <div className="-mt-1 flex items-center gap-2">
        <h2 className="min-w-0 flex-1 truncate font-strong">{field.label}</h2>
        <IconButton
          size="small"
          label={t('sessions.filter.remove', { name: field.label })}
          icon={<Trash2 size={14} aria-hidden="true" />}
          onClick={() => {
            forget()
            onRemove()
          }}
          className="-me-1"
        />
      </div>
      {drafts.map((draft, place) => (
        <Alternative
          // biome-ignore lint/suspicious/noArrayIndexKey: alternatives have no identity but their place
          key={place}
          onRemove={place === 0 ? null : () => change(drafts.toSpliced(place, 1))}
        >
          <ConditionEditor
            field={field}
            condition={draft}
            onChange={(next) => change(drafts.with(place, next), next.operator !== draft.operator)}
          />
        </Alternative>
      ))}
      {hasAlternatives ? (
        <div>
          <Button
            size="small"
            kind="quiet"
            className="-ms-2"
            disabled={!drafts.every(isComplete)}
            onClick={() => setDrafts([...drafts, blankCondition(field)])}
          >
            {t('sessions.filter.orElse')}
          </Button>
        </div>
      ) : null}
    </div>
  )
}

function Alternative({ onRemove, children }: { onRemove: (() => void) | null; children: React.ReactNode }) {
  const t = useMessages()
  if (onRemove === null) return children
  return (
    <div className="grid gap-1.5 border-t border-line-soft pt-2">
      <div className="flex items-center justify-end">
        <IconButton
          size="small"
          label={t('sessions.filter.orRemove')}
          icon={<X size={13} aria-hidden="true" />}
          onClick={onRemove}
          className="-me-1"
        />
      </div>
      {children}
    </div>
  )
}

/** Calls back when nothing has changed for a while, and at the latest when the editor goes, but for what is forgotten. */
function useSettled(onChange: (anyOf: readonly Condition[]) => void) {
  const latest = useRef(onChange)
  const waiting = useRef<Readonly<{
    anyOf: readonly Condition[]
    timer: ReturnType<typeof setTimeout>
  }> | null>(null)
  useEffect(() => {
    latest.current = onChange
  })
  useEffect(
    () => () => {
      if (waiting.current === null) return
      clearTimeout(waiting.current.timer)
      latest.current(waiting.current.anyOf)
    },
    [],
  )
  const forget = () => {
    clearTimeout(waiting.current?.timer)
    waiting.current = null
  }
  const apply = (anyOf: readonly Condition[], ms: number) => {
    clearTimeout(waiting.current?.timer)
    const send = () => {
      waiting.current = null
      latest.current(anyOf)
    }
    if (ms === 0) send()
    else waiting.current = { anyOf, timer: setTimeout(send, ms) }
  }
  return { apply, forget }
}
