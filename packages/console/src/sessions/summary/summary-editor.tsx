import { summaryTextMax } from '@rapport/contract/light'
import { isRapportError } from '@rapport/sdk'
import { useEffect, useRef, useState } from 'react'
import { useMessages, useShortcutLabel } from '../../app/index.ts'
import { Button, Textarea, useFormats, useUiText } from '../../ui/index.ts'
import { failureReason } from '../failure-reason.ts'

/** A summary being written, where it stands: the key to save it and the key to leave it as it was. */
export function SummaryEditor(props: {
  text: string
  busy: boolean
  error: unknown
  onSave(text: string): void
  onLeave(): void
}) {
  const t = useMessages()
  const ui = useUiText()
  const keys = useShortcutLabel()
  const formats = useFormats()
  const [text, setText] = useState(props.text)
  const field = useFieldAtHand()
  const written = text.trim()
  const isTooLong = written.length > summaryTextMax
  const canSave = written !== '' && !isTooLong && !props.busy
  const save = () => {
    if (written === props.text) props.onLeave()
    else if (canSave) props.onSave(written)
  }
  return (
    <div className="grid gap-2">
      <Textarea
        ref={field}
        hideLabel
        label={t('sessions.summary.title')}
        value={text}
        rows={4}
        onChange={(event) => setText(event.target.value)}
        onKeyDown={(event) => {
          if (event.key === 'Escape') {
            // The panel around it stays.
            event.stopPropagation()
            event.nativeEvent.stopImmediatePropagation()
            props.onLeave()
          } else if (event.key === 'Enter' && (event.metaKey || event.ctrlKey)) {
            event.preventDefault()
            event.stopPropagation()
            save()
          }
        }}
        error={
          isTooLong
            ? t('sessions.summary.tooLong', { n: written.length - summaryTextMax })
            : isRapportError(props.error)
              ? t('sessions.summary.notKept', { reason: failureReason(props.error, t) })
              : null
        }
      />
      <div className="flex items-center gap-2">
        <span className="flex-1 text-small text-faint">
          {t('sessions.summary.length', {
            n: formats.count(written.length),
            max: formats.count(summaryTextMax),
          })}
        </span>
        <Button size="small" data-tooltip-keys={keys('escape')} onClick={props.onLeave}>
          {ui('ui.cancel')}
        </Button>
        <Button
          size="small"
          kind="primary"
          busy={props.busy}
          disabled={written === '' || isTooLong}
          data-tooltip-keys={keys('mod+enter')}
          onClick={save}
        >
          {t('sessions.summary.save')}
        </Button>
      </div>
    </div>
  )
}

/** Whoever asked to write writes at once, behind the last word. */
function useFieldAtHand() {
  const field = useRef<HTMLTextAreaElement>(null)
  useEffect(() => {
    const { current } = field
    current?.focus()
    current?.setSelectionRange(current.value.length, current.value.length)
  }, [])
  return field
}
