import type { MessageView, SessionRow } from '@rapport/contract/light'
import { asId, type MessageId } from '@rapport/domain'
import { useSearch } from '@tanstack/react-router'
import { type ReactNode, type RefObject, useEffect, useEffectEvent, useRef, useState } from 'react'
import { useMessages } from '../../app/index.ts'
import {
  type MessageExtras,
  type ThreadHandle,
  TranscriptTab,
  useSessionReading,
} from '../../sessions/index.ts'
import { isOnePane, LoadingPane, SegmentedControl, useMedia } from '../../ui/index.ts'
import { ReviewedSession } from './reviewed-session.tsx'

type Pane = 'transcript' | 'card'

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i

/** The transcript beside a review: its messages, and how to go to one. */
export function useReviewDesk(row: SessionRow) {
  const { message = '' } = useSearch({ from: '/shell/quality/reviews/$reviewId' })
  const [messageId, setMessageId] = useState(() =>
    uuid.test(message) ? asId<MessageId>(message.toLowerCase()) : null,
  )
  const [pane, setPane] = useState<Pane>(messageId === null ? 'card' : 'transcript')
  const reading = useSessionReading(row, messageId)
  const handle = useRef<ThreadHandle>(null)
  const show = (id: MessageId) => {
    setPane('transcript')
    // One that is here is only scrolled to; for another its page has to be fetched.
    if (handle.current?.showMessage(id) !== true || messageId !== id) setMessageId(id)
  }
  return { reading, messages: reading.record.content.messages, messageId, handle, show, pane, setPane }
}

/** What `useReviewDesk` answers. */
export type ReviewDesk = ReturnType<typeof useReviewDesk>

/** What the frame of a review takes. */
export type ReviewFrameProps = Readonly<{
  desk: ReviewDesk
  bar: ReactNode
  /** Above both: what holds for the whole review. */
  banner?: ReactNode
  card: ReactNode
  extras?: MessageExtras | undefined
  /** Hears of a message that is pressed, where pressing one means something. */
  onPress?: ((messageId: MessageId) => void) | undefined
}>

/** The transcript at the start and the card at the end; on a small screen one of them at a time. */
export function ReviewFrame({ desk, bar, banner, card, extras, onPress }: ReviewFrameProps) {
  const t = useMessages()
  const isNarrow = useMedia(isOnePane)
  const isShown = (pane: Pane) => !isNarrow || desk.pane === pane
  return (
    <div className="flex h-full min-h-0 flex-col">
      {bar}
      {banner}
      {isNarrow ? (
        <div className="flex shrink-0 justify-center border-b border-line px-4 py-1.5">
          <SegmentedControl<Pane>
            label={t('quality.panes')}
            value={desk.pane}
            onChange={desk.setPane}
            choices={[
              { value: 'card', label: t('quality.pane.card') },
              { value: 'transcript', label: t('quality.pane.transcript') },
            ]}
          />
        </div>
      ) : null}
      <div className="flex min-h-0 flex-1">
        <Transcript desk={desk} extras={extras} onPress={onPress} isShown={isShown('transcript')} />
        <section
          aria-label={t('quality.pane.card')}
          className="flex min-h-0 w-110 shrink-0 flex-col border-s border-line bg-surface max-lg:w-full max-lg:border-0"
          hidden={!isShown('card')}
        >
          {card}
        </section>
      </div>
    </div>
  )
}

function Transcript(props: Pick<ReviewFrameProps, 'desk' | 'extras' | 'onPress'> & { isShown: boolean }) {
  const t = useMessages()
  const { desk, onPress } = props
  const { record, isLoading, pages } = desk.reading
  const pane = useRef<HTMLElement>(null)
  usePressedMessage(pane, desk.messages, onPress)
  return (
    <section
      ref={pane}
      aria-label={t('quality.pane.transcript')}
      hidden={!props.isShown}
      className="flex min-h-0 min-w-0 flex-1 flex-col bg-surface [&[hidden]]:hidden"
    >
      <ReviewedSession record={record} />
      <div className="min-h-0 flex-1">
        {isLoading ? (
          <LoadingPane />
        ) : (
          <TranscriptTab
            record={record}
            typing={[]}
            messageId={desk.messageId}
            pages={pages}
            extras={props.extras}
            handle={desk.handle}
          />
        )}
      </div>
    </section>
  )
}

/** Hears presses on messages, but not on what stands in them to be pressed itself, nor the end of a selection. */
function usePressedMessage(
  pane: RefObject<HTMLElement | null>,
  messages: readonly MessageView[],
  onPress: ReviewFrameProps['onPress'],
): void {
  const press = useEffectEvent((event: MouseEvent) => {
    if (!(event.target instanceof Element) || event.target.closest('button, a, input')) return
    if (getSelection()?.isCollapsed === false) return
    const pressed = messageAt(event.target)
    if (messages.some(({ id }) => id === pressed)) onPress?.(asId<MessageId>(pressed ?? ''))
  })
  const isHeard = onPress !== undefined
  useEffect(() => {
    const { current } = pane
    if (!isHeard || current === null) return
    const hear = (event: MouseEvent) => press(event)
    current.addEventListener('click', hear)
    return () => current.removeEventListener('click', hear)
  }, [pane, isHeard])
}

/** The message whose bubble something on the page is in. */
export const messageAt = (element: Element | null): string | undefined =>
  element?.closest('[id^="message-"]')?.id.slice('message-'.length)
