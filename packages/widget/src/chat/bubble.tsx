import type { PersonView } from '@rapport/contract/light'
import type { PendingMessage } from '@rapport/sdk'
import type { ComponentChildren } from 'preact'
import { FileLinks, type OpenFile } from './file-links.tsx'
import { linkText } from './link-text.ts'
import type { TimelineItem } from './timeline.ts'
import { sayTime, useWords } from './words.ts'

/** A message that is in the conversation. */
export function Bubble({
  item,
  onFile,
}: {
  item: Extract<TimelineItem, { kind: 'message' }>
  onFile: OpenFile
}) {
  const words = useWords()
  const { message, isOwn, person, isLast, tick } = item
  const time = sayTime(words, message.at)
  return (
    <Row isOwn={isOwn}>
      <span class="unseen">
        {isOwn ? words.t('message.you') : (person?.name ?? words.t('message.team'))}:{' '}
      </span>
      {message.text === null ? (
        <p class="bubble erased">{words.t('message.erased')}</p>
      ) : (
        <Words text={message.text} />
      )}
      <FileLinks files={message.files} onFile={onFile} />
      {isLast && (
        <p class="under">
          {!isOwn && <Author person={person} />}
          <time dateTime={new Date(message.at).toISOString()}>{time}</time>
          {tick && <span> · {words.t(`message.${tick}`)}</span>}
        </p>
      )}
    </Row>
  )
}

/** What was written and is not in the conversation yet, with what can be done about it. */
export function PendingBubble(props: {
  message: PendingMessage
  isLive: boolean
  onRetry(): void
  onDiscard(): void
  onFile: OpenFile
}) {
  const { t } = useWords()
  const { message, isLive } = props
  const isFailed = message.state === 'failed'
  return (
    <Row isOwn={true}>
      <div class={isFailed ? 'is-failed' : 'is-pending'}>
        <Words text={message.text} />
        <FileLinks files={message.files} onFile={props.onFile} />
      </div>
      {isFailed ? (
        <p class="under trouble" role="alert">
          {t('message.failed')}
          <button type="button" class="link" onClick={props.onRetry}>
            {t('message.retry')}
          </button>
          <button type="button" class="link" onClick={props.onDiscard}>
            {t('message.discard')}
          </button>
        </p>
      ) : (
        <p class="under">{t(isLive ? 'message.sending' : 'message.waiting')}</p>
      )}
    </Row>
  )
}

function Row({ isOwn, children }: { isOwn: boolean; children: ComponentChildren }) {
  return <div class={isOwn ? 'row own' : 'row'}>{children}</div>
}

function Words({ text }: { text: string }) {
  if (text.trim() === '') return null
  return (
    <p class="bubble" dir="auto">
      {linkText(text).map(({ text: shown, href }, index) =>
        href ? (
          <a key={index} href={href} target="_blank" rel="noopener noreferrer">
            {shown}
          </a>
        ) : (
          shown
        ),
      )}
    </p>
  )
}

function Author({ person }: { person: PersonView | null }) {
  const { t } = useWords()
  return (
    <>
      {person && <Avatar person={person} size={18} />}
      <bdi>{person?.name ?? t('message.team')}</bdi>
      {person?.kind === 'bot' && <span class="badge">{t('head.bot')}</span>}
      <span> · </span>
    </>
  )
}

/** A person's picture, or the first letters of their name. Their name stands beside it, so it says nothing itself. */
export function Avatar({ person, size }: { person: PersonView; size: number }) {
  const style = { width: `${size}px`, height: `${size}px`, fontSize: `${Math.round(size * 0.38)}px` }
  return (
    <span class="avatar" style={style} aria-hidden="true">
      {person.avatarUrl ? (
        <img src={person.avatarUrl} alt="" width={size} height={size} />
      ) : (
        initials(person.name)
      )}
    </span>
  )
}

const initials = (name: string | null): string =>
  (name ?? '')
    .split(/\s+/)
    .slice(0, 2)
    .map((part) => [...part][0] ?? '')
    .join('')
    .toUpperCase()
