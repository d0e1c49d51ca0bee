import type { FieldView, SessionRow } from '@rapport/contract/light'
import { useMessages } from '../../app/index.ts'
import {
  Avatar,
  Badge,
  Checkbox,
  channelGlyphOf,
  classNames,
  RelativeTime,
  StatePill,
  TagChips,
  useChannelName,
  useFormats,
  useUiLocale,
} from '../../ui/index.ts'
import { FieldValueCell } from '../columns/field-value-cell.tsx'
import { useFields } from '../marks/use-fields.ts'
import { pickTags, useTags } from '../marks/use-tags.ts'
import { contactName, FlagMark, holderName, SessionDuration } from '../session-columns.tsx'
import { MoodDot } from '../summary/mood-dot.tsx'
import { aboutOf } from '../summary/summary-line.tsx'

/** What a card of the timeline takes. */
export type TimelineCardProps = Readonly<{
  row: SessionRow
  isOpen: boolean
  /** Left out where nothing can be chosen. */
  isChosen?: boolean | undefined
  onChoose: (isChosen: boolean) => void
  onOpen: (how: 'panel' | 'page') => void
}>

const fieldsMax = 4

/** One session, to be read: who and where, when and how long, what it was about, its tags and fields. */
export function TimelineCard({ row, isOpen, isChosen, onChoose, onOpen }: TimelineCardProps) {
  const t = useMessages()
  const name = contactName(row, t)
  return (
    <article
      className={classNames(
        'group/card relative mx-auto flex max-w-220 gap-3 border-b border-line-soft px-4 py-3',
        isOpen ? 'bg-selected' : 'hover:bg-hover',
      )}
    >
      <span className="relative grid size-7 shrink-0 place-items-center">
        <Avatar
          name={name}
          size="medium"
          pictureUrl={row.contact.avatarUrl}
          channel={channelGlyphOf(row.inbox)}
          className={classNames(
            isChosen !== undefined && 'group-focus-within/card:invisible group-hover/card:invisible',
            isChosen === true && 'invisible',
          )}
        />
        {isChosen === undefined ? null : (
          <span
            className={classNames(
              'absolute inset-0 z-10 grid place-items-center group-focus-within/card:opacity-100 group-hover/card:opacity-100',
              !isChosen && 'opacity-0',
            )}
          >
            <Checkbox
              hideLabel
              label={t('sessions.select.label', { name })}
              isChecked={isChosen}
              onChange={onChoose}
            />
          </span>
        )}
      </span>
      <div className="grid min-w-0 flex-1 grid-cols-1 gap-1">
        <Head row={row} name={name} onOpen={onOpen} />
        <Summary row={row} />
        <Marks row={row} />
      </div>
    </article>
  )
}

/** The name opens the session, and its press reaches over the whole card. */
function Head({ row, name, onOpen }: { row: SessionRow; name: string; onOpen: TimelineCardProps['onOpen'] }) {
  const t = useMessages()
  const formats = useFormats()
  const channel = useChannelName()(row.inbox)
  const { session } = row
  const holder = holderName(row)
  return (
    <div className="flex min-w-0 items-center gap-x-2.5 gap-y-1 max-sm:flex-wrap">
      <button
        type="button"
        data-card
        onClick={(event) => onOpen(event.metaKey || event.ctrlKey ? 'page' : 'panel')}
        className="min-w-0 text-start font-strong after:absolute after:inset-0 focus-visible:outline-none focus-visible:after:outline-2 focus-visible:after:-outline-offset-2 focus-visible:after:outline-accent"
      >
        <bdi className="block truncate">{name}</bdi>
      </button>
      <FlagMark session={session} />
      <span className="min-w-0 truncate text-small text-muted">
        <bdi>{channel}</bdi>
        {holder === null ? null : (
          <>
            {' · '}
            <bdi>{holder}</bdi>
          </>
        )}
      </span>
      <span className="ms-auto flex shrink-0 items-center gap-2.5 text-small text-muted max-sm:ms-0">
        <span title={formats.moment(session.startedAt)}>
          <RelativeTime at={session.startedAt} />
        </span>
        <span title={t('sessions.timeline.length')}>
          <span className="sr-only">{t('sessions.timeline.length')} </span>
          <SessionDuration row={row} />
        </span>
        {session.state === 'ended' ? (
          <Badge>{t('sessions.timeline.completed')}</Badge>
        ) : (
          <Badge kind="good">{t('sessions.timeline.active')}</Badge>
        )}
        {session.state === 'ended' || session.state === 'assigned' ? null : (
          <StatePill state={session.state} />
        )}
      </span>
    </div>
  )
}

/** Words in another direction than the page's keep to the side where the card begins. */
function Summary({ row }: { row: SessionRow }) {
  const { direction } = useUiLocale()
  const about = aboutOf(row)
  const { sentiment } = row.session
  if (about === null && sentiment === null) return null
  return (
    <div className="flex min-w-0 items-start gap-1.5">
      {sentiment === null ? null : <MoodDot sentiment={sentiment} className="relative mt-0.5 -ms-0.5" />}
      {about === null ? null : (
        <p
          dir="auto"
          className={classNames(
            'line-clamp-2 min-w-0 flex-1 wrap-anywhere',
            about.isLast && 'text-muted',
            direction === 'rtl' ? 'text-right' : 'text-left',
          )}
        >
          {about.text}
        </p>
      )}
    </div>
  )
}

function Marks({ row }: { row: SessionRow }) {
  const { byId } = useTags()
  const { sessionFields, contactFields } = useFields()
  const tags = pickTags(row.session.tagIds, byId)
  const has = ({ scope, key }: FieldView) =>
    Object.hasOwn(scope === 'session' ? row.fields : row.about.fields, key)
  const fields = [...sessionFields, ...contactFields].filter(has).slice(0, fieldsMax)
  if (tags.length === 0 && fields.length === 0) return null
  return (
    <div className="relative flex min-w-0 flex-wrap items-center gap-x-3 gap-y-1 pt-0.5 text-small">
      {tags.length === 0 ? null : <TagChips tags={tags} max={6} />}
      {fields.map((field) => (
        <span key={field.id} className="inline-flex max-w-64 min-w-0 items-baseline gap-1">
          <span className="shrink-0 text-faint">{field.name}</span>
          <span className="min-w-0">
            <FieldValueCell row={row} field={field} />
          </span>
        </span>
      ))}
    </div>
  )
}
