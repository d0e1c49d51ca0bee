import type { WidgetSettings } from '@rapport/contract/light'
import type { Actor } from '@rapport/domain'
import { type Conversation, type ConversationView, isRapportError } from '@rapport/sdk'
import { useMemo, useRef } from 'preact/hooks'
import { Bubble, PendingBubble } from './bubble.tsx'
import type { OpenFile } from './file-links.tsx'
import { Icon } from './icons.tsx'
import { buildTimeline, type TimelineItem } from './timeline.ts'
import { useScroll } from './use-scroll.ts'
import { useValue } from './use-value.ts'
import type { Visit } from './visit.ts'
import { dayOf, sayDay, useWords } from './words.ts'

/** Everything that was said, newest at the end. */
export function Log({
  visit,
  view,
  settings,
}: {
  visit: Visit
  view: ConversationView
  settings: WidgetSettings
}) {
  const { t } = useWords()
  const { conversation, pending, typing, isLoadingOlder } = view
  const isLive = useValue(visit.live.connection).state === 'live'
  const items = useMemo(() => (conversation ? buildTimeline(conversation, dayOf) : []), [conversation])
  const log = useRef<HTMLDivElement>(null)
  const count = conversation?.messages.filter(({ author }) => author.kind !== 'contact').length ?? 0
  const scroll = useScroll(log, {
    first: items.find(({ kind }) => kind === 'message')?.key ?? '',
    count,
    own: pending.length,
  })
  const openFile: OpenFile = async ({ id }) => {
    try {
      return (await visit.client.widget.fileLink({ fileId: id })).url
    } catch (error) {
      if (!isRapportError(error)) throw error
      return null // gone, or out of reach: the link says so itself
    }
  }
  return (
    <div class="log-frame">
      <div
        class="log"
        role="log"
        aria-live="off"
        aria-label={t('log.label')}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
        tabIndex={0}
        ref={log}
        onScroll={scroll.onScroll}
      >
        {conversation?.older && (
          <button
            type="button"
            class="older"
            disabled={isLoadingOlder}
            onClick={() => void visit.store.loadOlder()}
          >
            {t(isLoadingOlder ? 'log.loading' : 'log.older')}
          </button>
        )}
        {conversation && !conversation.older && <Greeting text={settings.greeting} />}
        {items.map((item) => (
          <Item key={item.key} item={item} onFile={openFile} />
        ))}
        {pending.map((message) => (
          <PendingBubble
            key={message.clientId}
            message={message}
            isLive={isLive}
            onRetry={() => visit.store.resend(message.clientId)}
            onDiscard={() => visit.store.discard(message.clientId)}
            onFile={openFile}
          />
        ))}
        {conversation && <TypingDots typing={typing} people={conversation.people} />}
      </div>
      {scroll.missed > 0 && (
        <button type="button" class="jump" onClick={scroll.toEnd}>
          <Icon name="down" size={16} />
          {t('log.jump', { n: scroll.missed })}
        </button>
      )}
    </div>
  )
}

function Greeting({ text }: { text: string }) {
  if (text === '') return null
  return (
    <div class="row">
      <p class="bubble" dir="auto">
        {text}
      </p>
    </div>
  )
}

function Item({ item, onFile }: { item: TimelineItem; onFile: OpenFile }) {
  const words = useWords()
  if (item.kind === 'message') return <Bubble item={item} onFile={onFile} />
  if (item.kind === 'day') return <p class="divider">{sayDay(words, item.at)}</p>
  if (item.kind === 'joined')
    return <p class="divider">{words.t('session.joined', { name: item.person.name ?? '' })}</p>
  return <p class="divider is-ended">{words.t('session.ended')}</p>
}

function TypingDots({ typing, people }: { typing: readonly Actor[]; people: Conversation['people'] }) {
  const { t } = useWords()
  const actor = typing.find(({ kind }) => kind !== 'contact')
  if (!actor) return null
  const name = (actor.kind !== 'system' && people[actor.id]?.name) || t('message.team')
  return (
    <div class="row">
      <p class="bubble dots">
        <span class="unseen">{t('message.typing', { name })}</span>
        <i />
        <i />
        <i />
      </p>
    </div>
  )
}
