import {
  type Condition,
  type Expression,
  type FilterValue,
  type Operator,
  operatorsOf,
} from './expression.ts'
import { readValue } from './read-value.ts'
import { type FilterProblem, scanFilter, type Token } from './scan-filter.ts'
import type { FieldLookup, FilterField } from './session-fields.ts'
import { tidyFilter } from './tidy-filter.ts'

/** A filter read from its text, in the form `tidyFilter` gives; or what is wrong with it. */
export type ParsedFilter =
  | Readonly<{ ok: true; expression: Expression }>
  | Readonly<{ ok: false; problems: readonly FilterProblem[] }>

/** How much a filter may hold: far beyond what people build, and little enough for any reader and for an address. */
export const filterLimits = { characters: 6_000, depth: 4, conditions: 50, values: 50 } as const
const problemsMax = 20

type Reading = {
  readonly tokens: readonly Token[]
  readonly fields: FieldLookup
  readonly problems: FilterProblem[]
  next: number
  conditions: number
}

/**
 * Reads a filter from its text form: conditions `field:operator(value,value)`, of which all must hold; alternatives in
 * parentheses, as `(a:set or b:any(x,y))`. Total and linear: whatever the text, there is an answer, and what is wrong is
 * said with its position. What it accepts names only fields and operators that there are, with values of their types.
 */
export function parseFilter(text: string, fields: FieldLookup | readonly FilterField[]): ParsedFilter {
  const { characters } = filterLimits
  if (text.length > characters) return { ok: false, problems: [{ position: characters, message: tooLong }] }
  const tokens = scanFilter(text)
  if ('message' in tokens) return { ok: false, problems: [tokens] }
  const lookup =
    typeof fields === 'function' ? fields : (name: string) => fields.find((field) => field.name === name)
  const reading: Reading = { tokens, fields: lookup, problems: [], next: 0, conditions: 0 }
  const expression = readAlternatives(reading, 0)
  const rest = peek(reading)
  if (expression !== null && rest.kind !== 'end') stop(reading, rest, 'This parenthesis closes nothing')
  return expression === null || reading.problems.length > 0
    ? { ok: false, problems: reading.problems }
    : { ok: true, expression: tidyFilter(expression) }
}

const tooLong = `A filter can have ${filterLimits.characters} characters at most`
const endToken: Token = { kind: 'end', text: '', position: 0, end: 0 }
const peek = ({ tokens, next }: Reading): Token => tokens[next] ?? tokens.at(-1) ?? endToken

/** What cannot be read makes all that follows a guess: nothing more is read. */
function stop({ problems }: Reading, { position }: Token, message: string): null {
  problems.push({ position, message })
  return null
}

/** What is readable but means nothing: it is noted, and reading goes on. */
function note({ problems }: Reading, position: number, message: string): void {
  if (problems.length < problemsMax) problems.push({ position, message })
}

function readAlternatives(reading: Reading, depth: number): Expression | null {
  const alternatives: Expression[] = []
  for (;;) {
    const all = readAll(reading, depth)
    if (all === null) return null
    alternatives.push({ type: 'all', of: all })
    if (!isOr(peek(reading))) return { type: 'any', of: alternatives }
    if (depth === 0) return stop(reading, peek(reading), 'Alternatives stand in parentheses, as in (a or b)')
    reading.next += 1
  }
}

const isOr = ({ kind, text }: Token): boolean => kind === 'word' && text === 'or'

/** Conditions and groups side by side; none at all only where nothing was opened. */
function readAll(reading: Reading, depth: number): readonly Expression[] | null {
  const all: Expression[] = []
  for (let token = peek(reading); !isBoundary(token); token = peek(reading)) {
    const one = token.kind === '(' ? readGroup(reading, depth + 1) : readCondition(reading, token)
    if (one === null) return null
    all.push(one)
  }
  return depth > 0 && all.length === 0 ? stop(reading, peek(reading), 'A condition must stand here') : all
}

const isBoundary = (token: Token): boolean => token.kind === 'end' || token.kind === ')' || isOr(token)

