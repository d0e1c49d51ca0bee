import type { MessageView } from '@rapport/contract/light'
import type { MessageId } from '@rapport/domain'
import { MessageSquareQuote, X } from 'lucide-react'
import { useMessages } from '../../app/index.ts'
import { useFormats } from '../../ui/index.ts'

/** What evidence takes. Without `onRemove` it is only followed to the message. */
export type EvidenceChipsProps = Readonly<{
  /** Of what it is evidence. */
  name: string
  messageIds: readonly MessageId[]
  messages: readonly MessageView[]
  onShow: (messageId: MessageId) => void
  onRemove?: ((messageId: MessageId) => void) | undefined
}>

/** The messages that show why something was judged so: each a few words of it, and the way there. */
export function EvidenceChips({ name, messageIds, messages, onShow, onRemove }: EvidenceChipsProps) {
  const t = useMessages()
  const formats = useFormats()
  if (messageIds.length === 0) return null
  return (
    <ul aria-label={t('quality.evidenceOf', { name })} className="flex flex-wrap gap-1">
      {messageIds.map((messageId, place) => {
        const message = messages.find(({ id }) => id === messageId)
        const words = message?.text ?? t('quality.evidenceAt', { place: place + 1 })
        return (
          <li
            key={messageId}
            className="inline-flex h-6 max-w-full items-stretch rounded-base border border-line bg-surface text-small"
          >
            <button
              type="button"
              title={words}
              onClick={() => onShow(messageId)}
              className="inline-flex min-w-0 items-center gap-1.25 rounded-base px-1.5 hover:bg-hover"
            >
              <MessageSquareQuote size={12} aria-hidden="true" className="shrink-0 text-accent" />
              {message === undefined ? null : (
                <span className="shrink-0 text-faint">{formats.time(message.at)}</span>
              )}
              <bdi className="max-w-52 truncate">{words}</bdi>
            </button>
            {onRemove === undefined ? null : (
              <button
                type="button"
                aria-label={t('quality.unpin', { words: words.slice(0, 40) })}
                onClick={() => onRemove(messageId)}
                className="grid w-6 place-items-center rounded-e-base text-faint hover:bg-hover hover:text-text"
              >
                <X size={12} aria-hidden="true" />
              </button>
            )}
          </li>
        )
      })}
    </ul>
  )
}
