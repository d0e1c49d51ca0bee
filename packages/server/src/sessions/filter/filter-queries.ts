import {
  type Condition,
  type Expression,
  type FilterEnvironment,
  type FilterField,
  type FilterKind,
  type FilterValue,
  fold,
  knowsMe,
  type Operator,
} from '@rapport/domain'
import { type RawBuilder, sql } from 'kysely'
import { type BesideTable, type FieldSql, fieldSql } from './field-queries.ts'

/** A filter, or a part of one, as a condition on `sessions s` and the tables it needs beside. */
export type FilterSql = Readonly<{ condition: RawBuilder<unknown>; needs: ReadonlySet<BesideTable> }>

type Compiling = Readonly<{ environment: FilterEnvironment; needs: Set<BesideTable> }>
type Sql = RawBuilder<unknown>

/**
 * A checked filter as SQL that accepts exactly what the domain's `matchFilter` does, once `rollUp` has named the tags under
 * those it speaks of. Every value is bound; fields come
 * from a fixed map. It is three-valued inside: what is not true is not accepted.
 */
export function filterSql(expression: Expression, environment: FilterEnvironment): FilterSql {
  const needs = new Set<BesideTable>()
  return { condition: compile(expression, { environment, needs }), needs }
}

function compile(expression: Expression, compiling: Compiling): Sql {
  switch (expression.type) {
    case 'condition':
      return compileCondition(expression, compiling)
    case 'all':
      return joined(expression.of, compiling, { by: ' and ', empty: sql`true` })
    case 'any':
      return joined(expression.of, compiling, { by: ' or ', empty: sql`false` })
  }
}

function joined(
  of: readonly Expression[],
  compiling: Compiling,
  { by, empty }: Readonly<{ by: ' and ' | ' or '; empty: Sql }>,
): Sql {
  if (of.length === 0) return empty
  const parts = of.map((one) => compile(one, compiling))
  return sql`(${sql.join(parts, by === ' and ' ? sql` and ` : sql` or `)})`
}

function compileCondition(condition: Condition, { environment, needs }: Compiling): Sql {
  const field = environment.fields(condition.field)
  if (field === undefined) return sql`false`
  const held = fieldSql(field, environment)
  if (held.needs !== undefined) needs.add(held.needs)
  const comparing = { field, held, values: valuesFor(field, condition.values, environment), environment }
  const opposite = opposites[condition.operator]
  if (opposite !== undefined) return sql`(${accepts(opposite, comparing)}) is not true`
  return accepts(condition.operator, comparing)
}

/** What accepts a row that holds nothing is the opposite of what does not. */
const opposites: Readonly<Partial<Record<Operator, Operator>>> = {
  unset: 'set',
  none: 'any',
  is_not: 'is',
  not_contains: 'contains',
}

type Comparing = Readonly<{
  field: FilterField
  held: FieldSql
  values: readonly FilterValue[]
  environment: FilterEnvironment
}>

function valuesFor(
  { name, kind }: FilterField,
  values: readonly FilterValue[],
  { me }: FilterEnvironment,
): readonly FilterValue[] {
  if (knowsMe(name)) return values.flatMap((value) => (value === 'me' ? (me ?? []) : value))
  if (name === 'contactName') return values.map((value) => fold(String(value)))
  return kind === 'text' ? values.map((value) => String(value).toLowerCase()) : values
}

function accepts(operator: Operator, comparing: Comparing): Sql {
  const { guard } = comparing.held
  const compared = operator === 'set' ? isSet(comparing) : compareAs(operator, comparing)
  return guard === undefined ? compared : sql`(${guard} and ${compared})`
}

function isSet({ field, held }: Comparing): Sql {
  if (held.as === 'participants') return sql`${held.value} <> '[]'::jsonb`
  return field.kind === 'ids' ? sql`cardinality(${held.value}) > 0` : sql`${held.value} is not null`
}

function compareAs(operator: Operator, comparing: Comparing): Sql {
  const { field, held, values, environment } = comparing
  switch (field.kind) {
    case 'text':
      return compareText(operator, comparing)
    case 'choice':
      return sql`${held.value} = any(${values}::text[])`
    case 'id':
      return sql`${held.value} = any(${values}::uuid[])`
    case 'ids':
    case 'choices':
      return holdsAny(held, values)
    case 'moment':
      return compareMoment(operator, { value: held.value, values: values.map(Number), now: environment.now })
    case 'number':
    case 'duration':
    case 'flag':
    case 'date':
      return ordered(operator, comparableOf(field.kind, held.value, values))
  }
}

function holdsAny({ value, as }: FieldSql, values: readonly FilterValue[]): Sql {
  if (as === 'json') return sql`${value} ?| ${values}::text[]`
  if (as === undefined) return sql`${value} && ${values}::uuid[]`
  const parts = values.map((agentId) => JSON.stringify([{ agentId }]))
  return sql`${value} @> any(${parts}::jsonb[])`
}

/** A text as a pattern that stands for itself. */
const literally = (text: string): string => text.replace(/[\\%_]/g, '\\$&')

function compareText(operator: Operator, { held, values }: Comparing): Sql {
  const text = String(values[0] ?? '')
  if (operator === 'is') return sql`${held.value} = ${text}::text`
  const pattern = `${operator === 'begins' ? '' : '%'}${literally(text)}%`
  return held.column === undefined
    ? sql`${held.value} like ${pattern}::text`
    : sql`${held.column} ilike ${pattern}::text`
}

/** A moment in SQL, what it is compared with, and when "now" is. */
export type Momentary = Readonly<{ value: Sql; values: readonly number[]; now: number }>

/** A comparison of moments, for `in_last`, `older_than`, `before`, `after` and `between`. */
export function compareMoment(
  operator: Operator,
  { value, values: [first = 0, second = 0], now }: Momentary,
): Sql {
  const at = (ms: number) => sql`${new Date(ms)}::timestamptz`
  switch (operator) {
    case 'in_last':
      return sql`${value} >= ${at(now - first)}`
    case 'older_than':
      return sql`${value} < ${at(now - first)}`
    case 'before':
      return sql`${value} < ${at(first)}`
    case 'between':
      return sql`(${value} >= ${at(first)} and ${value} < ${at(second)})`
    default:
      return sql`${value} >= ${at(first)}`
  }
}

type Ordered = Readonly<{ value: Sql; bounds: readonly Sql[] }>

function comparableOf(kind: FilterKind, value: Sql, values: readonly FilterValue[]): Ordered {
  if (kind === 'flag') return { value, bounds: values.map((one) => sql`${one === true}::boolean`) }
  if (kind === 'date')
    return { value: sql`${value} collate "C"`, bounds: values.map((one) => sql`${one}::text`) }
  return { value, bounds: values.map((one) => sql`${one}::numeric`) }
}

function ordered(
  operator: Operator,
  { value, bounds: [first = sql`null`, second = sql`null`] }: Ordered,
): Sql {
  switch (operator) {
    case 'is':
      return sql`${value} = ${first}`
    case 'at_most':
      return sql`${value} <= ${first}`
    case 'before':
      return sql`${value} < ${first}`
    case 'between':
      return sql`(${value} >= ${first} and ${value} <= ${second})`
    default:
      return sql`${value} >= ${first}`
  }
}
