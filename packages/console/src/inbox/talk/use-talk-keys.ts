import { type RefObject, useEffect, useMemo, useRef } from 'react'
import { type Command, useCommands, useMessages, useShortcut } from '../../app/index.ts'
import type { ComposerCommands, SessionActions } from '../../sessions/index.ts'

/** The keys of an open talk, and the same in the palette. */
export function useTalkKeys(options: {
  actions: SessionActions
  composer: RefObject<ComposerCommands | null>
  /** Puts the session back among the unread, and leaves it. */
  onUnread: () => void
}): void {
  const t = useMessages()
  const { actions, composer, onUnread } = options
  const reply = () => composer.current?.focus('reply')
  const note = () => composer.current?.focus('note')
  useShortcut('inbox.key.reply', 'r', reply)
  useShortcut('inbox.key.note', 'n', note)
  useShortcut('inbox.key.take', 'm', actions.onTake)
  useShortcut('inbox.key.transfer', 't', actions.onTransfer, { opens: 'layer' })
  useShortcut('inbox.key.unread', 'u', onUnread)
  useShortcut('inbox.key.end', 'e', actions.onEnd, { opens: 'layer' })
  useShortcut('inbox.key.endAndNext', 'shift+e', actions.onEndAndNext, { opens: 'layer' })

  const latest = useLatest({ ...actions, reply, note, onUnread })
  const commands = useMemo((): readonly Command[] => {
    const group = t('inbox.session')
    return [
      {
        id: 'sessions.compose.reply',
        group,
        label: t('inbox.key.reply'),
        shortcut: 'r',
        run: () => latest.current.reply(),
      },
      {
        id: 'sessions.compose.note',
        group,
        label: t('inbox.key.note'),
        shortcut: 'n',
        run: () => latest.current.note(),
      },
      {
        id: 'sessions.action.take',
        group,
        label: t('inbox.key.take'),
        shortcut: 'm',
        run: () => latest.current.onTake(),
      },
      {
        id: 'sessions.action.transfer',
        group,
        label: t('inbox.key.transfer'),
        shortcut: 't',
        run: () => latest.current.onTransfer(),
      },
      {
        id: 'sessions.action.markUnread',
        group,
        label: t('inbox.key.unread'),
        shortcut: 'u',
        run: () => latest.current.onUnread(),
      },
      {
        id: 'sessions.action.end',
        group,
        label: t('inbox.key.end'),
        shortcut: 'e',
        run: () => latest.current.onEnd(),
      },
      {
        id: 'sessions.action.endAndNext',
        group,
        label: t('inbox.key.endAndNext'),
        shortcut: 'shift+e',
        run: () => latest.current.onEndAndNext(),
      },
    ]
  }, [t, latest])
  useCommands(commands)
}

/** What was said last, for callbacks that must stay the same while what they do changes. */
function useLatest<Value>(value: Value): RefObject<Value> {
  const latest = useRef(value)
  useEffect(() => {
    latest.current = value
  })
  return latest
}
