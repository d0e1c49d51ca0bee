import type { MessageView } from '@rapport/contract/light'
import type { MessageId, Scorecard } from '@rapport/domain'
import { Pin } from 'lucide-react'
import { useState } from 'react'
import { useMessages, useShortcut, useShortcutLabel } from '../../app/index.ts'
import type { MessageExtras } from '../../sessions/index.ts'
import { classNames, IconButton } from '../../ui/index.ts'
import { pinsOf } from './judgements.ts'
import { messageAt, type ReviewDesk } from './review-desk.tsx'
import { goToCriterion } from './use-review-keys.tsx'
import type { JudgingState } from './use-reviewing.ts'

/** What pinning adds to each message: the pin itself, and the criteria it is pinned to, which lead back to them. */
export function usePins(scorecard: Scorecard | null, judging: JudgingState, onCriterion: () => void) {
  const t = useMessages()
  const keys = useShortcutLabel()
  if (scorecard === null) return undefined
  const pins = pinsOf(scorecard, judging.remarkOf)
  const focused = judging.criteria.find(({ id }) => id === judging.focusedId)
  const nameOf = (id: string) => judging.criteria.find((one) => one.id === id)?.name ?? ''
  const extras: MessageExtras = {
    tools: ({ id }) =>
      focused === undefined ? null : (
        <IconButton
          size="small"
          data-pin
          label={t('quality.pinTo', { name: focused.name })}
          shortcut={keys('p')}
          pressed={pins.get(id)?.includes(focused.id) ?? false}
          icon={<Pin size={13} aria-hidden="true" />}
          onClick={() => judging.onPin(focused.id, id)}
        />
      ),
    marks: ({ id }) => {
      const criteria = pins.get(id)
      if (criteria === undefined) return null
      return (
        <span className="flex flex-wrap gap-1">
          {criteria.map((one) => (
            <button
              key={one}
              type="button"
              onClick={() => {
                onCriterion()
                requestAnimationFrame(() => goToCriterion(judging, one))
              }}
              className={classNames(
                'inline-flex h-6 items-center gap-1 rounded-small px-1.5 font-medium',
                one === judging.focusedId ? 'bg-accent text-accent-text' : 'bg-accent-soft text-accent',
              )}
            >
              <Pin size={11} aria-hidden="true" />
              <bdi className="max-w-52 truncate">{nameOf(one)}</bdi>
            </button>
          ))}
        </span>
      )
    },
  }
  return extras
}

/** The keys that go from message to message and pin the one that has the focus. */
export function PinKeys({ desk, judging }: { desk: ReviewDesk; judging: JudgingState }) {
  const [currentId, setCurrentId] = useState<MessageId | null>(null)
  const { messages, handle } = desk
  const go = (step: number) => () => {
    const at = focusedMessage(messages) ?? currentId
    const place = messages.findIndex(({ id }) => id === at)
    const start = step > 0 ? -1 : messages.length
    const next = messages[Math.min(Math.max((place < 0 ? start : place) + step, 0), messages.length - 1)]
    if (next === undefined) return
    setCurrentId(next.id)
    desk.setPane('transcript')
    handle.current?.showMessage(next.id)
    focusPin(next.id)
  }
  const pin = () => {
    const id = focusedMessage(messages) ?? currentId
    if (id !== null && judging.focusedId !== null) judging.onPin(judging.focusedId, id)
  }
  useShortcut('quality.key.nextMessage', 'shift+down', go(1))
  useShortcut('quality.key.nextMessage', 'shift+j', go(1))
  useShortcut('quality.key.previousMessage', 'shift+up', go(-1))
  useShortcut('quality.key.previousMessage', 'shift+k', go(-1))
  useShortcut('quality.key.pin', 'p', pin)
  return null
}

function focusedMessage(messages: readonly MessageView[]): MessageId | null {
  const focused = messageAt(document.activeElement)
  return messages.find(({ id }) => id === focused)?.id ?? null
}

const framesMax = 30

/** Gives the focus to a message's pin, as soon as the list has brought the message onto the page. */
function focusPin(id: MessageId, frame = 0): void {
  const pin = document.getElementById(`message-${id}`)?.querySelector<HTMLElement>('[data-pin]')
  if (pin) pin.focus({ preventScroll: true })
  else if (frame < framesMax) requestAnimationFrame(() => focusPin(id, frame + 1))
}
