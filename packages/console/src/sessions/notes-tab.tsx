import { useMe, useMessages } from '../app/index.ts'
import { Bubble, EmptyState, useFormats } from '../ui/index.ts'
import type { SessionRecord } from './merge-record.ts'
import { nameOf } from './thread/people.ts'
import { useWhen } from './use-when.ts'

/** What colleagues wrote to one another in this session, oldest first. */
export function NotesTab({ record: { content } }: { record: SessionRecord }) {
  const t = useMessages()
  const formats = useFormats()
  const when = useWhen()
  const who = { people: content.people, meId: useMe().user.id, teamNames: {} }
  if (content.notes.length === 0) {
    return <EmptyState title={t('sessions.notes.none')} description={t('sessions.notes.noneDescription')} />
  }
  return (
    <ul className="h-full overflow-y-auto pt-1.5 pb-4">
      {content.notes.map((note) => (
        <li key={note.id}>
          <Bubble
            kind="note"
            meta={
              <span>
                <bdi>{nameOf(note.author, who, t)}</bdi> ·{' '}
                <time dir="auto" dateTime={new Date(note.at).toISOString()} title={formats.moment(note.at)}>
                  {when(note.at)}
                </time>
              </span>
            }
          >
            {note.text ?? <i className="text-faint">{t('sessions.thread.erased')}</i>}
          </Bubble>
        </li>
      ))}
    </ul>
  )
}
