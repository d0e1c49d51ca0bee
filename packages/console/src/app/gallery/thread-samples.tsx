import { Paperclip, Sparkles } from 'lucide-react'
import { useRef, useState } from 'react'
import {
  Bubble,
  Button,
  type ComposerHandle,
  ComposerSurface,
  ComposerTab,
  DayLine,
  EmojiPicker,
  FileChip,
  IconButton,
  SessionDivider,
  SystemLine,
  TypingBubble,
  VirtualList,
} from '../../ui/index.ts'
import { useSampleWords } from './sample-words.ts'

/** A conversation as an agent sees it, with the composer, and a list of ten thousand messages. */
export function ThreadSamples() {
  return (
    <div className="mx-auto flex h-full max-w-150 flex-col border-x border-line">
      <Conversation />
      <ManyMessages />
      <ComposerSample />
    </div>
  )
}

function Conversation() {
  const w = useSampleWords()
  return (
    <div className="min-h-0 flex-1 overflow-y-auto pb-3">
      <SessionDivider>{`${w('Session')} #17,990 · 2 Nov · ${w('Ended')} · 4.8 ★`}</SessionDivider>
      <Bubble kind="out" meta={`Wei · 2 Nov`} tick="read">
        {w("You're welcome. The voucher is valid until December.")}
      </Bubble>
      <DayLine>{w('Today')}</DayLine>
      <Bubble kind="in" meta="10:02">
        {w('Hi, the jacket I got is an M, I ordered an S')} 😕
      </Bubble>
      <Bubble kind="bot" meta={`${w('FAQ bot')} · 10:02`}>
        {w('I can help with exchanges. Could you send me the order number?')}
      </Bubble>
      <Bubble kind="in" meta="10:03">
        {w("It's")} 8841-2207
      </Bubble>
      <SystemLine>{w('Handed off: exchange needs an agent · Taken by you after 0:31')}</SystemLine>
      <Bubble kind="out">
        {w("Thanks, found it. I've booked an ")}
        <mark>{w('exchange')}</mark>
        {w(': the courier brings the S on Friday and takes the M back. Is Friday good?')}
      </Bubble>
      <Bubble kind="out" isContinued meta={`${w('You')} · 10:04`} tick="delivered">
        <FileChip name="return-label.pdf" bytes={88_100} href="#files" />
      </Bubble>
      <Bubble kind="note" meta={`${w('Note')} · Amira · 10:05`}>
        {w('Second size mix-up from the Brno warehouse this week.')} @Tomáš
      </Bubble>
      <Bubble kind="in" meta="10:12">
        星期五可以，谢谢！
      </Bubble>
      <Bubble kind="out" tick="sending">
        {w('Great, see you then.')}
      </Bubble>
      <Bubble kind="out" tick="queued">
        {w('On its way to the channel')}
      </Bubble>
      <Bubble kind="out" tick="undelivered" actions={<Button size="small">{w('Retry')}</Button>}>
        {w('The channel refused this one.')}
      </Bubble>
      <Bubble kind="out" tick="unknown" actions={<Button size="small">{w('Send again')}</Button>}>
        {w('Nobody can say whether this one arrived.')}
      </Bubble>
      <Bubble kind="out" tick="failed" actions={<Button size="small">{w('Send again')}</Button>}>
        太好了！快递员会在星期五上午
      </Bubble>
      <TypingBubble label={w('Li Chen is typing')} />
    </div>
  )
}

const many = Array.from({ length: 10_000 }, (_, n) => n)

function ManyMessages() {
  const w = useSampleWords()
  return (
    <div className="flex h-28 flex-col border-y border-line">
      <VirtualList label={w('Ten thousand messages')} role="log" items={many}>
        {(n) => (
          <Bubble key={n} kind={n % 3 === 0 ? 'out' : 'in'} meta={`#${n}`}>
            {w('A message of some length. ').repeat((n % 4) + 1)}
          </Bubble>
        )}
      </VirtualList>
    </div>
  )
}

function ComposerSample() {
  const w = useSampleWords()
  const [value, setValue] = useState('')
  const [tone, setTone] = useState<'reply' | 'note'>('reply')
  const composer = useRef<ComposerHandle>(null)
  return (
    <div className="px-4 pt-3 pb-3.5">
      <ComposerSurface
        ref={composer}
        label={w(tone === 'reply' ? 'Reply to Li Chen' : 'Write a note')}
        value={value}
        onChange={setValue}
        onSubmit={() => setValue('')}
        tone={tone}
        head={
          <>
            <ComposerTab label={w('Reply')} isActive={tone === 'reply'} onSelect={() => setTone('reply')} />
            <ComposerTab label={w('Note')} isActive={tone === 'note'} onSelect={() => setTone('note')} />
            <span className="flex-1" />
            <span className="truncate text-small">{w('Instagram: free to reply until tomorrow 10:12')}</span>
          </>
        }
        attachments={
          <FileChip name="photo.jpg" mediaType="image/jpeg" bytes={88_100} onRemove={() => undefined} />
        }
        tools={
          <>
            <IconButton label={w('Attach files')} icon={<Paperclip size={17} />} />
            <EmojiPicker onPick={(sign) => composer.current?.insert(sign)} />
            <IconButton label={w('Suggest')} icon={<Sparkles size={17} />} />
          </>
        }
        actions={
          <>
            {`${value.length} / 1,000`}
            <Button kind="primary">{w('Send')}</Button>
          </>
        }
      />
    </div>
  )
}
