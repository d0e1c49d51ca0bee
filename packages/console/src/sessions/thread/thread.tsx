import type { Actor, MessageId, SessionId } from '@rapport/domain'
import type { PendingMessage } from '@rapport/sdk'
import { ArrowDown } from 'lucide-react'
import { type Ref, type RefObject, useEffect, useImperativeHandle, useMemo, useRef, useState } from 'react'
import { useMessages } from '../../app/index.ts'
import {
  Button,
  DayLine,
  Spinner,
  useFormats,
  useNow,
  VirtualList,
  type VirtualListHandle,
} from '../../ui/index.ts'
import {
  type MessageExtras,
  MessageItem,
  NoteItem,
  type PendingActions,
  PendingItem,
} from './message-item.tsx'
import type { ThreadPeople } from './people.ts'
import {
  buildThread,
  flaggedIn,
  momentOf,
  type ThreadContent,
  type ThreadEvents,
  type ThreadItem,
} from './thread-items.ts'
import { announce, EventsLine, SessionLine, TypingLine } from './thread-lines.tsx'
import { useIsPrepending, useStickToEnd } from './use-place.ts'

/** What a thread can be told from outside. Both answer whether what is asked for is here. */
export type ThreadHandle = Readonly<{
  showSession(id: SessionId): boolean
  showMessage(id: string): boolean
  /** Goes to the first thing said at that moment or after it. */
  showMoment(at: number): boolean
}>

/** What a thread takes. It fetches nothing but fresh links to files. */
export type ThreadProps = Readonly<{
  label: string
  content: ThreadContent
  meId: string
  /** Of the conversation's inbox: where it is not the web chat, a message is told of by its channel. */
  channelKind: string
  teamNames?: Readonly<Record<string, string>>
  /** The names of tags by id and of custom fields by key, for what is said about the session. */
  tagNames?: Readonly<Record<string, string>>
  fieldNames?: Readonly<Record<string, string>>
  /** How much is said between messages; `key` when left out. */
  events?: ThreadEvents
  /** Only this session of the conversation. */
  sessionId?: SessionId
  isNotesOnly?: boolean
  /** The messages in which watch-words were found, where `content` is a part: a flag may come long after its message. */
  flaggedIds?: ReadonlySet<string>
  pending?: readonly PendingMessage[]
  pendingActions?: PendingActions
  typing?: readonly Actor[]
  isLoadingOlder?: boolean
  /** Asked when the reader comes near the beginning. Leave it out when all is here. */
  onLoadOlder?: (() => void) | undefined
  /** Asked when the reader comes near the end, and how to get to the newest. Leave them out when all until now is here. */
  onLoadNewer?: (() => void) | undefined
  onToNewest?: (() => void) | undefined
  highlightedId?: string | null
  /** The session one came for: its first line is marked. */
  highlightedSessionId?: SessionId | null
  /** Copies the address of a message. Leave it out where a message has none. */
  onCopyLink?: ((messageId: MessageId) => void) | undefined
  messageExtras?: MessageExtras | undefined
  ref?: Ref<ThreadHandle>
}>

const noPending: readonly PendingMessage[] = []
const noActors: readonly Actor[] = []
const noTeams = {}

/**
 * What was said, session after session: messages grouped by sender and day, notes in amber, what happened in quiet
 * lines. A reader at the end stays at the end; an older page comes without a jump; news are read out.
 */
export function Thread(props: ThreadProps) {
  const t = useMessages()
  const items = useThreadItems(props)
  const who: ThreadPeople = {
    people: props.content.people,
    meId: props.meId,
    teamNames: props.teamNames ?? noTeams,
    tagNames: props.tagNames,
    fieldNames: props.fieldNames,
  }
  const flaggedHere = useMemo(() => flaggedIn(props.content.events), [props.content.events])
  const frame = useRef<HTMLDivElement>(null)
  const list = useRef<VirtualListHandle>(null)
  const isPrepending = useIsPrepending(items)
  const { isAtEnd, note, toEnd, leave } = useStickToEnd(
    { frame, list },
    items.at(-1)?.key,
    props.onToNewest === undefined,
  )
  const shownId = useShownId(props.highlightedId ?? null, items, { list, leave })
  useHandle(props.ref, items, { list, leave })
  return (
    <div ref={frame} onScrollCapture={note} className="relative flex min-h-0 flex-1 flex-col">
      <VirtualList
        ref={list}
        role="list"
        label={props.label}
        items={items}
        isPrepending={isPrepending}
        onReachStart={() => props.onLoadOlder?.()}
        onReachEnd={() => props.onLoadNewer?.()}
        className="pb-3"
      >
        {(item) => (
          // biome-ignore lint/a11y/useSemanticElements: the list around it is virtual, and made of divs
          <div role="listitem" key={item.key}>
            <Line
              item={item}
              who={who}
              channelKind={props.channelKind}
              pendingActions={props.pendingActions}
              shownId={shownId}
              shownSessionId={props.highlightedSessionId ?? null}
              flaggedIds={props.flaggedIds ?? flaggedHere}
              onCopyLink={props.onCopyLink}
              extras={props.messageExtras}
            />
          </div>
        )}
      </VirtualList>
      {props.isLoadingOlder ? (
        <div className="pointer-events-none absolute inset-x-0 top-2 grid place-items-center text-faint">
          <Spinner />
        </div>
      ) : null}
      {isAtEnd ? null : (
        <Button
          size="small"
          className="absolute inset-e-4 bottom-3 shadow-float"
          icon={<ArrowDown size={14} aria-hidden="true" />}
          onClick={props.onToNewest ?? toEnd}
        >
          {t('sessions.thread.newest')}
        </Button>
      )}
      <Announcer items={items} who={who} />
    </div>
  )
}

