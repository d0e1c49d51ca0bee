import type { ConversationSnapshot, NoteView, PersonView } from '@rapport/contract/light'
import type { Session, SessionId } from '@rapport/domain'
import type { AgentDetails, Conversation } from '@rapport/sdk'
import { BadgeCheck, X } from 'lucide-react'
import { useMessages, useShortcutLabel } from '../../app/index.ts'
import { nameOf } from '../../sessions/index.ts'
import { Avatar, DetailList, IconButton, PaneSection, useFormats, useUiLocale } from '../../ui/index.ts'
import { PreviousSessions } from './previous-sessions.tsx'
import { SessionFacts } from './session-facts.tsx'
import { SessionFields } from './session-fields.tsx'

/** What the side pane takes. */
export type DetailsPaneProps = Readonly<{
  conversation: Conversation<AgentDetails>
  session: Session
  meId: string
  teamNames: Readonly<Record<string, string>>
  onClose(): void
  onSession(id: SessionId): void
}>

/** Beside the talk: who the contact is, how the session goes, what was before, and what colleagues noted. */
export function DetailsPane(props: DetailsPaneProps) {
  const t = useMessages()
  const label = useShortcutLabel()
  const { conversation, session } = props
  return (
    <aside aria-label={t('inbox.details')} className="flex min-h-0 flex-1 flex-col bg-paper">
      <div className="flex min-h-0 flex-1 flex-col gap-5 overflow-y-auto px-4 py-3.5">
        <div className="flex items-start gap-2">
          <ContactHead contact={conversation.details.contact} inboxName={conversation.details.inbox.name} />
          <IconButton
            size="small"
            label={t('inbox.closeDetails')}
            shortcut={label(']')}
            icon={<X size={15} />}
            onClick={props.onClose}
          />
        </div>
        <ContactFacts contact={conversation.details.contact} />
        <SessionFacts {...props} />
        <SessionFields session={session} events={conversation.events} />
        <PreviousSessions
          contactId={session.contactId}
          currentId={session.id}
          conversationId={session.conversationId}
          endedCount={conversation.sessions.length}
          onSession={props.onSession}
        />
        <Notes notes={conversation.notes} people={conversation.people} meId={props.meId} />
      </div>
    </aside>
  )
}

type Contact = ConversationSnapshot['contact']

function ContactHead({ contact, inboxName }: { contact: Contact; inboxName: string }) {
  const t = useMessages()
  const name = contact.name ?? t('inbox.visitor')
  return (
    <div className="flex min-w-0 flex-1 items-center gap-2.5">
      <Avatar name={name} pictureUrl={contact.avatarUrl} size="large" />
      <div className="min-w-0">
        <p className="flex items-center gap-1 font-bold">
          <bdi className="truncate">{name}</bdi>
          {contact.verified ? (
            <span title={t('inbox.verified')} className="text-accent">
              <BadgeCheck size={15} aria-hidden="true" />
              <span className="sr-only">{t('inbox.verified')}</span>
            </span>
          ) : null}
        </p>
        <p className="truncate text-small text-muted">{inboxName}</p>
      </div>
    </div>
  )
}

function ContactFacts({ contact }: { contact: Contact }) {
  const t = useMessages()
  const formats = useFormats()
  const { tag } = useUiLocale()
  return (
    <PaneSection title={t('inbox.contact')}>
      <DetailList
        items={[
          {
            term: t('inbox.email'),
            value: contact.email ? (
              <a href={`mailto:${contact.email}`} className="hover:underline">
                {contact.email}
              </a>
            ) : null,
          },
          { term: t('inbox.phone'), value: contact.phone ? <bdi dir="ltr">{contact.phone}</bdi> : null },
          { term: t('inbox.language'), value: contact.locale ? languageName(contact.locale, tag) : null },
          { term: t('inbox.since'), value: formats.day(contact.createdAt, Date.now()) },
        ]}
      />
    </PaneSection>
  )
}

function languageName(locale: string, readerTag: string): string {
  try {
    return new Intl.DisplayNames([readerTag], { type: 'language' }).of(locale) ?? locale
  } catch {
    // Whatever a page said its visitor speaks; a tag that is none is shown as it came.
    return locale
  }
}

function Notes(props: {
  notes: readonly NoteView[]
  people: Readonly<Record<string, PersonView>>
  meId: string
}) {
  const t = useMessages()
  const formats = useFormats()
  const who = { people: props.people, meId: props.meId, teamNames: {} }
  if (props.notes.length === 0) return null
  return (
    <PaneSection title={t('inbox.notes', { n: props.notes.length })}>
      <ul className="grid gap-2">
        {props.notes.toReversed().map((note) => (
          <li key={note.id} className="rounded-large border border-note-line bg-note px-2.5 py-1.75">
            <p dir="auto" className="wrap-anywhere whitespace-pre-wrap">
              {note.text ?? t('sessions.thread.erased')}
            </p>
            <p className="mt-0.5 text-[11.5px] text-muted">
              <bdi>{nameOf(note.author, who, t)}</bdi> ·{' '}
              <bdi>
                {formats.day(note.at, Date.now())} {formats.time(note.at)}
              </bdi>
            </p>
          </li>
        ))}
      </ul>
    </PaneSection>
  )
}
