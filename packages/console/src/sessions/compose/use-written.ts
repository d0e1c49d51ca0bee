import type { FileView } from '@rapport/contract/light'
import { messageTextMax, noteTextMax } from '@rapport/contract/light'
import { type RefObject, useEffect, useImperativeHandle, useState } from 'react'
import type { ComposerHandle } from '../../ui/index.ts'
import { type Attachment, canSend, readyFiles } from './attachments.ts'
import type { ComposerMode } from './composer-parts.tsx'
import type { ComposerProps } from './composer-props.ts'
import type { DraftKeeper } from './draft-keeper.ts'
import { useAttachments } from './use-attachments.ts'
import { useDraft } from './use-draft.ts'
import { useMentions } from './use-mentions.tsx'
import { useTypingNotice } from './use-typing-notice.ts'
import { useUnsentNote } from './use-unsent-note.ts'

/** What is being written, in both ways of writing, and what becomes of it. Nothing is let go of before it is taken over. */
export function useWritten(props: ComposerProps, surface: RefObject<ComposerHandle | null>) {
  const { conversationId, onSend } = props
  const { initial, keeper } = useDraft(conversationId, props.draft)
  const unsent = useUnsentNote(conversationId)
  const [texts, setTexts] = useState(() => ({ reply: initial.text, note: unsent.get() }))
  const [mode, setMode] = useState<ComposerMode>(texts.reply === '' && texts.note !== '' ? 'note' : 'reply')
  useEffect(() => unsent.keep(texts.note), [unsent, texts.note])
  const [isSending, setIsSending] = useState(false)
  const attachments = useAttachments(initial.files)
  const notice = useTypingNotice(conversationId)
  const text = texts[mode]
  const textMax = mode === 'note' ? noteTextMax : messageTextMax
  const isReady = !isSending && canSend(text, mode === 'note' ? [] : attachments.list, textMax)
  useKeepFiles(attachments.list, texts.reply, keeper)

  const write = (next: string) => {
    setTexts((all) => ({ ...all, [mode]: next }))
    if (mode === 'note') return
    keeper.keep({ text: next, files: readyFiles(attachments.list) })
    notice(next.trim() !== '')
  }
  const mentions = useMentions({ isOn: mode === 'note', text, write, surface })
  const clear = (files: readonly FileView[]) => {
    // What was written on while it was being sent stays.
    setTexts((all) => (all[mode] === text ? { ...all, [mode]: '' } : all))
    if (mode === 'note') return unsent.sent(text)
    attachments.drop(files)
    if ((keeper.get() ?? initial).text === text) keeper.keep({ text: '', files: [] })
    keeper.flush()
    notice(false)
  }
  const send = async (thenEnd: boolean) => {
    if (!isReady) return
    const files = mode === 'note' ? [] : readyFiles(attachments.list)
    setIsSending(true)
    const isTaken = await onSend(
      mode === 'note'
        ? { kind: 'note', text, files, mentions: mentions.mentioned() }
        : { kind: 'message', text, files },
      thenEnd,
    )
    setIsSending(false)
    if (isTaken) clear(files)
    surface.current?.focus()
  }
  useImperativeHandle(props.ref, () => ({
    focus: (wanted) => {
      setMode(wanted)
      // The tab may change what is there to be focused, so it is done after it has.
      requestAnimationFrame(() => surface.current?.focus())
    },
    refill: (draft) => {
      setMode('reply')
      setTexts((all) => ({ ...all, reply: all.reply === '' ? draft.text : `${draft.text}\n${all.reply}` }))
      attachments.reset([...draft.files, ...readyFiles(attachments.list)])
      requestAnimationFrame(() => surface.current?.focus())
    },
  }))
  return { mode, setMode, text, textMax, isReady, isSending, write, send, attachments, mentions }
}

/** A file that has arrived, or was taken off, is part of the draft. */
function useKeepFiles(list: readonly Attachment[], text: string, keeper: DraftKeeper): void {
  const ids = readyFiles(list)
    .map(({ id }) => id)
    .join()
  const [known, setKnown] = useState(ids)
  if (known !== ids) {
    setKnown(ids)
    keeper.keep({ text, files: readyFiles(list) })
  }
}
