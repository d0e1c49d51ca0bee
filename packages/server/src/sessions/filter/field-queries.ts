import {
  customFieldName,
  type FilterEnvironment,
  type FilterField,
  negativeMax,
  positiveMin,
  type SessionFieldName,
  sessionFields,
} from '@rapport/domain'
import { type RawBuilder, sql } from 'kysely'

/** A table beside `sessions s` that a field is read from, by its alias: contacts c, inboxes i, memberships a, bots b, teams t, session_summaries y. */
export type BesideTable = 'c' | 'i' | 'a' | 'b' | 't' | 'y'

/** A field in SQL. Its value is null where the row holds nothing, or means something only where `guard` holds. */
export type FieldSql = Readonly<{
  value: RawBuilder<unknown>
  guard?: RawBuilder<unknown>
  /** The bare column of a text, where an index on its parts knows ILIKE. */
  column?: RawBuilder<unknown>
  needs?: BesideTable
  /** How ids are kept when not as `uuid[]`. */
  as?: 'participants' | 'json'
}>

/**
 * What SQL a field is: from a fixed map, or, for a workspace's own fields, a value of `fields` under a key that is bound
 * like any other value. Nothing of a caller's text becomes SQL. Equal to `readField` of the domain, as a test shows.
 */
export function fieldSql(field: FilterField, environment: FilterEnvironment): FieldSql {
  const { name } = field
  return isSessionField(name) ? columns[name](environment) : customSql(field)
}

const names: ReadonlySet<string> = new Set(sessionFields.map((field) => field.name))
const isSessionField = (name: string): name is SessionFieldName => names.has(name)

const contactPrefix = customFieldName({ scope: 'contact', key: '' })
const sessionPrefix = customFieldName({ scope: 'session', key: '' })

function customSql({ name, kind }: FilterField): FieldSql {
  const isOfContact = name.startsWith(contactPrefix)
  const key = name.slice((isOfContact ? contactPrefix : sessionPrefix).length)
  const held = sql`(${isOfContact ? sql`c.fields` : sql`s.fields`} -> ${key}::text)`
  const beside = isOfContact ? { needs: 'c' as const } : {}
  const typed = (type: string, value: RawBuilder<unknown>) =>
    sql`(case when jsonb_typeof(${held}) = ${sql.lit(type)} then ${value} end)`
  const text = sql`(${held} #>> '{}')`
  switch (kind) {
    case 'number':
      return { value: typed('number', sql`${text}::numeric`), ...beside }
    case 'flag':
      return { value: typed('boolean', sql`${text}::boolean`), ...beside }
    case 'choices':
      return { value: typed('array', sql`nullif(${held}, '[]'::jsonb)`), as: 'json', ...beside }
    case 'text':
      return { value: typed('string', sql`nullif(lower(${text}), '')`), ...beside }
    case 'choice':
    case 'date':
    case 'id':
    case 'ids':
    case 'moment':
    case 'duration':
      return { value: typed('string', sql`nullif(${text}, '')`), ...beside }
  }
}

const plain = (column: string) => (): FieldSql => ({ value: sql.ref(column) })
const given = (column: string) => (): FieldSql => ({ value: sql`nullif(${sql.ref(column)}, '')` })
const lower = (column: string) => (): FieldSql => ({ value: sql`nullif(lower(${sql.ref(column)}), '')` })
const searched = (column: string) => (): FieldSql => ({
  value: sql`nullif(lower(${sql.ref(column)}), '')`,
  column: sql.ref(column),
  needs: 'c',
})

const moment = ({ now }: FilterEnvironment): RawBuilder<unknown> => sql`${new Date(now)}::timestamptz`

/** From one moment to another in milliseconds, never negative. */
const elapsed = (from: RawBuilder<unknown>, to: RawBuilder<unknown>): RawBuilder<unknown> =>
  sql`greatest(0, (extract(epoch from (${to} - ${from})) * 1000)::bigint)`

/** A clock, with the time in the state that it counts. */
const clock =
  (column: string, state: string) =>
  (environment: FilterEnvironment): FieldSql => ({
    value: sql`(${sql.ref(column)} + case when s.state = ${sql.lit(state)}
    then ${elapsed(sql`s.since`, moment(environment))} else 0 end)`,
  })

