import { messageTextMax, noteTextMax, type PersonView } from '@rapport/contract/light'
import type { Actor, ConversationId } from '@rapport/domain'
import type { Draft } from '@rapport/sdk'
import { Paperclip } from 'lucide-react'
import { type Ref, useImperativeHandle, useRef, useState } from 'react'
import { useMessages } from '../../app/index.ts'
import {
  type ComposerHandle,
  ComposerSurface,
  EmojiPicker,
  FileChip,
  FileDrop,
  IconButton,
  useFilePicker,
} from '../../ui/index.ts'
import type { ReplyState } from '../actions/session-rights.ts'
import { type Attachment, canSend, charactersLeft, readyFiles } from './attachments.ts'
import { ComposerHead, type ComposerMode, SendActions, WhyNot } from './composer-parts.tsx'
import type { DraftKeeper, KeptDraft } from './draft-keeper.ts'
import { useAttachments } from './use-attachments.ts'
import { useDraft } from './use-draft.ts'
import { useTypingNotice } from './use-typing-notice.ts'

/** What keys outside can tell the composer. */
export type ComposerCommands = Readonly<{ focus(mode: ComposerMode): void; refill(draft: KeptDraft): void }>

/** What a composer takes. */
export type ComposerProps = Readonly<{
  conversationId: ConversationId
  contactName: string
  reply: ReplyState
  /** Until when the channel takes a reply, or did; null where it always does. */
  replyUntil: number | null
  /** Who has the session; null while nobody does. */
  holderName: string | null
  /** The draft as the server had it when the conversation was loaded. */
  draft: KeptDraft | null
  typing: readonly Actor[]
  people: Readonly<Record<string, PersonView>>
  meId: string
  canEnd: boolean
  /** `thenEnd`: the session is to end once this has been sent. */
  onSend(draft: Draft, thenEnd: boolean): void
  onTake(): void
  onLeave(): void
  ref?: Ref<ComposerCommands>
}>

/** Where an agent writes: a reply to the contact, or a note to the team in amber so that the two are never mistaken. */
export function Composer(props: ComposerProps) {
  const t = useMessages()
  const surface = useRef<ComposerHandle>(null)
  const written = useWritten(props, surface)
  const { mode, text, attachments } = written
  const isNote = mode === 'note'
  const pick = useFilePicker(attachments.add)
  const isBlocked = !isNote && !props.reply.can
  if (isBlocked && !props.reply.can) {
    return (
      <WhyNot
        why={props.reply.why}
        replyUntil={props.replyUntil}
        contactName={props.contactName}
        holderName={props.holderName}
        kept={text}
        onTake={props.onTake}
        onNote={() => written.setMode('note')}
      />
    )
  }
  const takesFiles = !isNote
  return (
    <FileDrop
      onFiles={attachments.add}
      isDisabled={!takesFiles}
      className="px-4 pt-2 pb-3.5 max-lg:px-2 max-lg:pb-2"
    >
      <ComposerSurface
        ref={surface}
        label={
          isNote
            ? t('sessions.compose.writeNote')
            : t('sessions.compose.writeReply', { name: props.contactName })
        }
        placeholder={t(isNote ? 'sessions.compose.notePlaceholder' : 'sessions.compose.replyPlaceholder')}
        value={text}
        onChange={written.write}
        onSubmit={() => written.send(false)}
        isEnterSend={!isTouch()}
        onEscape={props.onLeave}
        tone={mode}
        {...(takesFiles ? { onPasteFiles: attachments.add } : {})}
        head={<ComposerHead {...props} mode={mode} onMode={written.setMode} />}
        attachments={
          takesFiles && attachments.list.length > 0 ? (
            <AttachedFiles list={attachments.list} onRemove={attachments.remove} />
          ) : null
        }
        tools={
          <>
            {takesFiles ? (
              <IconButton
                label={t('sessions.compose.attach')}
                icon={<Paperclip size={17} />}
                onClick={pick}
              />
            ) : null}
            <EmojiPicker onPick={(sign) => surface.current?.insert(sign)} />
          </>
        }
        actions={
          <SendActions
            left={charactersLeft(text, written.textMax)}
            isReady={written.isReady}
            mode={mode}
            canEnd={props.canEnd}
            onSend={written.send}
          />
        }
      />
    </FileDrop>
  )
}

const isTouch = () => matchMedia('(pointer: coarse)').matches

/** What is being written, in both ways of writing, and what becomes of it. */
function useWritten(props: ComposerProps, surface: React.RefObject<ComposerHandle | null>) {
  const { conversationId, onSend } = props
  const { initial, keeper } = useDraft(conversationId, props.draft)
  const [mode, setMode] = useState<ComposerMode>('reply')
  const [texts, setTexts] = useState({ reply: initial.text, note: '' })
  const attachments = useAttachments(initial.files)
  const notice = useTypingNotice(conversationId)
  const text = texts[mode]
  const textMax = mode === 'note' ? noteTextMax : messageTextMax
  const isReady = canSend(text, mode === 'note' ? [] : attachments.list, textMax)
  useKeepFiles(attachments.list, texts.reply, keeper)

  const write = (next: string) => {
    setTexts((all) => ({ ...all, [mode]: next }))
    if (mode === 'note') return
    keeper.keep({ text: next, files: readyFiles(attachments.list) })
    notice(next.trim() !== '')
  }
  const send = (thenEnd: boolean) => {
    if (!isReady) return
    const files = mode === 'note' ? [] : readyFiles(attachments.list)
    onSend({ kind: mode === 'note' ? 'note' : 'message', text, files }, thenEnd)
    setTexts((all) => ({ ...all, [mode]: '' }))
    if (mode === 'reply') {
      attachments.reset()
      keeper.keep({ text: '', files: [] })
      keeper.flush()
      notice(false)
    }
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
  return { mode, setMode, text, textMax, isReady, write, send, attachments }
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

function AttachedFiles({ list, onRemove }: { list: readonly Attachment[]; onRemove(key: string): void }) {
  const t = useMessages()
  return list.map((one) => (
    <FileChip
      key={one.key}
      name={one.name}
      bytes={one.bytes}
      mediaType={one.mediaType}
      progress={one.state === 'uploading' ? one.progress : undefined}
      error={one.state === 'refused' ? t(`sessions.compose.file.${one.why}`) : undefined}
      onRemove={() => onRemove(one.key)}
    />
  ))
}