function readGroup(reading: Reading, depth: number): Expression | null {
  const open = peek(reading)
  if (depth > filterLimits.depth)
    return stop(reading, open, `Groups can be ${filterLimits.depth} deep at most`)
  reading.next += 1
  const group = readAlternatives(reading, depth)
  if (group === null) return null
  if (peek(reading).kind !== ')')
    return stop(reading, open, 'The parenthesis that opens here is never closed')
  reading.next += 1
  return group
}

function readCondition(reading: Reading, token: Token): Condition | null {
  const colon = token.kind === 'word' ? token.text.indexOf(':') : -1
  if (colon < 0) return stop(reading, token, 'Expected a condition such as state:any(assigned)')
  reading.conditions += 1
  if (reading.conditions > filterLimits.conditions)
    return stop(reading, token, `A filter can have ${filterLimits.conditions} conditions at most`)
  reading.next += 1
  const written = readWritten(reading, token)
  if (written === null) return null
  const name = token.text.slice(0, colon)
  const field = reading.fields(name)
  if (field === undefined) {
    note(reading, token.position, `There is no field "${shortened(name)}"`)
    return placeholder
  }
  return check(reading, { field, token, operator: token.text.slice(colon + 1), written }) ?? placeholder
}

/** Stands where a condition was wrong, so that the others are still looked at. */
const placeholder: Condition = { type: 'condition', field: '', operator: 'set', values: [] }

/** The values as written. Their parenthesis follows at once: one behind a blank begins a group. */
function readWritten(reading: Reading, condition: Token): readonly Token[] | null {
  const open = peek(reading)
  if (open.kind !== '(' || open.position !== condition.end) return []
  const written: Token[] = []
  do {
    reading.next += 1
    const token = peek(reading)
    if (token.kind !== 'word' && token.kind !== 'text') return stop(reading, token, 'Expected a value')
    if (written.length === filterLimits.values)
      return stop(reading, token, `A condition can have ${filterLimits.values} values at most`)
    written.push(token)
    reading.next += 1
  } while (peek(reading).kind === ',')
  if (peek(reading).kind !== ')')
    return stop(reading, peek(reading), 'Expected a comma or a closing parenthesis')
  reading.next += 1
  return written
}

type Written = Readonly<{ field: FilterField; operator: string; token: Token; written: readonly Token[] }>

function check(reading: Reading, { field, operator, token, written }: Written): Condition | null {
  const operatorPosition = token.position + token.text.length - operator.length
  const known = operatorsOf[field.kind].find((name) => name === operator)
  if (known === undefined) {
    const expected = operatorsOf[field.kind].join(', ')
    note(
      reading,
      operatorPosition,
      `"${field.name}" does not know "${shortened(operator)}": expected ${expected}`,
    )
    return null
  }
  const wrong = wrongNumber(known, written.length)
  if (wrong !== null) {
    note(reading, operatorPosition, wrong)
    return null
  }
  const values = written.map((one) => meantBy(reading, { field, operator: known, token: one }))
  if (known === 'between' && isBackwards(values))
    note(reading, written[0]?.position ?? operatorPosition, 'The first value must not be beyond the second')
  return { type: 'condition', field: field.name, operator: known, values }
}

function meantBy(
  reading: Reading,
  { field, operator, token }: Readonly<{ field: FilterField; operator: Operator; token: Token }>,
): FilterValue {
  const read = readValue(field, operator, token.text)
  if ('value' in read) return read.value
  note(reading, token.position, read.message)
  return ''
}

function wrongNumber(operator: Operator, count: number): string | null {
  if (operator === 'set' || operator === 'unset') return count === 0 ? null : `"${operator}" takes no values`
  if (operator === 'between') return count === 2 ? null : '"between" takes two values'
  if (operator === 'any' || operator === 'none')
    return count > 0 ? null : `"${operator}" takes one value or more`
  return count === 1 ? null : `"${operator}" takes one value`
}

function isBackwards([from, to]: readonly FilterValue[]): boolean {
  return from !== undefined && to !== undefined && typeof from === typeof to && from > to
}

const shortened = (text: string): string => (text.length > 60 ? `${text.slice(0, 60).toWellFormed()}…` : text)
