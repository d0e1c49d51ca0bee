import { Paperclip } from 'lucide-react'
import { type RefObject, useRef } from 'react'
import { type Translate, useMessages } from '../../app/index.ts'
import {
  type ComposerHandle,
  ComposerSurface,
  EmojiPicker,
  FileChip,
  FileDrop,
  IconButton,
  useFilePicker,
} from '../../ui/index.ts'
import { type Attachment, charactersLeft } from './attachments.ts'
import { ComposerHead, SendActions } from './composer-parts.tsx'
import type { ComposerProps } from './composer-props.ts'
import { useWritten } from './use-written.ts'
import { composerFrame, WhyNot } from './why-not.tsx'

/** Where an agent writes: a reply to the contact, or a note to the team in amber so that the two are never mistaken. */
export function Composer(props: ComposerProps) {
  const surface = useRef<ComposerHandle>(null)
  const written = useWritten(props, surface)
  const { reply } = props
  if (written.mode === 'reply' && !reply.can) {
    return <WhyNot {...props} why={reply.why} kept={written.text} onNote={() => written.setMode('note')} />
  }
  return <WritingSurface {...props} written={written} surface={surface} />
}

type Writing = ComposerProps &
  Readonly<{ written: ReturnType<typeof useWritten>; surface: RefObject<ComposerHandle | null> }>

function WritingSurface({ written, surface, ...props }: Writing) {
  const t = useMessages()
  const { mode, text, attachments, mentions } = written
  const isNote = mode === 'note'
  return (
    <FileDrop onFiles={attachments.add} isDisabled={isNote} className={composerFrame}>
      <ComposerSurface
        ref={surface}
        label={isNote ? t('sessions.compose.writeNote') : whatToWrite(props, t)}
        placeholder={t(isNote ? 'sessions.compose.notePlaceholder' : 'sessions.compose.replyPlaceholder')}
        value={text}
        onChange={written.write}
        onSubmit={() => void written.send(false)}
        isEnterSend={!isTouch()}
        onEscape={props.onLeave}
        onCaret={mentions.onCaret}
        offer={mentions.offer}
        tone={mode}
        {...(isNote ? {} : { onPasteFiles: attachments.add })}
        head={<ComposerHead {...props} mode={mode} onMode={written.setMode} />}
        attachments={isNote ? null : <AttachedFiles list={attachments.list} onRemove={attachments.remove} />}
        tools={
          <>
            {isNote ? null : <AttachButton onFiles={attachments.add} />}
            <EmojiPicker onPick={(sign) => surface.current?.insert(sign)} />
          </>
        }
        actions={
          <SendActions
            left={charactersLeft(text, written.textMax)}
            isReady={written.isReady}
            busy={written.isSending}
            mode={mode}
            canEnd={props.canEnd}
            onSend={(thenEnd) => void written.send(thenEnd)}
          />
        }
      />
    </FileDrop>
  )
}

const whatToWrite = ({ reply, contactName }: ComposerProps, t: Translate): string =>
  t(reply.can && reply.starts ? 'sessions.compose.writeFirst' : 'sessions.compose.writeReply', {
    name: contactName,
  })

function AttachButton({ onFiles }: { onFiles(files: readonly File[]): void }) {
  const t = useMessages()
  const pick = useFilePicker(onFiles)
  return <IconButton label={t('sessions.compose.attach')} icon={<Paperclip size={17} />} onClick={pick} />
}

const isTouch = () => matchMedia('(pointer: coarse)').matches

function AttachedFiles({ list, onRemove }: { list: readonly Attachment[]; onRemove(key: string): void }) {
  const t = useMessages()
  if (list.length === 0) return null
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
