import type { Conversation } from '@rapport/sdk'
import { useEffect, useRef, useState } from 'preact/hooks'
import { useWords } from './words.ts'

const oneByOneMax = 3

/**
 * Tells a screen reader what arrives: each message once, the visitor's own never, and many at once (after a lost
 * connection) as their number. What was there when the panel opened is not news.
 */
export function Announcer({ conversation }: { conversation: Conversation | null }) {
  const { t } = useWords()
  const heard = useRef<ReadonlySet<string> | null>(null)
  const [said, setSaid] = useState<readonly string[]>([])
  useEffect(() => {
    if (!conversation) return
    const { messages, people } = conversation
    const last = messages.findLastIndex(({ id }) => heard.current?.has(id))
    const news = heard.current
      ? messages.slice(last + 1).filter(({ author }) => author.kind !== 'contact')
      : []
    heard.current = new Set(messages.map(({ id }) => id))
    if (news.length === 0) return
    if (news.length > oneByOneMax) return setSaid([t('announce.many', { n: news.length })])
    setSaid(
      news.map(({ author, text, files }) => {
        const name = (author.kind !== 'system' && people[author.id]?.name) || t('message.team')
        return t('announce.message', { name, text: text || t('message.files', { n: files.length }) })
      }),
    )
  }, [conversation, t])
  return (
    <div class="unseen" role="status" aria-live="polite">
      {said.map((text) => (
        <p key={text}>{text}</p>
      ))}
    </div>
  )
}