const ends = (environment: FilterEnvironment): RawBuilder<unknown> =>
  sql`(case when s.state = 'ended' then s.since else ${moment(environment)} end)`

/** The class of a mood, as `sentimentClassOf` of the domain. */
const mood = sql`(case when s.sentiment <= ${sql.lit(negativeMax)} then 'negative'
  when s.sentiment >= ${sql.lit(positiveMin)} then 'positive' when s.sentiment is not null then 'neutral' end)`

const weekdays = sql`array['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun']`
const started = ({ timeZone }: FilterEnvironment): RawBuilder<unknown> =>
  sql`(s.started_at at time zone ${timeZone}::text)`

const columns: Readonly<Record<SessionFieldName, (environment: FilterEnvironment) => FieldSql>> = {
  number: plain('s.number'),
  state: plain('s.state'),
  priority: () => ({ value: sql`(array['urgent', 'high', 'normal', 'low'])[s.priority + 1]` }),
  contact: plain('s.contact_id'),
  contactName: () => ({ value: sql`c.folded_name`, guard: sql`c.folded_name <> ''`, needs: 'c' }),
  email: searched('c.email'),
  phone: searched('c.phone'),
  contactTag: () => ({ value: sql`c.tag_ids`, needs: 'c' }),
  agent: plain('s.agent_id'),
  participant: () => ({ value: sql`s.participants`, as: 'participants' }),
  mentioned: plain('s.mentioned_ids'),
  bot: plain('s.bot_id'),
  team: plain('s.team_id'),
  inbox: plain('s.inbox_id'),
  channel: () => ({ value: sql`i.channel_kind`, needs: 'i' }),
  tag: plain('s.tag_ids'),
  outcome: given('s.outcome'),
  endReason: plain('s.end_reason'),
  endedBy: () => ({ value: sql`(s.ended_by ->> 'kind')` }),
  rating: plain('s.rating'),
  summary: () => ({ value: sql`nullif(lower(y.text), '')`, needs: 'y' }),
  sentiment: () => ({ value: mood }),
  qaScore: plain('s.qa_score'),
  started: plain('s.started_at'),
  ended: () => ({ value: sql`s.since`, guard: sql`s.state = 'ended'` }),
  activity: plain('s.last_activity_at'),
  hour: (environment) => ({ value: sql`extract(hour from ${started(environment)})` }),
  weekday: (environment) => ({
    value: sql`(${weekdays})[extract(isodow from ${started(environment)})::int]`,
  }),
  messages: plain('s.message_count'),
  messagesByContact: plain('s.contact_message_count'),
  messagesByAgents: plain('s.agent_message_count'),
  messagesByBots: plain('s.bot_message_count'),
  notes: plain('s.note_count'),
  transfers: plain('s.transfer_count'),
  watchHits: plain('s.watch_hit_count'),
  unread: () => ({ value: sql`greatest(0, s.contact_message_count - s.agent_read_count)` }),
  wait: (environment) => ({
    value: sql`(case when s.wait_ms is not null or s.first_unassigned_at is null then s.wait_ms
      else ${elapsed(sql`s.first_unassigned_at`, ends(environment))} end)`,
  }),
  totalWait: clock('s.total_wait_ms', 'unassigned'),
  botTime: clock('s.bot_ms', 'bot'),
  firstResponse: plain('s.first_response_ms'),
  handling: clock('s.handling_ms', 'assigned'),
  hold: clock('s.hold_ms', 'on_hold'),
  wrapUp: clock('s.wrap_up_ms', 'wrap_up'),
  duration: (environment) => ({ value: elapsed(sql`s.started_at`, ends(environment)) }),
  waiting: (environment) => ({
    value: sql`(case when s.state <> 'ended' and s.waiting_since is not null
      then ${elapsed(sql`s.waiting_since`, moment(environment))} end)`,
  }),
  language: lower('s.language'),
  country: given('s.country'),
  pageUrl: lower('s.page_url'),
  referrer: lower('s.referrer'),
  device: plain('s.device'),
}