function useThreadItems(props: ThreadProps): readonly ThreadItem[] {
  const { content, sessionId, isNotesOnly, events = 'key' } = props
  const { isSameDay } = useFormats()
  const { pending = noPending, typing = noActors } = props
  const said = useMemo(
    () => buildThread(content, { events, sessionId, isNotesOnly, isSameDay }),
    [content, events, sessionId, isNotesOnly, isSameDay],
  )
  return useMemo(
    () => [
      ...said,
      ...pending.map((one): ThreadItem => ({ kind: 'pending', key: `p:${one.clientId}`, pending: one })),
      ...typing
        .filter(({ kind }) => kind === 'contact')
        .map((actor): ThreadItem => ({ kind: 'typing', key: 'typing', actor })),
    ],
    [said, pending, typing],
  )
}

function Line(props: {
  item: ThreadItem
  who: ThreadPeople
  channelKind: string
  pendingActions: PendingActions | undefined
  shownId: string | null
  shownSessionId: SessionId | null
  flaggedIds: ReadonlySet<string>
  onCopyLink: ThreadProps['onCopyLink']
  extras: MessageExtras | undefined
}) {
  const { item, who } = props
  switch (item.kind) {
    case 'session':
      return <SessionLine session={item.session} isHighlighted={item.session.id === props.shownSessionId} />
    case 'day':
      return <Day at={item.at} />
    case 'events':
      return <EventsLine events={item.events} who={who} />
    case 'note':
      return <NoteItem note={item.note} who={who} />
    case 'pending':
      return <PendingItem pending={item.pending} actions={props.pendingActions} />
    case 'typing':
      return <TypingLine item={item} who={who} />
    case 'message':
      return (
        <MessageItem
          message={item.message}
          channelKind={props.channelKind}
          isContinued={item.isContinued}
          isLast={item.isLast}
          who={who}
          isHighlighted={item.message.id === props.shownId}
          isFlagged={props.flaggedIds.has(item.message.id)}
          onCopyLink={props.onCopyLink}
          extras={props.extras}
        />
      )
  }
}

function Day({ at }: { at: number }) {
  const formats = useFormats()
  return <DayLine>{formats.day(at, useNow(60_000))}</DayLine>
}

/** The list, and how to say that the reader goes elsewhere than to its end. */
type Place = Readonly<{ list: RefObject<VirtualListHandle | null>; leave(): void }>

/** Scrolls to the message that was asked for once it is here, and says which it is. */
function useShownId(
  wanted: string | null,
  items: readonly ThreadItem[],
  { list, leave }: Place,
): string | null {
  const [shown, setShown] = useState<string | null>(null)
  const index = wanted === null || wanted === shown ? -1 : items.findIndex(({ key }) => key === `m:${wanted}`)
  useEffect(() => {
    if (index < 0) return
    leave()
    list.current?.scrollToIndex(index, 'center')
    setShown(wanted)
  }, [index, wanted, list, leave])
  return shown
}

function useHandle(
  ref: Ref<ThreadHandle> | undefined,
  items: readonly ThreadItem[],
  { list, leave }: Place,
): void {
  useImperativeHandle(ref, () => {
    const show = (isIt: (item: ThreadItem) => boolean, align: 'start' | 'center') => {
      const index = items.findIndex(isIt)
      if (index < 0) return false
      leave()
      list.current?.scrollToIndex(index, align)
      return true
    }
    return {
      showSession: (id) => show(({ key }) => key === `s:${id}`, 'start'),
      showMessage: (id) => show(({ key }) => key === `m:${id}`, 'center'),
      showMoment: (at) => show((item) => (momentOf(item) ?? 0) >= at, 'start'),
    }
  }, [items, list, leave])
}

/** Says what has just arrived to those who listen; never what was there, nor what scrolling brings into view. */
function Announcer({ items, who }: { items: readonly ThreadItem[]; who: ThreadPeople }) {
  const t = useMessages()
  const last = items.findLast(({ kind }) => kind === 'message' || kind === 'events')
  const [heard, setHeard] = useState({ key: last?.key, words: '' })
  if (last && heard.key !== last.key) {
    // Opening a conversation is not news.
    setHeard({ key: last.key, words: heard.key === undefined ? '' : announce(last, who, t) })
  }
  return (
    <div role="status" aria-live="polite" className="sr-only">
      {heard.words}
    </div>
  )
}
