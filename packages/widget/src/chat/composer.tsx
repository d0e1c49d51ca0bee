import { messageFilesMax, messageTextMax } from '@rapport/contract/light'
import type { RefObject } from 'preact'
import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks'
import { EmojiPicker } from './emoji-picker.tsx'
import { Icon } from './icons.tsx'
import { UploadList } from './upload-list.tsx'
import type { Uploads } from './uploads.ts'
import { useTyping } from './use-typing.ts'
import { useValue } from './use-value.ts'
import type { Visit } from './visit.ts'
import { useWords } from './words.ts'

/** Where a message is written. Enter sends, Shift and Enter begins a line; files are picked, dropped or pasted. */
export function Composer({
  visit,
  uploads,
  focusKey,
}: {
  visit: Visit
  uploads: Uploads
  focusKey: unknown
}) {
  const { t } = useWords()
  const items = useValue(uploads.items)
  const [text, setText] = useState('')
  const [isPicking, setPicking] = useState(false)
  const [hasTooMany, setTooMany] = useState(false)
  const field = useRef<HTMLTextAreaElement>(null)
  const typing = useTyping(visit.live)
  useEffect(() => field.current?.focus(), [focusKey])

  const excess = text.length - messageTextMax
  const isUploading = items.some(({ view, trouble }) => !view && !trouble)
  const hasFiles = items.some(({ view }) => view)
  const canSend = (text.trim() !== '' || hasFiles) && !isUploading && excess <= 0
  const write = (next: string) => {
    setText(next)
    typing.say(next.trim() !== '')
  }
  const add = (files: readonly File[]) => setTooMany(!uploads.add(files))
  const send = () => {
    if (!canSend) return
    visit.store.send({ text: text.trim() === '' ? '' : text, files: uploads.take() })
    write('')
    setTooMany(false)
    field.current?.focus()
  }
  const pick = (emoji: string) => {
    const { selectionStart: at = text.length, selectionEnd: end = at } = field.current ?? {}
    write(text.slice(0, at) + emoji + text.slice(end))
    setPicking(false)
    field.current?.focus()
  }
  const closePicker = () => {
    setPicking(false)
    field.current?.focus()
  }
  return (
    <form
      class="composer"
      onFocusOut={() => typing.say(false)}
      onSubmit={(event) => {
        event.preventDefault()
        send()
      }}
    >
      {isPicking && <EmojiPicker onPick={pick} onClose={closePicker} />}
      <UploadList items={items} uploads={uploads} />
      <p class="trouble" role="alert">
        {hasTooMany && t('file.tooMany', { n: messageFilesMax })}
        {excess > 0 && t('composer.tooLong', { n: excess })}
      </p>
      <div class="write">
        <Field field={field} text={text} onText={write} onSend={send} onFiles={add} />
        <FileButton label={t('composer.attach')} onFiles={add} />
        <button
          type="button"
          class="tool"
          aria-label={t('composer.emoji')}
          aria-expanded={isPicking}
          onClick={() => setPicking(!isPicking)}
        >
          <Icon name="emoji" />
        </button>
        <button type="submit" class="send" aria-label={t('composer.send')} aria-disabled={!canSend}>
          <Icon name="send" />
        </button>
      </div>
    </form>
  )
}

type FieldProps = Readonly<{
  field: RefObject<HTMLTextAreaElement | null>
  text: string
  onText(text: string): void
  onSend(): void
  onFiles(files: readonly File[]): void
}>

function Field({ field, text, onText, onSend, onFiles }: FieldProps) {
  const { t } = useWords()
  useLayoutEffect(() => fit(field.current), [field, text])
  return (
    <textarea
      ref={field}
      rows={1}
      // An empty field reads as the page does, or its placeholder would stand on the wrong side.
      dir={text === '' ? undefined : 'auto'}
      value={text}
      placeholder={t('composer.placeholder')}
      aria-label={t('composer.label')}
      onInput={(event) => onText(event.currentTarget.value)}
      onKeyDown={(event) => {
        if (event.key !== 'Enter' || event.shiftKey || event.isComposing) return
        event.preventDefault()
        onSend()
      }}
      onPaste={(event) => {
        const files = [...(event.clipboardData?.files ?? [])]
        if (files.length === 0) return
        event.preventDefault()
        onFiles(files)
      }}
    />
  )
}

function FileButton({ label, onFiles }: { label: string; onFiles(files: readonly File[]): void }) {
  const input = useRef<HTMLInputElement>(null)
  return (
    <>
      <button type="button" class="tool" aria-label={label} onClick={() => input.current?.click()}>
        <Icon name="attach" />
      </button>
      <input
        ref={input}
        type="file"
        multiple
        hidden
        aria-hidden="true"
        tabIndex={-1}
        onChange={({ currentTarget }) => {
          onFiles([...(currentTarget.files ?? [])])
          currentTarget.value = ''
        }}
      />
    </>
  )
}

function fit(field: HTMLTextAreaElement | null): void {
  if (!field) return
  field.style.height = 'auto'
  field.style.height = `${field.scrollHeight}px`
}
