import { noteTextMax } from '@rapport/contract/light'
import type { Session } from '@rapport/domain'
import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useRef, useState } from 'react'
import { useMessages } from '../../app/index.ts'
import { Button, type ComposerHandle, ComposerSurface } from '../../ui/index.ts'
import { toastError } from '../actions/describe-error.ts'
import { snapshotKey } from '../transcript-query.ts'
import { useSessionCommands } from '../use-session.ts'
import { charactersLeft } from './attachments.ts'
import { useMentions } from './use-mentions.tsx'
import { useUnsentNote } from './use-unsent-note.ts'

/** Where a note to this session is written, with colleagues offered after an @. Ended sessions take notes too. */
export function NoteComposer({ session }: { session: Session }) {
  const t = useMessages()
  const surface = useRef<ComposerHandle>(null)
  const unsent = useUnsentNote(session.id)
  const [text, setText] = useState(unsent.get)
  useEffect(() => unsent.keep(text), [unsent, text])
  const mentions = useMentions({ isOn: true, text, write: setText, surface })
  const { send, isSending } = useSendNote(session, (sent) => {
    unsent.sent(sent)
    setText((now) => (now === sent ? '' : now))
  })
  const left = charactersLeft(text, noteTextMax)
  const isReady = text.trim() !== '' && (left === null || left >= 0) && !isSending
  const submit = () => {
    if (isReady) void send(text, mentions.mentioned())
  }
  return (
    <div className="shrink-0 px-4 pt-2 pb-3.5 max-lg:px-2 max-lg:pb-2">
      <ComposerSurface
        ref={surface}
        tone="note"
        label={t('sessions.compose.writeNote')}
        placeholder={t('sessions.compose.notePlaceholder')}
        value={text}
        onChange={setText}
        onSubmit={submit}
        offer={mentions.offer}
        onCaret={mentions.onCaret}
        actions={
          <>
            {left === null ? null : <span>{t('sessions.compose.left', { count: left })}</span>}
            <Button size="small" disabled={!isReady && !isSending} busy={isSending} onClick={submit}>
              {t('sessions.compose.addNote')}
            </Button>
          </>
        }
      />
    </div>
  )
}

/** Adds the note. What was not kept stays in the box, with the reason in a toast. */
function useSendNote(session: Session, onSent: (text: string) => void) {
  const t = useMessages()
  const queries = useQueryClient()
  const commands = useSessionCommands(session.id)
  const [isSending, setIsSending] = useState(false)
  const send = async (text: string, mentions: Parameters<typeof commands.addNote>[1]): Promise<void> => {
    setIsSending(true)
    try {
      await commands.addNote(text, mentions)
      onSent(text)
      // A running session's note comes by its socket; an ended one is followed by nobody.
      if (session.state === 'ended') await queries.invalidateQueries({ queryKey: snapshotKey(session.id) })
    } catch (error) {
      toastError(t('sessions.compose.noteFailed'), t)(error)
    } finally {
      setIsSending(false)
    }
  }
  return { send, isSending }
}
