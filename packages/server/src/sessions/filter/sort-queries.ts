import { type FilterEnvironment, type FilterField, sortTextMax } from '@rapport/domain'
import { type RawBuilder, sql } from 'kysely'
import { type BesideTable, fieldSql } from './field-queries.ts'

type Sql = RawBuilder<unknown>

/** What a list is ordered by, in SQL: the key, null where the row holds nothing, and what kind of value it is. */
export type SortSql = Readonly<{
  key: Sql
  /** The session's id, which settles ties. */
  id: Sql
  type: 'moment' | 'number' | 'text'
  /** Whether the key can be null: those rows come last, and no index has them so. */
  mayBeNull: boolean
  needs?: BesideTable
}>

/** Where a page ended: the last row's key and id. */
export type SortPlace = Readonly<{ value: number | string | null; id: string }>

const id = sql`s.session_id`
const never = { id, mayBeNull: false } as const

/** The order by `started_at` along `session_tags st`, which has it too. */
export const startedOfTags: SortSql = {
  key: sql`st.started_at`,
  id: sql`st.session_id`,
  type: 'moment',
  mayBeNull: false,
}

/** The order by the end of what has ended, and of what has not: that comes last, by id alone. */
export const endedSorts: Readonly<Record<'ended' | 'live', SortSql>> = {
  ended: { key: sql`s.since`, type: 'moment', ...never },
  // Null, but not to the planner: it would walk all sessions by their ids rather than sort the few that live.
  live: { key: sql`(case when s.state = 'ended' then s.since end)`, id, type: 'moment', mayBeNull: true },
}

/** The order the domain's `orderRows` has, as SQL. Texts are compared by code point, up to a length that fits a cursor. */
export function sortSql(field: FilterField, environment: FilterEnvironment): SortSql {
  if (field.name === 'started') return { key: sql`s.started_at`, type: 'moment', ...never }
  if (field.name === 'activity') return { key: sql`s.last_activity_at`, type: 'moment', ...never }
  if (field.name === 'priority') return { key: sql`s.priority`, type: 'number', ...never }
  if (field.name === 'sentiment') return { key: sql`s.sentiment`, id, type: 'number', mayBeNull: true }
  const nameOf = names[field.name]
  if (nameOf !== undefined)
    return { key: textKey(nameOf.name), id, type: 'text', mayBeNull: true, needs: nameOf.needs }
  const { value, guard, needs, as } = fieldSql(field, environment)
  const held = guard === undefined ? value : sql`(case when ${guard} then ${value} end)`
  const beside = needs === undefined ? {} : { needs }
  return { ...keyOf(field, held, as), id, mayBeNull: true, ...beside }
}

function keyOf(
  { kind, choices }: FilterField,
  value: Sql,
  as?: 'participants' | 'json',
): Pick<SortSql, 'key' | 'type'> {
  switch (kind) {
    case 'moment':
      return { key: value, type: 'moment' }
    case 'number':
    case 'duration':
      return { key: value, type: 'number' }
    case 'flag':
      return { key: sql`(${value})::int`, type: 'number' }
    case 'ids':
    case 'choices':
      return {
        key:
          as === undefined
            ? sql`nullif(cardinality(${value}), 0)`
            : sql`nullif(jsonb_array_length(${value}), 0)`,
        type: 'number',
      }
    case 'choice':
      return choices === undefined
        ? { key: textKey(value), type: 'text' }
        : { key: sql`array_position(${choices}::text[], ${value})`, type: 'number' }
    case 'id':
    case 'text':
    case 'date':
      return { key: textKey(value), type: 'text' }
  }
}

const textKey = (text: Sql): Sql => sql`(left(${text}, ${sql.lit(sortTextMax)}) collate "C")`

/** As `fold` of the domain. */
const folded = (column: string): Sql =>
  sql`nullif(translate(replace(replace(replace(
    regexp_replace(normalize(lower(${sql.ref(column)}), NFKD), '[\u0300-\u036f]', '', 'g'),
    'ß', 'ss'), 'æ', 'ae'), 'œ', 'oe'), 'øłđħıς', 'oldhiσ'), '')`

const names: Readonly<Record<string, Readonly<{ name: Sql; needs: BesideTable }>>> = {
  contact: { name: sql`nullif(c.folded_name, '')`, needs: 'c' },
  inbox: { name: folded('i.name'), needs: 'i' },
  agent: { name: folded('a.display_name'), needs: 'a' },
  bot: { name: folded('b.name'), needs: 'b' },
  team: { name: folded('t.name'), needs: 't' },
}

/** Which end comes first. */
export type Direction = 'asc' | 'desc'

const spelt = { asc: sql`asc`, desc: sql`desc` } as const

/** The order as ORDER BY takes it; nulls last either way, and said only where there are any, because no index has them so. */
export function orderBy(
  { key, id, mayBeNull }: Pick<SortSql, 'key' | 'id' | 'mayBeNull'>,
  direction: Direction,
): Sql {
  const way = spelt[direction]
  return mayBeNull ? sql`${key} ${way} nulls last, ${id} ${way}` : sql`${key} ${way}, ${id} ${way}`
}

/** What comes after a place in that order. */
export function afterPlace(sort: SortSql, direction: Direction, place: SortPlace): Sql {
  const { key, id, type, mayBeNull } = sort
  const beyond = direction === 'asc' ? sql`>` : sql`<`
  if (place.value === null) return sql`(${key} is null and ${id} ${beyond} ${place.id}::uuid)`
  const isAfter = sql`(${key}, ${id}) ${beyond} (${boundKey(type, place.value)}, ${place.id}::uuid)`
  return mayBeNull ? sql`(${isAfter} or ${key} is null)` : isAfter
}

function boundKey(type: SortSql['type'], value: number | string): Sql {
  if (type === 'moment') return sql`${new Date(Number(value))}::timestamptz`
  return type === 'number' ? sql`${value}::numeric` : sql`${value}::text collate "C"`
}
