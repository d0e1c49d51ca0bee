import { useMemo, useState } from 'react'
import { useMay, useMe, useMessages } from '../app/index.ts'
import { EmptyState, SegmentedControl } from '../ui/index.ts'
import { NoteComposer } from './compose/note-composer.tsx'
import type { SessionRecord } from './merge-record.ts'
import { NoteItem } from './thread/message-item.tsx'
import { useKnownPeople } from './use-known-people.ts'

const choices = ['all', 'own', 'others'] as const
type Choice = (typeof choices)[number]

/** What colleagues wrote to one another in this session, oldest first, and where one writes the next. */
export function NotesTab({ record }: { record: SessionRecord }) {
  const t = useMessages()
  const { content, session } = record
  const meId = useMe().user.id
  const mayWrite = useMay('sessions.answer')
  const [choice, setChoice] = useState<Choice>('all')
  const who = { people: useKnownPeople(content.people), meId, teamNames: {} }
  const shown = useMemo(
    () =>
      content.notes.filter(({ author }) => isShown(choice, author.kind === 'agent' && author.id === meId)),
    [content.notes, choice, meId],
  )
  return (
    <div className="flex h-full min-h-0 flex-col">
      {content.notes.length > 0 ? (
        <div className="shrink-0 px-4 pt-2.5 pb-1">
          <SegmentedControl
            label={t('sessions.notes.whose')}
            value={choice}
            choices={choices.map((value) => ({ value, label: t(`sessions.notes.${value}`) }))}
            onChange={setChoice}
          />
        </div>
      ) : null}
      {shown.length === 0 ? (
        <div className="min-h-0 flex-1 overflow-y-auto">
          <EmptyState
            title={t(content.notes.length === 0 ? 'sessions.notes.none' : `sessions.notes.none.${choice}`)}
            description={content.notes.length === 0 ? t('sessions.notes.noneDescription') : undefined}
          />
        </div>
      ) : (
        <ul aria-label={t('sessions.panel.notes')} className="min-h-0 flex-1 overflow-y-auto pb-4">
          {shown.map((note) => (
            <li key={note.id}>
              <NoteItem note={note} who={who} isDated />
            </li>
          ))}
        </ul>
      )}
      {mayWrite ? <NoteComposer session={session} /> : null}
    </div>
  )
}

const isShown = (choice: Choice, isOwn: boolean): boolean => choice === 'all' || (choice === 'own') === isOwn
