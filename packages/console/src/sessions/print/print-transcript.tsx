import type { FileView, MessageView, NoteView } from '@rapport/contract/light'
import { useMemo } from 'react'
import { useMessages } from '../../app/index.ts'
import { useFormats, useUiLocale } from '../../ui/index.ts'
import type { SessionRecord } from '../merge-record.ts'
import { contactName } from '../session-columns.tsx'
import { describeEvent } from '../thread/describe-event.ts'
import { nameOf, type ThreadPeople } from '../thread/people.ts'
import { buildThread, type ThreadItem } from '../thread/thread-items.ts'
import { useKnownPeople } from '../use-known-people.ts'
import { useMarkNames } from '../use-mark-names.ts'
import { useTeamNames } from '../use-team-names.ts'

/** What was said, from the first word to the last, each day under its own line. */
export function PrintTranscript(props: { record: SessionRecord; hasNotes: boolean; hasSystem: boolean }) {
  const t = useMessages()
  const { record, hasNotes, hasSystem } = props
  const formats = useFormats()
  const who = usePeople(record)
  const items = useMemo(() => {
    const { content, session } = record
    const told = hasNotes ? content : { ...content, notes: [] }
    return buildThread(told, {
      events: hasSystem ? 'all' : 'none',
      sessionId: session.id,
      isSameDay: formats.isSameDay,
    })
  }, [record, hasNotes, hasSystem, formats])
  return (
    <section className="grid grid-cols-1 gap-3">
      <h2 className="sr-only">{t('sessions.print.transcript')}</h2>
      {items.some(({ kind }) => kind === 'message' || kind === 'note') ? null : (
        <p className="text-muted">{t('sessions.print.nothing')}</p>
      )}
      {items.map((item) => (
        <Line key={item.key} item={item} who={who} contact={contactName(record.row, t)} />
      ))}
    </section>
  )
}

/** Everybody by name: on paper nobody is "you". */
function usePeople({ content }: SessionRecord): ThreadPeople {
  const people = useKnownPeople(content.people)
  const names = useMarkNames()
  return { people, meId: '', teamNames: useTeamNames(), ...names }
}

type LineProps = Readonly<{ item: ThreadItem; who: ThreadPeople; contact: string }>

function Line({ item, who, contact }: LineProps) {
  const t = useMessages()
  switch (item.kind) {
    case 'session':
      return <Day at={item.session.startedAt} />
    case 'day':
      return <Day at={item.at} />
    case 'message': {
      const { author } = item.message
      const name = author.kind === 'contact' ? contact : nameOf(author, who, t)
      return <Said message={item.message} name={name} />
    }
    case 'note':
      return <Noted note={item.note} name={nameOf(item.note.author, who, t)} />
    case 'events':
      return <Happened item={item} who={who} />
    case 'pending':
    case 'typing':
      return null
  }
}

function Day({ at }: { at: number }) {
  const { tag } = useUiLocale()
  // In full: paper is read in another year.
  const day = new Intl.DateTimeFormat(tag, { dateStyle: 'full' }).format(at)
  return (
    <h3 className="mt-1 border-b border-line pb-1 text-small font-strong text-muted break-after-avoid">
      {day}
    </h3>
  )
}

function Said({ message, name }: { message: MessageView; name: string }) {
  const t = useMessages()
  return (
    <div className="grid gap-0.5 break-inside-avoid-page">
      <Author name={name} at={message.at} />
      {message.text ? (
        <p dir="auto" className="wrap-anywhere whitespace-pre-wrap">
          {message.text}
        </p>
      ) : message.files.length === 0 ? (
        <p className="text-faint italic">{t('sessions.print.deleted')}</p>
      ) : null}
      <Files files={message.files} />
    </div>
  )
}

function Noted({ note, name }: { note: NoteView; name: string }) {
  const t = useMessages()
  return (
    <div className="grid gap-0.5 border-s-2 border-note-line bg-note py-1 ps-3 break-inside-avoid-page">
      <Author name={`${name} · ${t('sessions.print.note')}`} at={note.at} />
      <p dir="auto" className="wrap-anywhere whitespace-pre-wrap">
        {note.text ?? t('sessions.print.deleted')}
      </p>
    </div>
  )
}

function Happened({ item, who }: { item: Extract<ThreadItem, { kind: 'events' }>; who: ThreadPeople }) {
  const t = useMessages()
  const formats = useFormats()
  return (
    <ul className="grid gap-0.5 text-small text-muted">
      {item.events.map((event) => (
        <li key={event.recorded.version}>
          {formats.time(event.recorded.at)} · {describeEvent(event, who, t)}
        </li>
      ))}
    </ul>
  )
}

function Author({ name, at }: { name: string; at: number }) {
  const formats = useFormats()
  return (
    <p className="flex items-baseline gap-2 break-after-avoid">
      <bdi className="font-strong">{name}</bdi>
      <time
        dateTime={new Date(at).toISOString()}
        title={formats.moment(at)}
        className="text-small text-faint"
      >
        {formats.time(at)}
      </time>
    </p>
  )
}

/** Pictures as pictures, the rest by name and size: paper opens no files. */
function Files({ files }: { files: readonly FileView[] }) {
  const t = useMessages()
  const formats = useFormats()
  if (files.length === 0) return null
  return (
    <ul className="grid gap-1.5 py-0.5">
      {files.map((file) => (
        <li key={file.id} className="text-small text-muted">
          {file.isImage ? (
            <img
              src={file.url}
              alt={t('sessions.thread.image', { name: file.name })}
              className="max-h-60 max-w-full rounded-base"
            />
          ) : null}
          <bdi>{file.name}</bdi> · {formats.bytes(file.bytes)}
        </li>
      ))}
    </ul>
  )
}
